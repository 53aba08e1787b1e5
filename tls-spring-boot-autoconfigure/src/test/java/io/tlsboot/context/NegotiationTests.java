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
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Negotiation}.
 */
class NegotiationTests {

	private static final Engine OPENSSL = new Engine(TlsProvider.OPENSSL, "BoringSSL", "test");

	private static final Engine JDK = new Engine(TlsProvider.JDK, "JSSE", "test");

	private static final String SUITE_12 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

	private static final List<String> SUITES_13 = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
			"TLS_CHACHA20_POLY1305_SHA256");

	@Test
	void bothVersionsAndAllSuitesByDefault() {
		Negotiation negotiation = Negotiation.of(spec((spec) -> spec), OPENSSL);
		assertThat(negotiation.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
		assertThat(negotiation.ciphers()).hasSize(9).startsWith("TLS_AES_128_GCM_SHA256");
		assertThat(negotiation.groups()).containsExactly("X25519MLKEM768", "X25519", "P-256", "P-384", "P-521");
		assertThat(Negotiation.of(spec((spec) -> spec), JDK).groups()).isEmpty();
	}

	@Test
	void versionsAreServedNewestFirst() {
		assertThat(protocols("TLSv1.2", " tlsv1.3 ")).containsExactly("TLSv1.3", "TLSv1.2");
		assertThat(protocols("TLSv1.2")).containsExactly("TLSv1.2");
	}

	@ParameterizedTest
	@CsvSource({ "SSLv3", "TLSv1", "TLSv1.1", "1.3", "''" })
	void otherVersionsAreRefused(String name) {
		failsWith((spec) -> spec.protocols(List.of(name)), OPENSSL, "protocols", name,
				"'" + name + "' is not a TLS version that can be used", "Use TLSv1.3, TLSv1.2 or both.");
	}

	@ParameterizedTest
	@CsvSource({ SUITE_12 + "," + SUITE_12, "ECDHE-ECDSA-AES128-GCM-SHA256," + SUITE_12,
			"ecdhe-rsa-chacha20-poly1305,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256" })
	void suitesHaveTheNamesOfIanaAndOfOpenSsl(String name, String expected) {
		Negotiation negotiation = Negotiation.of(spec((spec) -> spec.ciphers(List.of(name, name))), OPENSSL);
		assertThat(negotiation.ciphers()).containsExactly(expected);
		assertThat(negotiation.protocols()).containsExactly("TLSv1.2");
	}

	@ParameterizedTest
	@CsvSource({ "AES128-SHA", "TLS_RSA_WITH_AES_128_GCM_SHA256", "ECDHE-RSA-AES128-SHA", "HIGH:!aNULL", "nosuch" })
	void suitesThatAreUnknownOrWeakAreRefused(String name) {
		failsWith((spec) -> spec.ciphers(List.of(name)), JDK, "ciphers", name,
				"'" + name + "' is not a cipher suite that can be used: it is not forward secret with authenticated "
						+ "encryption",
				"Use some of [TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256, "
						+ "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "
						+ "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, "
						+ "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256].");
	}

	@Test
	void aVersionWithoutASuiteContradicts() {
		failsWith((spec) -> spec.protocols(List.of("TLSv1.3", "TLSv1.2")).ciphers(List.of(SUITE_12)), OPENSSL,
				"protocols", "TLSv1.3", "None of the suites that 'ciphers' names belongs to TLSv1.3",
				"Add a suite of TLSv1.3 to 'ciphers', or take the version out of 'protocols'.");
		failsWith((spec) -> spec.protocols(List.of("TLSv1.2")).ciphers(SUITES_13), OPENSSL, "protocols", "TLSv1.2",
				"None of the suites that 'ciphers' names belongs to TLSv1.2",
				"Add a suite of TLSv1.2 to 'ciphers', or take the version out of 'protocols'.");
	}

	@Test
	void boringSslLeavesNoSuiteOfTls13Out() {
		List<String> one = List.of("TLS_AES_128_GCM_SHA256");
		failsWith((spec) -> spec.ciphers(one), OPENSSL, "ciphers", one,
				"The openssl engine (BoringSSL) always offers all three suites of TLS 1.3 and cannot leave one out",
				"Name all three suites of TLS 1.3 or none, or use 'provider: jdk'.");
		assertThat(Negotiation.of(spec((spec) -> spec.ciphers(one)), JDK).ciphers()).isEqualTo(one);
		assertThat(Negotiation.of(spec((spec) -> spec.ciphers(SUITES_13)), OPENSSL).protocols())
			.containsExactly("TLSv1.3");
	}

	@Test
	void groupsHaveSeveralNames() {
		Negotiation negotiation = Negotiation
			.of(spec((spec) -> spec.groups(List.of("secp384r1", "prime256v1", "P-256", "x25519"))), OPENSSL);
		assertThat(negotiation.groups()).containsExactly("P-384", "P-256", "X25519");
	}

	@Test
	void unknownGroupsAreRefused() {
		failsWith((spec) -> spec.groups(List.of("X448")), OPENSSL, "groups", "X448",
				"'X448' is not a key exchange group that can be used",
				"Use some of [X25519MLKEM768, X25519, P-256, P-384, P-521].");
	}

	@Test
	void theJdkEngineTakesNoGroups() {
		failsWith((spec) -> spec.groups(List.of("X25519")), JDK, "groups", List.of("X25519"),
				"The jdk engine takes its groups from the system property 'jdk.tls.namedGroups', not from 'groups'",
				"Remove 'groups' or use 'provider: openssl'.");
	}

	private static List<String> protocols(String... names) {
		return Negotiation.of(spec((spec) -> spec.protocols(List.of(names))), OPENSSL).protocols();
	}

	private static void failsWith(UnaryOperator<SecureContextSpec.Builder> change, Engine engine, String key,
			Object value, String problem, String action) {
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> Negotiation.of(spec(change), engine))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo(key);
				assertThat(ex.value()).isEqualTo(value);
				assertThat(ex.problem()).isEqualTo(problem);
				assertThat(ex.action()).isEqualTo(action);
			});
	}

	private static SecureContextSpec spec(UnaryOperator<SecureContextSpec.Builder> change) {
		return SecureContextSpec.server("test").with(change);
	}

}
