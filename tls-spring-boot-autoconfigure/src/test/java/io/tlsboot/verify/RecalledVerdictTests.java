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

import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares a verifier that recalls with one that never does, over chains, times and
 * revocation lists by chance.
 */
class RecalledVerdictTests {

	private static final int SECONDS = 300;

	private final MovableClock clock = new MovableClock(Certs.NOW);

	private Random random = new Random();

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void neverDiffers(long seed) {
		this.random = new Random(seed);
		KeyPair rootKeys = Certs.ec();
		List<TestCertificate> roots = List.of(some(Certs.authority("CN=Root").keys(rootKeys)).selfSigned(),
				some(Certs.authority("CN=Root").keys(rootKeys)).selfSigned(),
				Certs.authority("CN=Other").to(at(2 * SECONDS)).selfSigned());
		List<TestCertificate> middles = new ArrayList<>();
		KeyPair middleKeys = Certs.ec();
		for (TestCertificate root : roots) {
			middles.add(some(Certs.authority("CN=Middle").keys(middleKeys)).by(root));
		}
		KeyPair leafKeys = Certs.ec();
		List<TestCertificate> leaves = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			Certs leaf = Certs.leaf("CN=leaf" + i).keys(leafKeys);
			leaves.add(((i < 4) ? some(leaf) : leaf).by((i % 2 == 0) ? any(middles) : any(roots)));
		}
		PeerVerifier verifier = new PeerVerifier(
				new TrustPolicy(roots.stream().map(TestCertificate::x509).toList(),
						(seed % 2 == 0) ? lists(roots, middles, leaves) : List.of(), Purpose.CLIENT, false),
				this.clock);
		compare(verifier, leaves, middles, roots);
	}

	private void compare(PeerVerifier verifier, List<TestCertificate> leaves, List<TestCertificate> middles,
			List<TestCertificate> roots) {
		int recalled = 0;
		int refused = 0;
		int second = SECONDS / 2;
		for (int i = 0; i < 2000; i++) {
			second = Math.floorMod(second + this.random.nextInt(9) - 4, SECONDS);
			this.clock.set(at(second));
			List<X509Certificate> chain = chain(leaves, middles, roots);
			boolean recalls = verifier.recalls(chain);
			Verdict fresh = verifier.judge(chain, new Budget(Limits.DEFAULT));
			assertThat(verifier.judge(chain)).as("at %d", second).isEqualTo(fresh);
			assertThat(!recalls || fresh.authorized()).isTrue();
			recalled += recalls ? 1 : 0;
			refused += fresh.authorized() ? 0 : 1;
		}
		assertThat(recalled).isGreaterThan(20);
		assertThat(refused).isGreaterThan(20);
	}

	private List<X509Certificate> chain(List<TestCertificate> leaves, List<TestCertificate> middles,
			List<TestCertificate> roots) {
		List<X509Certificate> chain = new ArrayList<>();
		chain.add(any(leaves).x509());
		for (int i = this.random.nextInt(3); i > 0; i--) {
			chain.add(any(middles).x509());
		}
		if (this.random.nextInt(4) == 0) {
			chain.add(any(roots).x509());
		}
		return chain;
	}

	private List<X509CRL> lists(List<TestCertificate> roots, List<TestCertificate> middles,
			List<TestCertificate> leaves) {
		List<X509CRL> lists = new ArrayList<>();
		for (TestCertificate issuer : List.of(roots.get(0), roots.get(2), middles.get(0))) {
			lists.add(Crls.between(issuer, at(-10), at(3 * SECONDS)).make());
			int from = this.random.nextInt(SECONDS);
			lists.add(
					Crls.between(issuer, at(from), at(from + this.random.nextInt(SECONDS))).revoke(any(leaves)).make());
		}
		return lists;
	}

	private Certs some(Certs certificate) {
		int from = this.random.nextInt(SECONDS / 3);
		return certificate.from(at(from)).to(at(from + SECONDS / 4 + this.random.nextInt(SECONDS)));
	}

	private <T> T any(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	private static Instant at(int seconds) {
		return Certs.NOW.plusSeconds(seconds);
	}

}
