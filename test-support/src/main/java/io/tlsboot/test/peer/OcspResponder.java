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

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A running {@code openssl ocsp} that answers by HTTP.
 */
public final class OcspResponder implements AutoCloseable {

	private static final Pattern ACCEPT = Pattern.compile("^ACCEPT .*:(\\d+) PID=", Pattern.MULTILINE);

	private final Peer peer;

	private final int port;

	private OcspResponder(Peer peer) {
		this.peer = peer;
		this.port = Integer.parseInt(peer.awaitOutput(ACCEPT).group(1));
	}

	static OcspResponder of(Peer peer) {
		try {
			return new OcspResponder(peer);
		}
		catch (RuntimeException | AssertionError ex) {
			peer.close();
			throw ex;
		}
	}

	/**
	 * Return where it listens.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Return how it is asked.
	 * @return its address
	 */
	public URI address() {
		return URI.create("http://127.0.0.1:" + this.port + "/ocsp");
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
