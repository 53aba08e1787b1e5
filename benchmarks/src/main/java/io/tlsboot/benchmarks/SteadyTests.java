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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import io.tlsboot.benchmarks.load.LoadOrder;
import org.jspecify.annotations.Nullable;

/**
 * Runs tests with one setup: all servers at the same time, warmed up and then measured in
 * turn.
 *
 * @param bench what there is
 * @param setup the setup
 * @param tests the tests
 */
record SteadyTests(Bench bench, Bench.Setup setup, List<SteadyTest> tests) {

	void run() {
		List<RunningServer> servers = new ArrayList<>();
		Set<String> without = new HashSet<>();
		try {
			for (Peer peer : this.bench.peers()) {
				start(peer, servers);
			}
			for (SteadyTest test : this.tests) {
				servers.forEach((server) -> take(test, server, true, without));
			}
			for (int round = 0; round < this.bench.options().number("rounds"); round++) {
				for (SteadyTest test : this.tests) {
					// Nobody is always the first, nobody always follows the same one
					Collections.shuffle(servers);
					Map<String, RunningServer.Took> taken = new LinkedHashMap<>();
					for (RunningServer server : servers) {
						RunningServer.Took took = take(test, server, false, without);
						if (took != null) {
							taken.put(server.peer().name(), took);
						}
					}
					record(test, taken);
				}
			}
		}
		finally {
			servers.forEach(RunningServer::close);
		}
	}

	private void start(Peer peer, List<RunningServer> servers) {
		if (this.tests.stream().noneMatch((test) -> test.possible(peer))) {
			return;
		}
		try {
			servers.add(this.bench.start(peer, this.setup));
		}
		catch (IOException ex) {
			this.bench.say(this.setup.toString(), peer, ex);
		}
	}

	private RunningServer.@Nullable Took take(SteadyTest test, RunningServer server,
			boolean warmup, Set<String> without) {
		String both = test + " " + server.peer().name();
		if (!test.possible(server.peer()) || without.contains(both)) {
			return null;
		}
		Options options = this.bench.options();
		try {
			if (test.held()) {
				this.bench.load().run(test.open(options, server.port()));
			}
			if (test.resumes()) {
				this.bench.load().run(test.collect(options, server, warmup));
			}
			LoadOrder order = test.order(options, server, warmup);
			RunningServer.@Nullable Took took = null;
			if (warmup) {
				this.bench.load().run(order);
			}
			else {
				took = server.take(this.bench.load(), order, test.operations(options));
			}
			if (test.held()) {
				this.bench.load()
					.run(new LoadOrder(LoadOrder.Kind.CLOSE, server.port(), 0, 0, 0, LoadOrder.Client.NEW));
			}
			return took;
		}
		catch (IOException ex) {
			this.bench.say(test.toString(), server.peer(), ex);
			without.add(both);
			return null;
		}
	}

	private void record(SteadyTest test, Map<String, RunningServer.Took> taken) {
		add(test, "CPU", test.unit(), taken, (took) -> took.nanos() / test.nanosPerUnit());
		add(test, "event loop", "bytes", taken, RunningServer.Took::loopBytes);
		add(test, "listeners", test.unit(), taken, (took) -> took.eventNanos() / test.nanosPerUnit());
		add(test, "listeners", "bytes", taken, RunningServer.Took::eventBytes);
	}

	private void add(SteadyTest test, String column, String unit, Map<String, RunningServer.Took> taken,
			ToDoubleFunction<RunningServer.Took> value) {
		Map<String, Double> round = new LinkedHashMap<>();
		for (Peer peer : this.bench.peers()) {
			RunningServer.Took took = taken.get(peer.name());
			if (took != null && value.applyAsDouble(took) > 0) {
				round.put(peer.name(), value.applyAsDouble(took));
			}
		}
		this.bench.results().addRound(test.toString(), column, unit, round);
	}

}
