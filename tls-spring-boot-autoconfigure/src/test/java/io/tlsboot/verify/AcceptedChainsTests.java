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
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which chains a verifier recalls, and until when.
 */
class AcceptedChainsTests {

	private static final TestCertificate ROOT = Certs.authority("CN=Root").selfSigned();

	private static final TestCertificate MIDDLE = Certs.authority("CN=Middle").by(ROOT);

	private static final TestCertificate LEAF = Certs.leaf("CN=leaf").by(MIDDLE);

	private final MovableClock clock = new MovableClock(Certs.NOW);

	@Test
	void aChainIsRecalledOnceItsPeerWasAuthorized() {
		PeerVerifier verifier = verifier();
		List<X509Certificate> chain = TestCertificate.list(LEAF, MIDDLE);
		assertThat(verifier.recalls(chain)).isFalse();
		assertThat(verifier.judge(chain)).isSameAs(Verdict.AUTHORIZED);
		assertThat(verifier.recalls(TestCertificate.list(LEAF, MIDDLE))).isTrue();
		assertThat(verifier.recalls(new byte[][] { LEAF.der(), MIDDLE.der() })).isTrue();
		assertThat(verifier.judge(TestCertificate.list(LEAF, MIDDLE))).isSameAs(Verdict.AUTHORIZED);
	}

	@Test
	void whoIsRefusedLeavesNoTrace() {
		PeerVerifier verifier = verifier();
		List<X509Certificate> expired = TestCertificate.list(Certs.leaf("CN=leaf").expired().by(MIDDLE), MIDDLE);
		List<X509Certificate> stranger = TestCertificate.list(Certs.leaf("CN=leaf").selfSigned());
		List<X509Certificate> unreadable = List.of(TestCertificate.raw(new byte[] { 1, 2, 3 }));
		for (List<X509Certificate> chain : List.of(expired, stranger, unreadable, List.<X509Certificate>of())) {
			assertThat(verifier.judge(chain).authorized()).isFalse();
			assertThat(verifier.recalls(chain)).isFalse();
			assertThat(verifier.judge(chain).authorized()).isFalse();
		}
	}

	@Test
	void anotherChainOfTheSameCertificatesIsAnotherChain() {
		PeerVerifier verifier = verifier();
		verifier.judge(TestCertificate.list(LEAF, MIDDLE, ROOT));
		assertThat(verifier.recalls(TestCertificate.list(LEAF, MIDDLE, ROOT))).isTrue();
		assertThat(verifier.recalls(TestCertificate.list(LEAF, ROOT, MIDDLE))).isFalse();
		assertThat(verifier.recalls(TestCertificate.list(MIDDLE, LEAF, ROOT))).isFalse();
		assertThat(verifier.recalls(TestCertificate.list(LEAF, MIDDLE))).isFalse();
		assertThat(verifier.recalls(TestCertificate.list(LEAF))).isFalse();
		assertThat(verifier.recalls(TestCertificate.list(LEAF, MIDDLE, ROOT, ROOT))).isFalse();
		assertThat(verifier.recalls(List.of())).isFalse();
	}

	@Test
	void oneByteMakesAnotherChain() {
		PeerVerifier verifier = verifier();
		verifier.judge(TestCertificate.list(LEAF, MIDDLE));
		for (int certificate = 0; certificate < 2; certificate++) {
			int length = ((certificate == 0) ? LEAF : MIDDLE).der().length;
			for (int i = 0; i < length; i++) {
				byte[][] chain = { LEAF.der().clone(), MIDDLE.der().clone() };
				chain[certificate][i] ^= 1;
				assertThat(verifier.recalls(chain)).as("byte %d of certificate %d", i, certificate).isFalse();
			}
		}
		assertThat(verifier.recalls(new byte[][] { LEAF.der(), MIDDLE.der() })).isTrue();
	}

	@Test
	void whereOneCertificateEndsMatters() {
		ChainBytes two = new ChainBytes(new byte[][] { { 1, 2, 3 }, { 4 } });
		assertThat(two).isEqualTo(new ChainBytes(new byte[][] { { 1, 2, 3 }, { 4 } }))
			.isNotEqualTo(new ChainBytes(new byte[][] { { 1, 2 }, { 3, 4 } }))
			.isNotEqualTo(new ChainBytes(new byte[][] { { 1, 2, 3, 4 } }))
			.isNotEqualTo(new ChainBytes(new byte[][] { { 1, 2, 3 }, { 4 }, {} }));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("ends")
	void isJudgedAnewAtTheSecondAtWhichSomethingBeginsOrEnds(String name, PeerVerifier verifier, MovableClock clock,
			List<X509Certificate> chain, AuthorizationError error) {
		assertThat(verifier.judge(chain).authorized()).isTrue();
		clock.set(at(60).plusMillis(999));
		assertThat(verifier.recalls(chain)).isTrue();
		clock.set(at(61));
		assertThat(verifier.recalls(chain)).isFalse();
		assertThat(verifier.judge(chain).error()).isEqualTo(error);
		assertThat(verifier.recalls(chain)).isFalse();
	}

	static Stream<Arguments> ends() {
		TestCertificate endingRoot = Certs.authority("CN=Root").to(at(60)).selfSigned();
		TestCertificate endingMiddle = Certs.authority("CN=Middle").to(at(60)).by(ROOT);
		TestCertificate client = Certs.leaf("CN=leaf").by(ROOT);
		AuthorizationError expired = AuthorizationError.CERT_HAS_EXPIRED;
		return Stream.of(end("the leaf", ROOT, List.of(), expired, Certs.leaf("CN=leaf").to(at(60)).by(MIDDLE), MIDDLE),
				end("an intermediate", ROOT, List.of(), expired, Certs.leaf("CN=leaf").by(endingMiddle), endingMiddle),
				end("the root", endingRoot, List.of(), expired, Certs.leaf("CN=leaf").by(endingRoot)),
				end("a list", ROOT, List.of(Crls.between(ROOT, at(-60), at(60)).make()),
						AuthorizationError.CRL_HAS_EXPIRED, client),
				end("a list that begins", ROOT,
						List.of(Crls.of(ROOT).make(), Crls.between(ROOT, at(61), at(300)).revoke(client).make()),
						AuthorizationError.CERT_REVOKED, client));
	}

	private static Arguments end(String name, TestCertificate root, List<X509CRL> lists, AuthorizationError error,
			TestCertificate... chain) {
		MovableClock clock = new MovableClock(Certs.NOW);
		return Arguments.of(name,
				new PeerVerifier(new TrustPolicy(TestCertificate.list(root), lists, Purpose.CLIENT, false), clock),
				clock, TestCertificate.list(chain), error);
	}

	@Test
	void isJudgedAnewWhenTheClockIsSetBack() {
		PeerVerifier verifier = verifier();
		List<X509Certificate> chain = TestCertificate.list(Certs.leaf("CN=leaf").from(at(-5)).by(MIDDLE), MIDDLE);
		verifier.judge(chain);
		this.clock.set(at(-1));
		assertThat(verifier.recalls(chain)).isFalse();
		assertThat(verifier.judge(chain).authorized()).isTrue();
		assertThat(verifier.recalls(chain)).isTrue();
		this.clock.set(at(-6));
		assertThat(verifier.recalls(chain)).isFalse();
		assertThat(verifier.judge(chain).error()).isEqualTo(AuthorizationError.CERT_NOT_YET_VALID);
	}

	@Test
	void verifiersShareNothing() {
		TestCertificate either = Certs.leaf("CN=leaf").by(ROOT);
		PeerVerifier clients = verifier();
		clients.judge(TestCertificate.list(either));
		for (TrustPolicy policy : List.of(policy(ROOT, Purpose.SERVER), policy(MIDDLE, Purpose.CLIENT),
				policy(ROOT, Purpose.CLIENT))) {
			assertThat(new PeerVerifier(policy, this.clock).recalls(TestCertificate.list(either))).isFalse();
		}
	}

	@Test
	void aStapledAnswerIsWantedEachTime() {
		PeerVerifier verifier = verifier();
		List<X509Certificate> chain = TestCertificate.list(LEAF, MIDDLE);
		verifier.judge(chain);
		assertThat(verifier.recalls(chain)).isTrue();
		assertThat(verifier.judge(chain, null, (until) -> {
		}).authorized()).isFalse();
		PeerVerifier other = verifier();
		other.judge(chain, null, (until) -> {
		});
		assertThat(other.recalls(chain)).isFalse();
	}

	@Test
	void manyChainsAreForgottenInTurn() {
		AcceptedChains chains = new AcceptedChains();
		ChainBytes favourite = chain(-1, 10);
		chains.remember(favourite, 0, 10);
		for (int i = 0; i < 5000; i++) {
			chains.remember(chain(i, 10), 0, 10);
			assertThat(chains.accept(favourite, 5)).isTrue();
			assertThat(chains.size()).isLessThanOrEqualTo(2 * AcceptedChains.GENERATION);
		}
		assertThat(chains.accept(chain(4999, 10), 5)).isTrue();
		assertThat(chains.accept(chain(0, 10), 5)).isFalse();
	}

	@Test
	void aLongChainIsNotRemembered() {
		AcceptedChains chains = new AcceptedChains();
		chains.remember(chain(1, AcceptedChains.MAX_BYTES + 1), 0, 10);
		assertThat(chains.size()).isZero();
		chains.remember(chain(1, AcceptedChains.MAX_BYTES), 0, 10);
		assertThat(chains.size()).isOne();
	}

	private static ChainBytes chain(int number, int length) {
		byte[] certificate = new byte[length];
		certificate[length - 1] = (byte) number;
		certificate[length - 2] = (byte) (number >> 8);
		return new ChainBytes(new byte[][] { certificate });
	}

	@Test
	void manyThreadsAndChains() throws Exception {
		PeerVerifier verifier = verifier();
		List<List<X509Certificate>> chains = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			Certs leaf = Certs.leaf("CN=leaf" + i).keys(LEAF.keys());
			chains.add(TestCertificate.list(((i % 2 == 0) ? leaf : leaf.expired()).by(MIDDLE), MIDDLE));
		}
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Callable<Boolean>> tasks = new ArrayList<>();
			for (int i = 0; i < 2000; i++) {
				int number = i % chains.size();
				tasks.add(() -> verifier.judge(chains.get(number)).authorized() == (number % 2 == 0)
						&& verifier.recalls(chains.get(number)) == (number % 2 == 0));
			}
			for (Future<Boolean> result : threads.invokeAll(tasks)) {
				assertThat(result.get()).isTrue();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static Instant at(int seconds) {
		return Certs.NOW.plusSeconds(seconds);
	}

	private PeerVerifier verifier() {
		return new PeerVerifier(policy(ROOT, Purpose.CLIENT), this.clock);
	}

	private static TrustPolicy policy(TestCertificate root, Purpose purpose) {
		return new TrustPolicy(TestCertificate.list(root), List.of(), purpose, false);
	}

}
