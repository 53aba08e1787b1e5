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

package io.tlsboot.context;

import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProtocols;
import org.jspecify.annotations.Nullable;

/**
 * How a server negotiates application protocols: by ALPN (RFC 7301), where it chooses,
 * and by its predecessor NPN, where it advertises and the client chooses, in TLS 1.2
 * only. A client that knows both gets ALPN.
 */
final class ApplicationProtocols {

	private static final String NPN = "npn-protocols";

	private ApplicationProtocols() {
	}

	/**
	 * Refuse NPN where the engine or the versions do not have it.
	 */
	static void check(SecureContextSpec spec, Engine engine, Negotiation negotiation) {
		List<String> names = spec.npnProtocols();
		if (names.isEmpty()) {
			return;
		}
		if (!engine.isOpenSsl()) {
			throw new ContextException(NPN, names,
					"The jdk engine does not know NPN, and it is in use because " + engine.reason(),
					"Use 'alpn-protocols', which took the place of NPN, or 'provider: openssl'.", null);
		}
		if (!StandardCharsets.US_ASCII.newEncoder().canEncode(String.join("", names))) {
			throw new ContextException(NPN, names, "A protocol name is not of US-ASCII, and could not be advertised",
					"Use names of US-ASCII.", null);
		}
		if (!negotiation.protocols().contains(SslProtocols.TLS_v1_2)) {
			throw new ContextException(NPN, names,
					"There is no NPN in TLS 1.3, and the context '" + spec.name() + "' speaks no other version",
					"Use 'alpn-protocols', which took the place of NPN, or let 'protocols' and 'ciphers' have TLSv1.2.",
					null);
		}
	}

	/**
	 * Refuse NPN on a client: BoringSSL ends the handshake with {@code internal_error}
	 * when it wants nothing of what the server advertises, and cannot go on without a
	 * protocol or fall back to one, as a client of NPN has to.
	 */
	static void refuseNpnOfClient(SecureContextSpec spec) {
		if (!spec.npnProtocols().isEmpty()) {
			throw new ContextException(NPN, spec.npnProtocols(),
					"NPN is for servers: as a client the openssl engine (BoringSSL) would break off the handshake "
							+ "with every server that advertises none of these names, and the jdk engine does not know NPN",
					"Use 'alpn-protocols', which took the place of NPN.", null);
		}
	}

	/**
	 * Return how a server negotiates.
	 * @return the configuration, or {@code null} when it has no protocols
	 */
	static @Nullable ApplicationProtocolConfig ofServer(SecureContextSpec spec, Engine engine) {
		boolean alpn = !spec.alpnProtocols().isEmpty();
		boolean npn = !spec.npnProtocols().isEmpty();
		if (!alpn && !npn) {
			return null;
		}
		Protocol both = npn ? Protocol.NPN_AND_ALPN : Protocol.ALPN;
		return new ApplicationProtocolConfig(alpn ? both : Protocol.NPN,
				engine.isOpenSsl() ? SelectorFailureBehavior.NO_ADVERTISE : SelectorFailureBehavior.FATAL_ALERT,
				SelectedListenerFailureBehavior.ACCEPT, alpn ? spec.alpnProtocols() : spec.npnProtocols());
	}

	/**
	 * Give a new context a list for NPN of its own: Netty gives it that of ALPN.
	 */
	static void advertise(SecureContextSpec spec, SslContext context) {
		List<String> names = spec.npnProtocols();
		if (names.isEmpty() || spec.alpnProtocols().isEmpty() || names.equals(spec.alpnProtocols())) {
			return;
		}
		try {
			OpenSslNative.setNpnProtocols(context, names);
		}
		catch (ReflectiveOperationException | InaccessibleObjectException ex) {
			throw new ContextException(NPN, names,
					"This version of Netty does not let 'npn-protocols' differ from 'alpn-protocols'",
					"Give both the same names in the same order, or use 'alpn-protocols' alone.", ex);
		}
	}

}
