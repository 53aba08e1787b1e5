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

/**
 * A running {@code openssl s_client}. It closes the connection (close_notify first) when
 * its input is closed.
 */
public final class OpenSslConnection implements AutoCloseable {

	private final Peer peer;

	OpenSslConnection(Peer peer) {
		this.peer = peer;
	}

	/**
	 * Return the process, to write to it and to wait for its output.
	 * @return the process
	 */
	public Peer peer() {
		return this.peer;
	}

	/**
	 * Wait until the handshake is done; with TLS 1.3 the server may still refuse the
	 * client's certificate.
	 * @return what the program saw so far
	 */
	public OpenSslResult awaitHandshake() {
		return new OpenSslResult(0, this.peer.awaitOutput("that the handshake is done",
				(output) -> new OpenSslResult(0, output).connected()));
	}

	/**
	 * Close the connection from this side and wait for the end of the program.
	 * @return what the program saw
	 */
	public OpenSslResult finish() {
		this.peer.closeInput();
		return awaitEnd();
	}

	/**
	 * Wait until the server ends the connection.
	 * @return what the program saw
	 */
	public OpenSslResult awaitEnd() {
		Program.Result result = this.peer.awaitEnd();
		return new OpenSslResult(result.status(), result.output());
	}

	/**
	 * End the program if it still runs, without close_notify.
	 */
	@Override
	public void close() {
		this.peer.close();
	}

}
