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

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what a verifier remembers, and that it changes the work and never the verdict.
 */
class MemoryTests {

	private static final TestCertificate ROOT = Certs.authority("CN=Root").selfSigned();

	private static final TestCertificate MIDDLE = Certs.authority("CN=Middle").by(ROOT);

	private static final TestCertificate LEAF = Certs.leaf("CN=leaf").by(MIDDLE);

	private final MovableClock clock = new MovableClock(Certs.NOW);

	@Test
	void aPeerThatWasAuthorizedCostsNoSignatureTheNextTime() {
		PeerVerifier verifier = verifier();
		assertThat(signatures(verifier, TestCertificate.list(LEAF, MIDDLE), true)).isEqualTo(2);
		assertThat(signatures(verifier, TestCertificate.list(LEAF, MIDDLE), true)).isZero();
		assertThat(signatures(verifier, TestCertificate.list(Certs.leaf("CN=new").by(MIDDLE), MIDDLE), true))
			.isEqualTo(1);
	}

	@Test
	void aPeerThatWasRefusedIsNotRemembered() {
		PeerVerifier verifier = verifier();
		TestCertificate expired = Certs.leaf("CN=leaf").expired().by(MIDDLE);
		assertThat(signatures(verifier, TestCertificate.list(expired, MIDDLE), false)).isEqualTo(2);
		assertThat(signatures(verifier, TestCertificate.list(expired, MIDDLE), false)).isEqualTo(2);
	}

	@Test
	void whatIsRememberedExpiresAllTheSame() {
		PeerVerifier verifier = verifier();
		assertThat(verifier.judge(TestCertificate.list(LEAF, MIDDLE)).authorized()).isTrue();
		this.clock.set(Certs.NOW.plusSeconds(86401));
		assertThat(verifier.judge(TestCertificate.list(LEAF, MIDDLE)).error())
			.isEqualTo(AuthorizationError.CERT_HAS_EXPIRED);
	}

	@Test
	void whatIsRememberedDoesNotReplaceWhatIsNotPresented() {
		PeerVerifier verifier = verifier();
		assertThat(verifier.judge(TestCertificate.list(LEAF, MIDDLE)).authorized()).isTrue();
		assertThat(verifier.judge(TestCertificate.list(LEAF)).error())
			.isEqualTo(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
	}

	@Test
	void theSameNamesWithOtherKeysAreNotConfused() {
		PeerVerifier verifier = verifier();
		assertThat(verifier.judge(TestCertificate.list(LEAF, MIDDLE)).authorized()).isTrue();
		TestCertificate stranger = Certs.authority("CN=Middle").by(Certs.authority("CN=Root").selfSigned());
		assertThat(
				verifier.judge(TestCertificate.list(Certs.leaf("CN=leaf").by(stranger), stranger, MIDDLE)).authorized())
			.isFalse();
		assertThat(verifier.judge(TestCertificate.list(LEAF, stranger)).authorized()).isFalse();
	}

	@Test
	void manyPeersAreForgottenInTurn() {
		Memory memory = new Memory();
		CertificateFacts middle = facts(MIDDLE);
		List<CertificateFacts> leaves = new ArrayList<>();
		CertificateFacts favourite = facts(LEAF);
		memory.remember(new Path(List.of(favourite, middle), 1, null, false));
		for (int i = 0; i < 2000; i++) {
			CertificateFacts leaf = facts(Certs.leaf("CN=leaf" + i).keys(LEAF.keys()).by(MIDDLE));
			leaves.add(leaf);
			memory.remember(new Path(List.of(leaf, middle), 1, null, false));
			assertThat(memory.find(favourite.encoded())).isNotNull();
		}
		assertThat(leaves.stream().filter((leaf) -> memory.find(leaf.encoded()) != null).count()).isBetween(1L, 1024L);
		assertThat(memory.find(leaves.get(1999).encoded())).isNotNull();
	}

	@Test
	void manyThreadsGetTheSameVerdicts() throws Exception {
		PeerVerifier verifier = verifier();
		List<X509Certificate> good = TestCertificate.list(LEAF, MIDDLE);
		List<X509Certificate> bad = TestCertificate.list(Certs.leaf("CN=leaf").expired().by(MIDDLE), MIDDLE);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Callable<Boolean>> tasks = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				boolean expected = i % 2 == 0;
				tasks.add(() -> verifier.judge(expected ? good : bad).authorized() == expected);
			}
			for (Future<Boolean> result : threads.invokeAll(tasks)) {
				assertThat(result.get()).isTrue();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static CertificateFacts facts(TestCertificate certificate) {
		CertificateFacts facts = CertificateFacts.read(new Encoded(certificate.der()));
		assertThat(facts).isNotNull();
		return facts;
	}

	private static int signatures(PeerVerifier verifier, List<X509Certificate> presented, boolean authorized) {
		Budget budget = new Budget(Limits.DEFAULT);
		assertThat(verifier.judge(presented, budget).authorized()).isEqualTo(authorized);
		return budget.signatures();
	}

	private PeerVerifier verifier() {
		return new PeerVerifier(new TrustPolicy(TestCertificate.list(ROOT), List.of(), Purpose.CLIENT, false),
				this.clock);
	}

}
