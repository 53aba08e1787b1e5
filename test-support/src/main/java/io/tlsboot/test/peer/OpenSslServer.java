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

package io.tlsboot.test.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.tlsboot.test.pki.TestCertificate;

/**
 * A running {@code openssl s_server} on a free port, as an independent server.
 */
public final class OpenSslServer implements AutoCloseable {

	private static final Pattern ACCEPT = Pattern.compile("^ACCEPT .*:(\\d+)$", Pattern.MULTILINE);

	private final Peer peer;

	private final int port;

	private OpenSslServer(Peer peer) {
		this.peer = peer;
		this.port = Integer.parseInt(peer.awaitOutput(ACCEPT).group(1));
	}

	/**
	 * Start a server that answers each line with the line reversed, and wait until it
	 * listens.
	 * @param identity what it presents
	 * @param options further options of the program
	 * @return the server, to be closed
	 */
	public static OpenSslServer start(TestCertificate identity, String... options) {
		return start("-rev", identity, options);
	}

	/**
	 * Start a server that answers HTTP requests with a page about the connection, and
	 * wait until it listens.
	 * @param identity what it presents
	 * @param options further options of the program
	 * @return the server, to be closed
	 */
	public static OpenSslServer startHttp(TestCertificate identity, String... options) {
		return start("-www", identity, options);
	}

	/**
	 * Start a server that sends what is written to it and shows what it receives, and
	 * wait until it listens. Letters at the beginning of a line are commands of the
	 * program.
	 * @param identity what it presents
	 * @param options further options of the program
	 * @return the server, to be closed
	 */
	public static OpenSslServer startPlain(TestCertificate identity, String... options) {
		return start("-4", identity, options);
	}

	private static OpenSslServer start(String mode, TestCertificate identity, String... options) {
		List<String> arguments = new ArrayList<>(List.of("s_server", "-accept", "127.0.0.1:0", mode, "-cert",
				identity.certFile().toString(), "-key", identity.keyFile().toString()));
		if (identity.chain().size() > 1) {
			arguments.addAll(List.of("-cert_chain", identity.issuersFile().toString()));
		}
		arguments.addAll(List.of(options));
		Peer peer = Program.require("openssl").start(arguments);
		try {
			return new OpenSslServer(peer);
		}
		catch (RuntimeException | AssertionError ex) {
			peer.close();
			throw ex;
		}
	}

	/**
	 * Return where it listens.
	 * @return the port on 127.0.0.1
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Return the process.
	 * @return the process
	 */
	public Peer peer() {
		return this.peer;
	}

	@Override
	public void close() {
		this.peer.close();
	}

}
