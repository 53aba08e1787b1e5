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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The cipher suites on offer: forward secret and authenticated encryption only, as RFC
 * 9325 recommends.
 *
 * @param name the name of IANA
 * @param openSslName the name of OpenSSL, the same for TLS 1.3
 * @param tls13 whether it belongs to TLS 1.3
 */
record CipherSuite(String name, String openSslName, boolean tls13) {

	static final List<CipherSuite> ALL = List.of(tls13("TLS_AES_128_GCM_SHA256"), tls13("TLS_AES_256_GCM_SHA384"),
			tls13("TLS_CHACHA20_POLY1305_SHA256"),
			new CipherSuite("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256", false),
			new CipherSuite("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE-RSA-AES128-GCM-SHA256", false),
			new CipherSuite("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "ECDHE-ECDSA-AES256-GCM-SHA384", false),
			new CipherSuite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "ECDHE-RSA-AES256-GCM-SHA384", false),
			new CipherSuite("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305", false),
			new CipherSuite("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-RSA-CHACHA20-POLY1305", false));

	private static final Map<String, CipherSuite> BY_NAME = byName();

	/**
	 * Find a suite.
	 * @param name the name of IANA or OpenSSL
	 * @return the suite, or {@code null} when it is none of these
	 */
	static @Nullable CipherSuite find(String name) {
		return BY_NAME.get(name.trim().toUpperCase(java.util.Locale.ROOT));
	}

	private static CipherSuite tls13(String name) {
		return new CipherSuite(name, name, true);
	}

	private static Map<String, CipherSuite> byName() {
		Map<String, CipherSuite> suites = new LinkedHashMap<>();
		for (CipherSuite suite : ALL) {
			suites.put(suite.name, suite);
			suites.put(suite.openSslName, suite);
		}
		return Map.copyOf(suites);
	}

}
