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

import java.time.Clock;
import java.util.List;

import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ApplicationProtocols}.
 */
class ApplicationProtocolsTests {

	private static final String ALPN = "Use 'alpn-protocols', which took the place of NPN";

	private final SecureContextSpec spec = SecureContextSpec.server("test", RunningServer.source(TestPki.server()))
		.with((spec) -> spec.npnProtocols(List.of("a", "b")));

	@Test
	void theEngineOfTheJdkIsNamedWithTheReasonForIt() {
		refused(this.spec, Engine.choose(TlsProvider.AUTO, new UnsatisfiedLinkError("no library for this platform")),
				"The jdk engine does not know NPN, and it is in use because the native library of BoringSSL does not "
						+ "load: no library for this platform",
				ALPN + ", or 'provider: openssl'.");
		refused(this.spec, Engine.choose(TlsProvider.JDK),
				"The jdk engine does not know NPN, and it is in use because it was chosen (provider: jdk)",
				ALPN + ", or 'provider: openssl'.");
	}

	@Test
	void tls12IsNeeded() {
		String problem = "There is no NPN in TLS 1.3, and the context 'default' speaks no other version";
		String action = ALPN + ", or let 'protocols' and 'ciphers' have TLSv1.2.";
		Engine openSsl = Engine.choose(TlsProvider.OPENSSL);
		refused(this.spec.with((spec) -> spec.protocols(List.of("TLSv1.3"))), openSsl, problem, action);
		refused(this.spec.with((spec) -> spec
			.ciphers(List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"))),
				openSsl, problem, action);
		assertThatCode(() -> check(this.spec.with((spec) -> spec.protocols(List.of("TLSv1.2"))), openSsl))
			.doesNotThrowAnyException();
	}

	@Test
	void namesAreOfAscii() {
		refused(this.spec.with((spec) -> spec.npnProtocols(List.of("a", "\u00e9"))), Engine.choose(TlsProvider.OPENSSL),
				"A protocol name is not of US-ASCII, and could not be advertised", "Use names of US-ASCII.");
	}

	@ParameterizedTest
	@EnumSource(TlsProvider.class)
	void clientsHaveNone(TlsProvider provider) {
		SecureContexts contexts = new SecureContexts(new MaterialLoader(new DefaultResourceLoader()),
				Clock.systemUTC());
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> contexts.client(
				this.spec.with((spec) -> spec.identities(List.of()).requestCert(true).provider(provider)), null,
				List.of()))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("npn-protocols");
				assertThat(ex.problem()).startsWith("NPN is for servers");
				assertThat(ex.action()).isEqualTo(ALPN + ".");
			});
	}

	private static void refused(SecureContextSpec spec, Engine engine, String problem, String action) {
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> check(spec, engine)).satisfies((ex) -> {
			assertThat(ex.key()).isEqualTo("npn-protocols");
			assertThat(ex.value()).isEqualTo(spec.npnProtocols());
			assertThat(ex.problem()).isEqualTo(problem);
			assertThat(ex.action()).isEqualTo(action);
		});
	}

	private static void check(SecureContextSpec spec, Engine engine) {
		ApplicationProtocols.check(spec, engine, Negotiation.of(spec, engine));
	}

}
