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

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * Makes the bytes of a ClientHello with the JDK's engine.
 */
public final class ClientHello {

	private ClientHello() {
	}

	/**
	 * Make a hello for TLS 1.3 and 1.2.
	 * @param serverName the server name it carries
	 * @param alpn the application protocols it offers
	 * @return the record with its header
	 */
	public static byte[] of(String serverName, String... alpn) {
		return of(new String[] { "TLSv1.3", "TLSv1.2" }, serverName, alpn);
	}

	/**
	 * Make a hello.
	 * @param protocols the versions it offers
	 * @param serverName the server name it carries
	 * @param alpn the application protocols it offers
	 * @return the record with its header
	 */
	public static byte[] of(String[] protocols, String serverName, String... alpn) {
		return of(protocols, new SNIHostName(serverName), alpn);
	}

	/**
	 * Make a hello with a server name that need not be one.
	 * @param serverName the bytes in place of the host name
	 * @param alpn the application protocols it offers
	 * @return the record with its header
	 */
	public static byte[] of(byte[] serverName, String... alpn) {
		return of(new String[] { "TLSv1.3", "TLSv1.2" }, new AnyName(serverName), alpn);
	}

	private static byte[] of(String[] protocols, SNIServerName serverName, String... alpn) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, null, null);
			SSLEngine engine = context.createSSLEngine();
			engine.setUseClientMode(true);
			SSLParameters parameters = engine.getSSLParameters();
			parameters.setProtocols(protocols);
			parameters.setServerNames(List.of(serverName));
			parameters.setApplicationProtocols(alpn);
			engine.setSSLParameters(parameters);
			ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
			engine.wrap(ByteBuffer.allocate(0), hello);
			return Arrays.copyOf(hello.array(), hello.position());
		}
		catch (GeneralSecurityException | SSLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class AnyName extends SNIServerName {

		AnyName(byte[] encoded) {
			super(0, encoded);
		}

	}

}
