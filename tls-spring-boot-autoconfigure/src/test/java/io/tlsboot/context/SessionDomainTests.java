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

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

import io.tlsboot.material.IdentitySource;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrls;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.Purpose;
import io.tlsboot.verify.TrustPolicy;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionDomain}.
 */
class SessionDomainTests {

	private static final TrustPolicy POLICY = trusting(TestPki.ca());

	private final byte[] domain = domain((spec) -> spec, POLICY);

	@Test
	void isTheSameForTheSameConfiguration() {
		assertThat(this.domain).hasSize(32).isEqualTo(domain((spec) -> spec, trusting(TestPki.ca())));
	}

	@Test
	void differsWithAllThatDecidesAHandshake() {
		differs((spec) -> spec.requestCert(false), POLICY);
		differs((spec) -> spec.rejectUnauthorized(false), POLICY);
		differs((spec) -> spec.name("*.example.com"), POLICY);
		differs((spec) -> spec.sessionIdContext("other"), POLICY);
		differs((spec) -> spec.alpnProtocols(List.of("h2")), POLICY);
		differs((spec) -> spec.npnProtocols(List.of("h2")), POLICY);
		differs((spec) -> spec.protocols(List.of("TLSv1.3")), POLICY);
		differs((spec) -> spec.ciphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")), POLICY);
		differs((spec) -> spec.groups(List.of("X25519")), POLICY);
		differs((spec) -> spec, null);
		differs((spec) -> spec, trusting(TestPki.otherCa()));
		differs((spec) -> spec, trusting(TestPki.ca(), TestPki.otherCa()));
		differs((spec) -> spec,
				new TrustPolicy(POLICY.anchors(), List.of(TestCrls.current().crl()), Purpose.CLIENT, false));
	}

	@Test
	void isTheSameHoweverTheSameIsWritten() {
		assertThat(domain((spec) -> spec, trusting(TestPki.ca(), TestPki.otherCa())))
			.isEqualTo(domain((spec) -> spec, trusting(TestPki.otherCa(), TestPki.ca(), TestPki.otherCa())));
		assertThat(this.domain).isEqualTo(domain((spec) -> spec.protocols(List.of("TLSv1.2", "tlsv1.3")), POLICY));
		assertThat(domain((spec) -> spec.ciphers(List.of("ECDHE-ECDSA-AES128-GCM-SHA256")), POLICY))
			.isEqualTo(domain((spec) -> spec.ciphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")), POLICY));
	}

	@Test
	void isTheSameInEveryProcess() {
		TrustPolicy nobody = new TrustPolicy(List.of(), List.of(), Purpose.CLIENT, false);
		// Computed by another program from what the Javadoc says.
		assertThat(HexFormat.of()
			.formatHex(domain((spec) -> spec.alpnProtocols(List.of("h2", "http/1.1"))
				.npnProtocols(List.of("spdy/1"))
				.protocols(List.of("TLSv1.2"))
				.ciphers(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"))
				.groups(List.of("X25519")), nobody)))
			.isEqualTo("a0545804d8006027d0870926cb23b6d42cee677636be5a92a585f1f874fc923c");
	}

	@Test
	void doesNotDifferWithWhatDecidesNothing() {
		assertThat(this.domain).isEqualTo(domain((spec) -> spec.session(new SessionSpec(Duration.ofMinutes(1), 1, true))
			.identities(List.of(new IdentitySource.Pem("file:key.pem", "file:cert.pem", null))), POLICY));
	}

	@Test
	void differsWithTheCertificatesThatItIsBoundTo() {
		byte[] bound = bound(TestPki.server(), TestPki.serverRsa());
		assertThat(bound).hasSize(32)
			.isEqualTo(bound(TestPki.serverRsa(), TestPki.server()))
			.isNotEqualTo(this.domain)
			.isNotEqualTo(bound(TestPki.server()))
			.isNotEqualTo(bound(TestPki.serverRsa()))
			.isNotEqualTo(bound(TestPki.server(), TestPki.serverFor("other.example.com")));
	}

	@Test
	void textsDoNotRunIntoEachOther() {
		assertThat(domain((spec) -> spec.sessionIdContext("ab").name("c"), POLICY))
			.isNotEqualTo(domain((spec) -> spec.sessionIdContext("a").name("bc"), POLICY));
		assertThat(domain((spec) -> spec.alpnProtocols(List.of("a,b")), POLICY))
			.isNotEqualTo(domain((spec) -> spec.alpnProtocols(List.of("a", "b")), POLICY));
		assertThat(domain((spec) -> spec.alpnProtocols(List.of("a")), POLICY))
			.isNotEqualTo(domain((spec) -> spec.npnProtocols(List.of("a")), POLICY));
		assertThat(domain((spec) -> spec.name("x".repeat(0x10000)), POLICY))
			.isNotEqualTo(domain((spec) -> spec.name(""), POLICY));
	}

	private void differs(UnaryOperator<SecureContextSpec.Builder> change, @Nullable TrustPolicy policy) {
		assertThat(domain(change, policy)).isNotEqualTo(this.domain);
	}

	private static byte[] bound(TestCertificate... certificates) {
		return domain((spec) -> spec, POLICY, Arrays.stream(certificates).map(TestCertificate::certificate).toList());
	}

	private static byte[] domain(UnaryOperator<SecureContextSpec.Builder> change, @Nullable TrustPolicy policy) {
		return domain(change, policy, List.of());
	}

	private static byte[] domain(UnaryOperator<SecureContextSpec.Builder> change, @Nullable TrustPolicy policy,
			List<X509Certificate> leaves) {
		SecureContextSpec changed = SecureContextSpec.server("test")
			.with((spec) -> spec.requestCert(true).rejectUnauthorized(true))
			.with(change);
		return SessionDomain.of(changed, Negotiation.of(changed, Engine.choose(TlsProvider.OPENSSL)),
				(policy != null) ? policy.digest() : new byte[0], leaves);
	}

	private static TrustPolicy trusting(TestCertificate... certificates) {
		return new TrustPolicy(Arrays.stream(certificates).map(TestCertificate::certificate).toList(), List.of(),
				Purpose.CLIENT, false);
	}

}
