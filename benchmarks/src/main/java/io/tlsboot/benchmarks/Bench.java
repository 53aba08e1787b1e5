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

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.tlsboot.benchmarks.server.ServerSettings;

/**
 * What all tests share: options, certificates, peers, the load and results.
 *
 * @param options the options
 * @param certificates the certificates
 * @param peers those that are measured
 * @param load the load, on processor 1
 * @param results where results go
 * @param log where the error output of servers goes
 */
record Bench(Options options, HostCertificates certificates, List<Peer> peers, LoadProcess load, Results results,
		File log) {

	private static final int FIRST_PORT = 20000;

	private static final int END_OF_PORTS = 32000;

	private static final int ATTEMPTS = 100;

	/**
	 * Start a server on processor 0 with one event loop.
	 */
	RunningServer start(Peer peer, Setup setup) throws IOException {
		return start(peer, setup, 0, 1);
	}

	RunningServer start(Peer peer, Setup setup, int processor, int loops) throws IOException {
		int port = freePort();
		ServerSettings settings = new ServerSettings(file(setup, ".key"), file(setup, ".pem"),
				(setup == Setup.MUTUAL) ? this.certificates.clientCa() : null, port, setup.behaviour());
		return new RunningServer(peer, port,
				peer.start(settings, new Peer.Placement(processor, loops, this.options.jvm(), this.log)));
	}

	/**
	 * Say that something could not be measured.
	 */
	void say(String test, Peer peer, IOException failure) {
		System.out.println(test + ", " + peer.name() + " left out: " + failure.getMessage());
	}

	private Path file(Setup setup, String suffix) {
		return this.certificates.directory().resolve(((setup == Setup.RSA) ? "rsa" : "host0") + suffix);
	}

	/**
	 * Return a port that Linux gives to no client.
	 */
	private static int freePort() throws IOException {
		for (int port : ThreadLocalRandom.current().ints(ATTEMPTS, FIRST_PORT, END_OF_PORTS).toArray()) {
			try (ServerSocket socket = new ServerSocket(port)) {
				return socket.getLocalPort();
			}
			catch (BindException ex) {
				// Somebody else has it
			}
		}
		throw new IOException("There is no free port");
	}

	/**
	 * How servers are set up.
	 */
	enum Setup {

		/** With an EC key on P-256. */
		ECDSA,

		/** With an RSA key of 2048 bits. */
		RSA,

		/** With an EC key, for clients with certificates only. */
		MUTUAL,

		/** To send a lot. */
		SOURCE,

		/** To receive a lot. */
		SINK;

		ServerSettings.Behaviour behaviour() {
			return switch (this) {
				case SOURCE -> ServerSettings.Behaviour.SOURCE;
				case SINK -> ServerSettings.Behaviour.SINK;
				default -> ServerSettings.Behaviour.ECHO;
			};
		}

	}

}
