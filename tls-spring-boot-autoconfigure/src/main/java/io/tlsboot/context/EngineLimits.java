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
import java.util.Set;

import io.netty.handler.ssl.SslProtocols;
import io.tlsboot.material.Identity;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * What an engine cannot do with the keys it is given.
 */
final class EngineLimits {

	/**
	 * No peer needs a longer chain; a longer one is refused before it is parsed (R21).
	 */
	static final int MAX_CERTIFICATE_LIST_BYTES = 64 * 1024;

	private static final String ED448 = "Ed448";

	private static final Set<String> UNKNOWN_TO_BORINGSSL = Set.of("RSASSA-PSS", ED448);

	private EngineLimits() {
	}

	static void check(Engine engine, List<Identity> identities) {
		if (!engine.isOpenSsl()) {
			return;
		}
		for (Identity identity : identities) {
			String kind = isEd448(identity) ? ED448 : IdentityKeyManager.kind(identity);
			if (UNKNOWN_TO_BORINGSSL.contains(kind)) {
				throw new ContextException("key", null,
						"The openssl engine (BoringSSL) cannot use an " + kind
								+ " key, and 'provider' chose that engine",
						"Use 'provider: jdk', or a plain RSA or EC key.", null);
			}
		}
	}

	/**
	 * For JSSE it is of one kind with Ed25519, and providers name it differently.
	 */
	private static boolean isEd448(Identity identity) {
		return EdECObjectIdentifiers.id_Ed448
			.equals(SubjectPublicKeyInfo.getInstance(identity.leaf().getPublicKey().getEncoded())
				.getAlgorithm()
				.getAlgorithm());
	}

	static boolean tls12(Negotiation negotiation) {
		return negotiation.protocols().contains(SslProtocols.TLS_v1_2);
	}

	/**
	 * Stapled responses are asked for and judged on the openssl engine only.
	 */
	static void checkStaple(Engine engine, OcspSpec ocsp) {
		if (ocsp.requireStaple() && !engine.isOpenSsl()) {
			throw new ContextException("ocsp.require-staple", true,
					"The jdk engine cannot require stapled OCSP responses, and it is in use because " + engine.reason(),
					"Use 'provider: openssl', or remove 'ocsp.require-staple'.", null);
		}
	}

}
