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

import io.netty.handler.ssl.SslProtocols;
import io.tlsboot.material.Identity;

/**
 * What an engine cannot do with the keys it is given.
 */
final class EngineLimits {

	/**
	 * No peer needs a longer chain; a longer one is refused before it is parsed (R21).
	 */
	static final int MAX_CERTIFICATE_LIST_BYTES = 64 * 1024;

	private EngineLimits() {
	}

	static Negotiation check(SecureContextSpec spec, Engine engine, List<Identity> identities,
			Negotiation negotiation) {
		if (!engine.isOpenSsl()) {
			return negotiation;
		}
		for (Identity identity : identities) {
			if ("RSASSA-PSS".equals(IdentityKeyManager.kind(identity))) {
				throw new ContextException("key", null,
						"The openssl engine (BoringSSL) cannot use an RSASSA-PSS key, and 'provider' chose that engine",
						"Use 'provider: jdk', or a plain RSA or EC key.", null);
			}
		}
		return negotiation;
	}

	static boolean tls12(Negotiation negotiation) {
		return negotiation.protocols().contains(SslProtocols.TLS_v1_2);
	}

}
