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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Builds connections of the JDK's own TLS. Connections of one client share their
 * sessions: the second resumes the first, once that has read something.
 */
public final class JdkClient {

	private final int port;

	private final SSLParameters parameters = new SSLParameters();

	private String host = "localhost";

	private @Nullable TestCertificate identity;

	private TestCertificate[] trusted = {};

	private @Nullable SSLContext context;

	private JdkClient(int port) {
		this.port = port;
		this.parameters.setProtocols(new String[] { "TLSv1.3", "TLSv1.2" });
	}

	/**
	 * Start a client, which trusts nobody until told to.
	 * @param port the port on 127.0.0.1
	 * @return the client
	 */
	public static JdkClient to(int port) {
		return new JdkClient(port);
	}

	/**
	 * Set the name of the server, localhost unless this is called: it is sent as the
	 * server name, and the certificate must have it if {@link #verifyHost()} is called.
	 * @param name the name
	 * @return this client
	 */
	public JdkClient host(String name) {
		this.host = name;
		this.parameters.setServerNames(List.of(new SNIHostName(name)));
		return this;
	}

	/**
	 * Check the server's name.
	 * @return this client
	 */
	public JdkClient verifyHost() {
		this.parameters.setEndpointIdentificationAlgorithm("HTTPS");
		return this;
	}

	/**
	 * Present a certificate with its chain, whatever authorities the server asks for.
	 * @param certificate the certificate
	 * @return this client
	 */
	public JdkClient identity(TestCertificate certificate) {
		this.identity = certificate;
		return this;
	}

	/**
	 * Trust authorities.
	 * @param certificates the authorities
	 * @return this client
	 */
	public JdkClient trust(TestCertificate... certificates) {
		this.trusted = certificates;
		return this;
	}

	/**
	 * Set the versions.
	 * @param names such as {@code TLSv1.2}
	 * @return this client
	 */
	public JdkClient protocols(String... names) {
		this.parameters.setProtocols(names);
		return this;
	}

	/**
	 * Set the cipher suites.
	 * @param names their standard names
	 * @return this client
	 */
	public JdkClient ciphers(String... names) {
		this.parameters.setCipherSuites(names);
		return this;
	}

	/**
	 * Offer application protocols.
	 * @param names the protocols in order
	 * @return this client
	 */
	public JdkClient alpn(String... names) {
		this.parameters.setApplicationProtocols(names);
		return this;
	}

	/**
	 * Connect without a handshake.
	 * @return the connection, to be closed
	 */
	public JdkConnection open() {
		Socket tcp = new Socket();
		try {
			int limit = (int) Await.LIMIT.toMillis();
			tcp.setSoTimeout(limit);
			tcp.connect(new InetSocketAddress("127.0.0.1", this.port), limit);
			SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket(tcp, this.host, this.port, true);
			socket.setSSLParameters(this.parameters);
			return new JdkConnection(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Connect with a handshake.
	 * @return the connection, to be closed
	 */
	public JdkConnection connect() {
		return open().handshake();
	}

	private SSLContext context() {
		SSLContext made = this.context;
		if (made == null) {
			made = createContext();
			this.context = made;
		}
		return made;
	}

	private SSLContext createContext() {
		try {
			KeyManager[] keys = (this.identity != null) ? new KeyManager[] { new PresentingKeyManager(this.identity) }
					: new KeyManager[0];
			KeyStore authorities = empty();
			for (TestCertificate each : this.trusted) {
				authorities.setCertificateEntry(each.name(), each.certificate());
			}
			// The factory accepts no empty store.
			TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
			trust.init((this.trusted.length > 0) ? authorities : authoritiesOfNobody());
			SSLContext made = SSLContext.getInstance("TLS");
			made.init(keys, trust.getTrustManagers(), null);
			return made;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static KeyStore authoritiesOfNobody() throws GeneralSecurityException, IOException {
		KeyStore store = empty();
		TestCertificate nobody = TestCertificate.builder("nobody").ca().build();
		store.setCertificateEntry(nobody.name(), nobody.certificate());
		return store;
	}

	private static KeyStore empty() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

}
