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

package io.tlsboot.autoconfigure;

import io.tlsboot.material.IdentitySource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How hosts may be written.
 */
class SniPropertiesTests {

	@Test
	void defaults() {
		assertThat(new TlsSniContextProperties()).hasAllNullFieldsOrPropertiesExcept("developmentCertificate", "ocsp");
		assertThat(new TlsSniContextProperties().isDevelopmentCertificate()).isFalse();
	}

	@Test
	void hostsInBracketsKeepTheirNames() {
		BoundServer server = BoundServer.of("sni:", "  \"[api.example.com]\": { key: a, cert: b }",
				"  '[*.example.com]': { key: c, cert: d }", "  \"[*]\": { key: e, cert: f }", "  \"[x*.example.com]\":",
				"    key: g", "    cert: h");
		assertThat(server.spec().sni().contexts()).containsOnlyKeys("api.example.com", "*.example.com", "*",
				"x*.example.com");
		assertThat(server.host("*").identities()).containsExactly(new IdentitySource.Pem("e", "f", null));
		assertThat(server.host("x*.example.com").name()).isEqualTo("x*.example.com");
	}

	@Test
	void hostWithoutDotsNeedsNoBrackets() {
		assertThat(BoundServer.of("sni:", "  localhost: { key: a, cert: b }", "  my-host: { key: a, cert: b }")
			.spec()
			.sni()
			.contexts()).containsOnlyKeys("localhost", "my-host");
	}

	@Test
	void hostOfPropertiesInOneLine() {
		assertThat(
				BoundServer.of("sni[api.example.com].key: a", "sni[api.example.com].cert: b").spec().sni().contexts())
			.containsOnlyKeys("api.example.com");
	}

	@Test
	void noHosts() {
		assertThat(BoundServer.of("sni:").spec().sni().contexts()).isEmpty();
		assertThat(BoundServer.of("sni: {}").spec().sni().contexts()).isEmpty();
	}

}
