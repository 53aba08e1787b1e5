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

import io.tlsboot.test.pki.TestCertificate;

/**
 * Builds {@code gnutls-cli} connections, a second opinion beside OpenSSL.
 */
public final class GnuTlsClient {

	private final int port;

	private final List<String> options = new ArrayList<>();

	private GnuTlsClient(int port) {
		this.port = port;
	}

	/**
	 * Start a client.
	 * @param port the port on 127.0.0.1
	 * @return the client
	 */
	public static GnuTlsClient to(int port) {
		return new GnuTlsClient(port);
	}

	/**
	 * Return whether the program is there, for tests that only add it to others.
	 * @return whether it can be run
	 */
	public static boolean isThere() {
		return Program.isThere("gnutls-cli");
	}

	/**
	 * Present a certificate with its chain.
	 * @param certificate the certificate
	 * @return this client
	 */
	public GnuTlsClient identity(TestCertificate certificate) {
		return option("--x509certfile", certificate.chainFile().toString(), "--x509keyfile",
				certificate.keyFile().toString());
	}

	/**
	 * Trust an authority.
	 * @param certificate the authority
	 * @return this client
	 */
	public GnuTlsClient trust(TestCertificate certificate) {
		return option("--x509cafile", certificate.certFile().toString());
	}

	/**
	 * Go on whatever the server presents.
	 * @return this client
	 */
	public GnuTlsClient insecure() {
		return option("--insecure");
	}

	/**
	 * Choose algorithms and versions.
	 * @param priority a GnuTLS priority string, such as {@code NORMAL:-VERS-TLS1.3}
	 * @return this client
	 */
	public GnuTlsClient priority(String priority) {
		return option("--priority", priority);
	}

	/**
	 * Add options of the program.
	 * @param options the options with their values
	 * @return this client
	 */
	public GnuTlsClient option(String... options) {
		this.options.addAll(List.of(options));
		return this;
	}

	/**
	 * Start the program without waiting for anything.
	 * @return the process, to be closed
	 */
	public Peer open() {
		List<String> arguments = new ArrayList<>(this.options);
		arguments.addAll(List.of("--verify-hostname", "localhost", "--port", Integer.toString(this.port), "127.0.0.1"));
		return Program.require("gnutls-cli").start(arguments);
	}

}
