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
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a verdict never changes before the moment at which it is said that it can.
 */
class NextChangeTests {

	private static final long START = Certs.NOW.getEpochSecond();

	private final MovableClock clock = new MovableClock(Certs.NOW);

	private static Instant at(int seconds) {
		return Certs.NOW.plusSeconds(seconds);
	}

	private PeerVerifier verifier(TestCertificate root, X509CRL... crls) {
		return new PeerVerifier(new TrustPolicy(TestCertificate.list(root), List.of(crls), Purpose.CLIENT, false),
				this.clock);
	}

	private Verdict judge(PeerVerifier verifier, List<X509Certificate> chain, long second) {
		this.clock.set(Instant.ofEpochSecond(second));
		return verifier.judge(chain);
	}

	/**
	 * Look at each second of a few minutes.
	 * @return how many changes there were
	 */
	private int changes(PeerVerifier verifier, List<X509Certificate> chain) {
		int changes = 0;
		long until = 0;
		Verdict last = judge(verifier, chain, START - 1);
		long since = START - 1;
		for (long second = START; second < START + 200; second++) {
			Verdict now = judge(verifier, chain, second);
			until = verifier.nextChange(chain, since);
			assertThat(until).isGreaterThan(since);
			if (now.error() != last.error()) {
				changes++;
				assertThat(until).as("change to " + now.error()).isLessThanOrEqualTo(second);
				assertThat(verifier.nextChange(chain, second - 1)).isEqualTo(second);
				last = now;
				since = second;
			}
			else if (second >= until) {
				since = second;
			}
		}
		return changes;
	}

	@Test
	void certificatesOfThePathBeginAndEnd() {
		TestCertificate root = Certs.authority("CN=Root").to(at(120)).selfSigned();
		TestCertificate middle = Certs.authority("CN=Middle").from(at(20)).to(at(90)).by(root);
		TestCertificate leaf = Certs.leaf("CN=leaf").from(at(10)).to(at(60)).by(middle);
		assertThat(changes(verifier(root), TestCertificate.list(leaf, middle))).isEqualTo(2);
	}

	@Test
	void revocationListsBeginAndEnd() {
		TestCertificate root = Certs.authority("CN=Root").selfSigned();
		TestCertificate leaf = Certs.leaf("CN=leaf").to(at(150)).by(root);
		X509CRL old = Crls.between(root, at(-100), at(30)).make();
		X509CRL later = Crls.between(root, at(70), at(100)).revoke(leaf).make();
		assertThat(changes(verifier(root, old), TestCertificate.list(leaf))).isEqualTo(2);
		assertThat(changes(verifier(root, old, later), TestCertificate.list(leaf))).isGreaterThanOrEqualTo(1);
	}

	@Test
	void rootThatTakesThePlaceOfAnotherCounts() {
		KeyPair keys = Certs.ec();
		TestCertificate old = Certs.authority("CN=Root").keys(keys).to(at(40)).selfSigned();
		TestCertificate next = Certs.authority("CN=Root").keys(keys).from(at(50)).selfSigned();
		TestCertificate leaf = Certs.leaf("CN=leaf").by(old);
		PeerVerifier verifier = new PeerVerifier(
				new TrustPolicy(TestCertificate.list(old, next), List.of(), Purpose.CLIENT, false), this.clock);
		assertThat(changes(verifier, TestCertificate.list(leaf))).isEqualTo(2);
	}

	@Test
	void whatCannotChangeNeverDoes() {
		TestCertificate root = Certs.authority("CN=Root").to(at(-1)).from(at(-100)).selfSigned();
		TestCertificate stranger = Certs.leaf("CN=leaf").to(at(-1)).from(at(-100)).selfSigned();
		PeerVerifier verifier = verifier(root);
		assertThat(verifier.nextChange(TestCertificate.list(stranger), START)).isEqualTo(Long.MAX_VALUE);
		assertThat(verifier.nextChange(List.of(), START)).isEqualTo(Long.MAX_VALUE);
	}

}
