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

package io.tlsboot.verify;

import java.security.cert.X509CRL;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link TrustPolicy}.
 */
class TrustPolicyTests {

	private static final TestCertificate ONE = Certs.authority("CN=One").selfSigned();

	private static final TestCertificate TWO = Certs.authority("CN=Two").selfSigned();

	private static final X509CRL CRL = Crls.of(ONE).make();

	@Test
	void theDigestDoesNotDependOnOrderOrRepetition() {
		byte[] digest = policy(List.of(ONE, TWO), List.of(CRL), Purpose.CLIENT, false).digest();
		assertThat(digest).hasSize(32);
		assertThat(policy(List.of(TWO, ONE, TWO), List.of(CRL, CRL), Purpose.CLIENT, false).digest()).isEqualTo(digest);
	}

	@Test
	void theDigestDependsOnEverythingElse() {
		Set<String> digests = Stream
			.of(policy(List.of(ONE), List.of(), Purpose.CLIENT, false),
					policy(List.of(TWO), List.of(), Purpose.CLIENT, false),
					policy(List.of(ONE, TWO), List.of(), Purpose.CLIENT, false),
					policy(List.of(), List.of(), Purpose.CLIENT, false),
					policy(List.of(ONE), List.of(CRL), Purpose.CLIENT, false),
					policy(List.of(ONE), List.of(Crls.of(ONE).revoke(TWO).make()), Purpose.CLIENT, false),
					policy(List.of(ONE), List.of(), Purpose.SERVER, false),
					policy(List.of(ONE), List.of(), Purpose.CLIENT, true))
			.map((policy) -> HexFormat.of().formatHex(policy.digest()))
			.collect(Collectors.toSet());
		assertThat(digests).hasSize(8);
	}

	@Test
	void theDigestOfNothingStaysTheSameForEver() {
		assertThat(HexFormat.of().formatHex(policy(List.of(), List.of(), Purpose.CLIENT, false).digest()))
			.isEqualTo("2ffb3f03a1c6692083e6cd203947041eb92185aaf25d4cf952c676b676aed862");
	}

	private static TrustPolicy policy(List<TestCertificate> anchors, List<X509CRL> crls, Purpose purpose,
			boolean partial) {
		return new TrustPolicy(TestCertificate.list(anchors.toArray(new TestCertificate[0])), crls, purpose, partial);
	}

}
