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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tlsboot.benchmarks.server.OursServer;
import io.tlsboot.benchmarks.server.OursVariant;
import io.tlsboot.benchmarks.server.RawServer;
import io.tlsboot.benchmarks.server.VertxServer;
import io.tlsboot.benchmarks.server.WebFluxServer;

/**
 * All servers that can be measured.
 *
 * @param directory for the files that they need
 */
record Peers(Path directory) {

	/** The one that all others are compared with. */
	static final String RAW = "raw";

	/** The same with the transport it takes by itself. */
	static final String RAW_DEFAULTS = "raw-epoll";

	/**
	 * Return those that are wanted and can be started here, and say which cannot.
	 */
	List<Peer> of(List<String> names) throws IOException {
		List<Peer> all = all();
		List<Peer> found = new ArrayList<>();
		for (String name : names) {
			Peer peer = all.stream()
				.filter((candidate) -> candidate.name().equals(name))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException(
						"There is no peer " + name + "; there are " + all.stream().map(Peer::name).toList()));
			if (peer.present()) {
				found.add(peer);
			}
			else {
				System.out.println(name + " is not installed and left out");
			}
		}
		return found;
	}

	private List<Peer> all() throws IOException {
		List<Peer> all = new ArrayList<>();
		all.add(new JvmPeer(RAW, RawServer.class, ClassPath.starter(), List.of("OPENSSL", "nio"), false));
		all.add(new JvmPeer(RAW_DEFAULTS, RawServer.class, ClassPath.starter(), List.of("OPENSSL", "epoll"), false));
		all.add(new JvmPeer("raw-jdk", RawServer.class, ClassPath.starter(), List.of("JDK", "nio"), false));
		String ours = ClassPath.ours();
		Arrays.stream(OursVariant.values())
			.map(OursVariant::toString)
			.forEach((variant) -> all.add(new JvmPeer(variant, OursServer.class, ours, List.of(variant), false)));
		all.add(new JvmPeer("vertx", VertxServer.class, ClassPath.all(), List.of(), false));
		all.add(new JvmPeer("webflux", WebFluxServer.class, ClassPath.webFlux(), List.of("JDK"), true));
		all.add(new JvmPeer("webflux-openssl", WebFluxServer.class, ClassPath.webFluxOpenSsl(), List.of("OPENSSL"),
				true));
		Programs programs = new Programs(this.directory);
		all.add(new ProgramPeer("node", "node", false, programs::node));
		all.add(new ProgramPeer("go", "go", false, programs::go));
		all.add(new ProgramPeer("nginx", "nginx", true, programs::nginx));
		all.add(new ProgramPeer("haproxy", "haproxy", true, programs::haproxy));
		all.add(new ProgramPeer("openssl", "openssl", true, programs::openssl));
		return all;
	}

}
