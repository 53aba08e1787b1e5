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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestCertificate;

/**
 * Builds {@code openssl s_client} connections. It presents exactly the chain of its
 * identity and trusts exactly what it is given; like the program itself it goes on after
 * a failed verification unless told otherwise.
 */
public final class OpenSslClient {

	private final int port;

	private final List<String> options = new ArrayList<>();

	private OpenSslClient(int port) {
		this.port = port;
		option("-nocommands", "-no-CAfile", "-no-CApath", "-no-CAstore");
	}

	/**
	 * Start a client.
	 * @param port the port on 127.0.0.1
	 * @return the client
	 */
	public static OpenSslClient to(int port) {
		return new OpenSslClient(port);
	}

	/**
	 * Present a certificate with its chain.
	 * @param certificate the certificate
	 * @return this client
	 */
	public OpenSslClient identity(TestCertificate certificate) {
		option("-cert", certificate.certFile().toString(), "-key", certificate.keyFile().toString());
		if (certificate.chain().size() > 1) {
			option("-cert_chain", certificate.issuersFile().toString());
		}
		return this;
	}

	/**
	 * Trust an authority.
	 * @param certificate the authority
	 * @return this client
	 */
	public OpenSslClient trust(TestCertificate certificate) {
		return trust(certificate.certFile());
	}

	/**
	 * Trust the authorities of a file.
	 * @param file a PEM file
	 * @return this client
	 */
	public OpenSslClient trust(Path file) {
		return option("-verifyCAfile", file.toString());
	}

	/**
	 * End the handshake with an alert when the server's certificate is not trusted.
	 * @return this client
	 */
	public OpenSslClient strict() {
		return option("-verify_return_error");
	}

	/**
	 * Speak TLS 1.2 only.
	 * @return this client
	 */
	public OpenSslClient tls12() {
		return option("-tls1_2");
	}

	/**
	 * Speak TLS 1.3 only.
	 * @return this client
	 */
	public OpenSslClient tls13() {
		return option("-tls1_3");
	}

	/**
	 * Speak one version only.
	 * @param name its JDK name, {@code TLSv1.2} or {@code TLSv1.3}
	 * @return this client
	 */
	public OpenSslClient protocol(String name) {
		return option("-" + name.replace("TLSv", "tls").replace('.', '_'));
	}

	/**
	 * Send a server name.
	 * @param name the name
	 * @return this client
	 */
	public OpenSslClient serverName(String name) {
		return option("-servername", name);
	}

	/**
	 * Offer application protocols.
	 * @param protocols the protocols in order
	 * @return this client
	 */
	public OpenSslClient alpn(String... protocols) {
		return option("-alpn", String.join(",", protocols));
	}

	/**
	 * Choose an application protocol by NPN, which needs TLS 1.2: the first that the
	 * server advertises too, else the first.
	 * @param protocols the protocols in order
	 * @return this client
	 */
	public OpenSslClient npn(String... protocols) {
		return option("-nextprotoneg", String.join(",", protocols));
	}

	/**
	 * Save the session.
	 * @param file where
	 * @return this client
	 */
	public OpenSslClient saveSession(Path file) {
		return option("-sess_out", file.toString());
	}

	/**
	 * Resume a session.
	 * @param file where it was saved
	 * @return this client
	 */
	public OpenSslClient resumeSession(Path file) {
		return option("-sess_in", file.toString());
	}

	/**
	 * Obey the program's commands, such as {@code R} on a line of its own to renegotiate.
	 * @return this client
	 */
	public OpenSslClient commands() {
		this.options.remove("-nocommands");
		return this;
	}

	/**
	 * Add options of the program.
	 * @param options the options with their values
	 * @return this client
	 */
	public OpenSslClient option(String... options) {
		this.options.addAll(List.of(options));
		return this;
	}

	/**
	 * Start the program without waiting for anything.
	 * @return the connection, to be closed
	 */
	public OpenSslConnection open() {
		List<String> arguments = new ArrayList<>(List.of("s_client", "-connect", "127.0.0.1:" + this.port));
		if (!this.options.contains("-servername")) {
			arguments.add("-noservername");
		}
		arguments.addAll(this.options);
		return new OpenSslConnection(Program.require("openssl").start(arguments));
	}

	/**
	 * Connect, send, wait for an answer, close.
	 * @param text what is sent after the handshake
	 * @param expected what the server must answer
	 * @return what the program saw
	 */
	public OpenSslResult exchange(String text, String expected) {
		try (OpenSslConnection connection = open()) {
			connection.awaitHandshake();
			connection.peer().write(text).awaitOutput(expected);
			return connection.finish();
		}
	}

	/**
	 * Connect, send, wait for an answer and for a session that can be resumed, save it,
	 * close.
	 * @param file where the session is saved
	 * @param text what is sent after the handshake
	 * @param expected what the server must answer
	 * @return what the program saw
	 */
	public OpenSslResult exchangeAndSave(Path file, String text, String expected) {
		saveSession(file);
		try (OpenSslConnection connection = open()) {
			connection.awaitHandshake();
			connection.peer().write(text).awaitOutput(expected);
			Await.until("the session is saved", () -> file.toFile().length() > 0);
			return connection.finish();
		}
	}

	/**
	 * Connect and wait until the server ends the connection, during the handshake or
	 * after it.
	 * @return what the program saw
	 */
	public OpenSslResult awaitEnd() {
		try (OpenSslConnection connection = open()) {
			return connection.awaitEnd();
		}
	}

	@Override
	public String toString() {
		return "openssl s_client " + String.join(" ", this.options);
	}

}
