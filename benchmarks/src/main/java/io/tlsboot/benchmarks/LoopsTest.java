/*
 * Copyright 2026 the tls-spring-boot authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.tlsboot.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.benchmarks.load.LoadOrder;

/**
 * Measures full handshakes by the number of event loops, with servers and load on all
 * processors. Only servers on Reactor Netty take part.
 *
 * @param bench what there is
 */
record LoopsTest(Bench bench) {

	void run() throws IOException {
		Options options = this.bench.options();
		for (int loops : options.numbers("loops")) {
			run(loops);
		}
	}

	private void run(int loops) throws IOException {
		Options options = this.bench.options();
		List<Peer> peers = this.bench.peers()
			.stream()
			.filter((peer) -> peer.name().startsWith(Peers.RAW) || peer.name().startsWith("ours"))
			.toList();
		try (LoadProcess load = new LoadProcess(ChildProcess.ANYWHERE, this.bench.certificates(), this.bench.log())) {
			List<RunningServer> servers = new ArrayList<>();
			try {
				for (Peer peer : peers) {
					servers.add(this.bench.start(peer, Bench.Setup.ECDSA, ChildProcess.ANYWHERE, loops));
				}
				for (RunningServer server : servers) {
					load.run(order(server, options.number("warmup")));
				}
				for (int round = 0; round < options.number("rounds"); round++) {
					Collections.shuffle(servers);
					round(load, loops, servers);
				}
			}
			finally {
				servers.forEach(RunningServer::close);
			}
		}
	}

	private void round(LoadProcess load, int loops, List<RunningServer> servers) throws IOException {
		int count = this.bench.options().number("handshakes");
		Map<String, Double> cpu = new LinkedHashMap<>();
		Map<String, Double> rate = new LinkedHashMap<>();
		for (RunningServer server : servers) {
			RunningServer.Took took = server.take(load, order(server, count), count);
			cpu.put(server.peer().name(), took.nanos() / 1000);
			rate.put(server.peer().name(), took.rate());
		}
		this.bench.results().addRound("loops " + loops, "CPU", "us", cpu);
		this.bench.results().addRound("loops " + loops, "rate", "1/s", rate);
	}

	private LoadOrder order(RunningServer server, int count) {
		return new LoadOrder(LoadOrder.Kind.HANDSHAKES, server.port(), count,
				this.bench.options().number("connections"), 0, LoadOrder.Client.NEW);
	}

}
