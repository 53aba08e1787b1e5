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

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

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
		differs((spec) -> spec, null);
		differs((spec) -> spec, trusting(TestPki.otherCa()));
		differs((spec) -> spec, trusting(TestPki.ca(), TestPki.otherCa()));
		differs((spec) -> spec,
				new TrustPolicy(POLICY.anchors(), List.of(TestCrls.current().crl()), Purpose.CLIENT, false));
	}

	@Test
	void textsDoNotRunIntoEachOther() {
		assertThat(domain((spec) -> spec.sessionIdContext("ab").name("c"), POLICY))
			.isNotEqualTo(domain((spec) -> spec.sessionIdContext("a").name("bc"), POLICY));
		assertThat(domain((spec) -> spec.alpnProtocols(List.of("a,b")), POLICY))
			.isNotEqualTo(domain((spec) -> spec.alpnProtocols(List.of("a", "b")), POLICY));
	}

	private void differs(UnaryOperator<SecureContextSpec.Builder> change, @Nullable TrustPolicy policy) {
		assertThat(domain(change, policy)).isNotEqualTo(this.domain);
	}

	private static byte[] domain(UnaryOperator<SecureContextSpec.Builder> change, @Nullable TrustPolicy policy) {
		return SessionDomain.of(SecureContextSpec.server("test")
			.with((spec) -> spec.requestCert(true).rejectUnauthorized(true))
			.with(change), policy);
	}

	private static TrustPolicy trusting(TestCertificate... certificates) {
		return new TrustPolicy(Arrays.stream(certificates).map(TestCertificate::certificate).toList(), List.of(),
				Purpose.CLIENT, false);
	}

}
