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

import java.util.List;

import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslCredential;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.tlsboot.material.Identity;

/**
 * Sets up the engine's context of a client.
 */
final class ClientContextBuilder {

	private ClientContextBuilder() {
	}

	static SslContext build(SecureContextSpec spec, Engine engine, Negotiation negotiation, List<Identity> identities,
			PeerJudge judge, List<SecureContextCustomizer> customizers) {
		List<OpenSslCredential> credentials = engine.isOpenSsl() ? SecureContexts.credentials(engine, identities)
				: List.of();
		try {
			SslContextBuilder builder = SslContextBuilder.forClient()
				.sslProvider(engine.sslProvider())
				.trustManager(new VerdictTrustManager(judge, List.of(), spec.rejectUnauthorized(), engine.isOpenSsl()))
				// The name is verified with the verdict, not by the engine.
				.endpointIdentificationAlgorithm(null)
				.protocols(negotiation.protocols())
				.ciphers(negotiation.ciphers(), IdentityCipherSuiteFilter.INSTANCE)
				.sessionCacheSize(spec.session().cacheSize())
				.sessionTimeout(spec.session().timeout().toSeconds());
			if (engine.isOpenSsl()) {
				builder.addCredentials(credentials)
					.option(OpenSslContextOption.GROUPS, negotiation.groups().toArray(new String[0]))
					.option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, EngineLimits.MAX_CERTIFICATE_LIST_BYTES)
					.enableOcsp(spec.ocsp().requireStaple());
			}
			else if (!identities.isEmpty()) {
				builder.keyManager(new IdentityKeyManager(identities));
			}
			if (!spec.alpnProtocols().isEmpty()) {
				builder.applicationProtocolConfig(SecureContexts.clientAlpn(spec));
			}
			customizers.forEach((customizer) -> customizer.customize(spec, builder));
			return SecureContexts.explained(engine, builder::build);
		}
		finally {
			credentials.forEach(OpenSslCredential::release);
		}
	}

}
