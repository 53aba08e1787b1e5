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

package io.tlsboot.ocsp;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import io.tlsboot.material.Identity;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestOcspResponse;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.MovableClock;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Staples}.
 */
class StaplesTests {

	private static final URI RESPONDER = URI.create("http://ocsp.example.com/");

	private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private static final Duration LIFE = Duration.ofHours(10);

	private final MovableClock clock = new MovableClock(NOW);

	private final List<byte[]> questions = new ArrayList<>();

	private final Deque<Runnable> waiting = new ArrayDeque<>();

	private boolean later;

	private @Nullable IOException failure;

	private byte[] answer = good(NOW);

	private final Staples staples = new Staples(this.clock, this::answer, this::execute);

	@Test
	void anAnswerIsThereAsSoonAsItWasAskedFor() throws Exception {
		Staple staple = staple();
		StapledAnswer answer = staple.answer();
		assertThat(answer).isNotNull();
		assertThat(answer.der()).isEqualTo(this.answer);
		assertThat(answer.thisUpdate()).isEqualTo(NOW);
		assertThat(answer.nextUpdate()).isEqualTo(NOW.plus(LIFE));
		assertThat(staple.problem()).isNull();
		OCSPReq request = new OCSPReq(this.questions.get(0));
		assertThat(request.getRequestList()).singleElement()
			.satisfies((one) -> assertThat(one.getCertID().getSerialNumber())
				.isEqualTo(TestPki.server().certificate().getSerialNumber()));
	}

	@Test
	void oneAnswerIsForAllWhoHaveTheCertificate() throws Exception {
		Staple staple = staple();
		assertThat(staple()).isSameAs(staple);
		assertThat(this.questions).hasSize(1);
		assertThat(this.staples.of(identity(TestPki.server()), authorities(), URI.create("http://other.example.com")))
			.isNotSameAs(staple);
		assertThat(this.staples.of(identity(TestPki.serverRsa()), authorities(), RESPONDER)).isNotSameAs(staple);
		assertThat(this.questions).hasSize(3);
	}

	@Test
	void itIsRenewedInTime() throws Exception {
		Staple staple = staple();
		this.answer = good(NOW.plus(Duration.ofHours(6)));
		this.clock.set(NOW.plus(Duration.ofHours(5)).minusSeconds(1));
		this.staples.tick();
		assertThat(this.questions).hasSize(1);
		this.clock.set(NOW.plus(Duration.ofHours(6)));
		assertThat(this.staples.tick()).isTrue();
		assertThat(this.questions).hasSize(2);
		assertThat(answerOf(staple).nextUpdate()).isEqualTo(NOW.plus(Duration.ofHours(16)));
	}

	@Test
	void theLastOneIsKeptUntilItCountsNoMore() throws Exception {
		Staple staple = staple();
		StapledAnswer first = answerOf(staple);
		this.failure = new IOException("it has gone");
		this.clock.set(NOW.plus(Duration.ofHours(7)));
		this.staples.tick();
		assertThat(staple.problem()).isEqualTo("it has gone");
		assertThat(staple.answer()).isSameAs(first);
		this.clock.set(NOW.plus(LIFE).minusMillis(1));
		this.staples.tick();
		assertThat(staple.answer()).isSameAs(first);
		this.clock.set(NOW.plus(LIFE));
		this.staples.tick();
		assertThat(staple.answer()).isNull();
		this.failure = null;
		this.answer = good(NOW.plus(LIFE));
		this.clock.set(NOW.plus(LIFE).plus(RefreshPlan.LONGEST));
		this.staples.tick();
		assertThat(answerOf(staple).thisUpdate()).isEqualTo(NOW.plus(LIFE));
		assertThat(staple.problem()).isNull();
	}

	@Test
	void whatIsNotToBeReliedOnChangesNothing() throws Exception {
		Staple staple = staple();
		StapledAnswer first = answerOf(staple);
		Instant then = NOW.plus(Duration.ofHours(6));
		for (byte[] bad : List.of(new byte[0], new byte[] { 1, 2, 3 },
				TestOcspResponse.of(TestPki.ca()).valid(then, then.plus(LIFE)).unknown(TestPki.server()).der(),
				TestOcspResponse.of(TestPki.ca()).valid(then, then.plus(LIFE)).good(TestPki.client()).der(),
				TestOcspResponse.of(TestPki.ca())
					.signer(TestPki.otherCa())
					.valid(then, then.plus(LIFE))
					.good(TestPki.server())
					.der(),
				good(then.minus(LIFE).minusSeconds(1)))) {
			this.answer = bad;
			then = then.plus(Duration.ofMinutes(30));
			this.clock.set(then);
			int before = this.questions.size();
			this.staples.tick();
			assertThat(this.questions).hasSizeGreaterThan(before);
			assertThat(staple.answer()).isSameAs(first);
			assertThat(staple.problem()).isNotEmpty();
		}
	}

	@Test
	void anOlderAnswerDoesNotReplaceANewerOne() throws Exception {
		Staple staple = staple();
		StapledAnswer first = answerOf(staple);
		this.answer = good(NOW.minus(Duration.ofHours(1)));
		this.clock.set(NOW.plus(Duration.ofHours(6)));
		this.staples.tick();
		assertThat(this.questions).hasSize(2);
		assertThat(staple.answer()).isSameAs(first);
	}

	@Test
	void aCertificateThatWasRevokedHasNoAnswer() throws Exception {
		Staple staple = staple();
		List<@Nullable StapledAnswer> heard = new ArrayList<>();
		staple.listen(() -> heard.add(staple.answer()));
		this.answer = TestOcspResponse.of(TestPki.ca())
			.valid(NOW.plus(Duration.ofHours(6)), NOW.plus(LIFE))
			.revoked(TestPki.server())
			.der();
		this.clock.set(NOW.plus(Duration.ofHours(6)));
		this.staples.tick();
		assertThat(staple.answer()).isNull();
		assertThat(staple.problem()).contains("revoked");
		assertThat(heard).containsExactly((StapledAnswer) null);
		// A hold may be lifted.
		this.answer = good(NOW.plus(Duration.ofHours(7)));
		this.clock.set(NOW.plus(Duration.ofHours(7)));
		this.staples.tick();
		assertThat(heard).hasSize(2).last().isSameAs(answerOf(staple));
	}

	@Test
	void listenersHearOfChangesOnly() throws Exception {
		this.failure = new IOException("not yet");
		Staple staple = staple();
		List<@Nullable StapledAnswer> heard = new ArrayList<>();
		Runnable listener = () -> heard.add(staple.answer());
		staple.listen(listener);
		assertThat(staple.answer()).isNull();
		this.failure = null;
		this.clock.set(NOW.plusSeconds(10));
		this.staples.tick();
		assertThat(heard).containsExactly(answerOf(staple));
		this.staples.tick();
		assertThat(heard).hasSize(1);
		this.clock.set(NOW.plus(LIFE).plusSeconds(1));
		this.failure = new IOException("no more");
		this.staples.tick();
		assertThat(heard).hasSize(2).last().isNull();
		staple.forget(listener);
		this.failure = null;
		this.answer = good(NOW.plus(LIFE));
		this.clock.set(NOW.plus(LIFE).plus(RefreshPlan.LONGEST));
		this.staples.tick();
		assertThat(staple.answer()).isNotNull();
		assertThat(heard).hasSize(2);
	}

	@Test
	void nobodyAsksTwiceAtATime() throws Exception {
		this.later = true;
		Staple staple = staple();
		this.staples.tick();
		staple();
		assertThat(this.waiting).hasSize(1);
		this.waiting.remove().run();
		assertThat(staple.answer()).isNotNull();
	}

	@Test
	void whatNobodyHoldsIsForgotten() throws Exception {
		WeakReference<Staple> staple = new WeakReference<>(staple());
		Await.until("it is forgotten", () -> {
			System.gc();
			return staple.refersTo(null) && !this.staples.tick();
		});
		int before = this.questions.size();
		this.clock.set(NOW.plus(LIFE));
		assertThat(this.staples.tick()).isFalse();
		assertThat(this.questions).hasSize(before);
	}

	@Test
	void somebodyMustBeThereToAsk() {
		assertThatExceptionOfType(NoResponderException.class)
			.isThrownBy(() -> this.staples.of(identity(TestPki.server()), authorities(), null))
			.withMessageContaining("names no OCSP responder");
		assertThatExceptionOfType(NoResponderException.class)
			.isThrownBy(() -> this.staples.of(identity(TestPki.server()), List.of(), RESPONDER))
			.withMessageContaining("neither in its chain nor in 'ca'");
		assertThatExceptionOfType(NoResponderException.class)
			.isThrownBy(() -> this.staples.of(identity(TestPki.server()), List.of(TestPki.impostorCa().certificate()),
					RESPONDER))
			.withMessageContaining("neither in its chain nor in 'ca'");
		assertThatExceptionOfType(NoResponderException.class)
			.isThrownBy(() -> this.staples.of(identity(TestPki.selfSigned()), authorities(), RESPONDER))
			.withMessageContaining("self-signed");
	}

	@Test
	void nobodyIsAskedOnceItIsClosed() throws Exception {
		try (Staples closed = new Staples(this.clock)) {
			closed.close();
			Staple staple = closed.of(identity(TestPki.server()), authorities(), RESPONDER);
			assertThat(staple.answer()).isNull();
			assertThat(staple.problem()).isEqualTo("it is not asked any more");
		}
	}

	@Test
	void thereIsNoThreadBeforeThereIsWork() {
		Set<Thread> before = StapleThreadsTests.others(Set.of());
		try (Staples idle = new Staples(this.clock)) {
			assertThat(idle.tick()).isFalse();
			assertThat(StapleThreadsTests.others(before)).isEmpty();
		}
	}

	private Staple staple() throws NoResponderException {
		return this.staples.of(identity(TestPki.server()), authorities(), RESPONDER);
	}

	private static StapledAnswer answerOf(Staple staple) {
		StapledAnswer answer = staple.answer();
		assertThat(answer).isNotNull();
		return answer;
	}

	private byte[] answer(URI address, byte[] request) throws IOException {
		this.questions.add(request);
		if (this.failure != null) {
			throw this.failure;
		}
		return this.answer;
	}

	private void execute(Runnable task) {
		if (this.later) {
			this.waiting.add(task);
		}
		else {
			task.run();
		}
	}

	private static byte[] good(Instant from) {
		return TestOcspResponse.of(TestPki.ca()).valid(from, from.plus(LIFE)).good(TestPki.server()).der();
	}

	static List<X509Certificate> authorities() {
		return List.of(TestPki.otherCa().certificate(), TestPki.ca().certificate());
	}

	static PackedIdentity identity(TestCertificate certificate) {
		return PackedIdentity.of(new Identity(certificate.key(), certificate.chain()));
	}

}
