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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.tlsboot.test.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TicketKeys}.
 */
class TicketKeysTests {

	private static final byte[] DOMAIN = bytes(7);

	private static final long WIDTH = 25_000;

	/** The beginning of a slice. */
	private static final long START = 72_000_000L * WIDTH;

	private static final TicketKeyRing RING = ring(1);

	private final AtomicLong time = new AtomicLong(START);

	private final List<OpenSslSessionTicketKey[]> published = new ArrayList<>();

	private Supplier<TicketKeyRing> ring = () -> RING;

	private final TicketKeys keys = keys(DOMAIN, Duration.ofMillis(4 * WIDTH));

	@Test
	void thereAreTheKeysOfFiveSlicesAndThoseOfTheCurrentOneEncrypt() {
		List<String> slices = IntStream.rangeClosed(-3, 1).mapToObj((slice) -> {
			this.time.set(START + slice * WIDTH);
			keys(DOMAIN, Duration.ofMillis(4 * WIDTH));
			return names().get(0);
		}).toList();
		at(0);
		this.published.clear();
		keys(DOMAIN, Duration.ofMillis(4 * WIDTH));
		assertThat(names()).containsExactly(slices.get(3), slices.get(2), slices.get(1), slices.get(0), slices.get(4))
			.doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 100, 12_499, 12_500, 24_999 })
	void aTicketLivesForMoreThanThreeQuartersOfTheTimeoutAndNeverLonger(long issued) {
		at(issued);
		String name = names().get(0);
		at(issued + 3 * WIDTH);
		assertThat(names()).contains(name);
		at(4 * WIDTH - 1);
		assertThat(names()).contains(name);
		at(4 * WIDTH);
		assertThat(names()).doesNotContain(name);
		at(issued + 4 * WIDTH);
		assertThat(names()).doesNotContain(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT1S", "PT1.003S", "PT1.999999999S", "PT1H", "PT4000H", "PT2562047788015215H30M7S" })
	void anyTimeoutIsKept(String text) {
		Duration timeout = Duration.parse(text);
		keys(DOMAIN, timeout);
		String name = names().get(0);
		long life = 0;
		for (long step = Math.min(timeout.toSeconds(), Integer.MAX_VALUE) * 1000; step > 0; step /= 2) {
			this.time.set(START + life + step);
			keys(DOMAIN, timeout);
			life += names().contains(name) ? step : 0;
		}
		assertThat(Duration.ofMillis(life)).isLessThan(timeout);
	}

	@Test
	void nothingIsDoneUntilSomethingChanges() {
		at(1);
		at(WIDTH - 1);
		assertThat(this.published).hasSize(1);
		at(WIDTH);
		at(WIDTH);
		assertThat(this.published).hasSize(2);
	}

	@Test
	void aNewRootEncryptsAndTheOldOnesDecrypt() {
		List<String> before = names();
		TicketKeyRing two = ring(2, 1);
		this.ring = () -> two;
		this.keys.refresh();
		assertThat(names()).hasSize(10).endsWith(before.toArray(String[]::new));
		assertThat(before).doesNotContain(names().get(0));
		TicketKeyRing one = ring(2);
		this.ring = () -> one;
		this.keys.refresh();
		assertThat(names()).hasSize(5).doesNotContainAnyElementsOf(before);
	}

	@Test
	void theKeysFollowAClockThatJumps() {
		List<String> before = names();
		at(-1);
		assertThat(names()).isNotEqualTo(before).contains(before.get(0)).doesNotContain(before.get(4));
		at(-1_000_000 * WIDTH);
		assertThat(names()).doesNotContainAnyElementsOf(before);
		this.time.set(-1);
		this.keys.refresh();
		assertThat(names()).hasSize(5).doesNotHaveDuplicates();
		at(1_000_000 * WIDTH);
		assertThat(names()).doesNotContainAnyElementsOf(before);
		at(0);
		assertThat(names()).isEqualTo(before);
	}

	@Test
	void aNodeWhoseClockIsOneSliceBehindDecrypts() {
		at(WIDTH);
		String ahead = names().get(0);
		at(WIDTH - 1);
		assertThat(names()).contains(ahead);
	}

	@Test
	void whoSharesRootDomainAndTimeoutSharesKeysAndNobodyElse() {
		List<String> mine = secrets();
		keys(DOMAIN.clone(), Duration.ofMillis(4 * WIDTH));
		assertThat(secrets()).isEqualTo(mine);
		keys(bytes(8), Duration.ofMillis(4 * WIDTH));
		assertThat(secrets()).doesNotContainAnyElementsOf(mine);
		keys(DOMAIN, Duration.ofMillis(4 * (WIDTH - 1)));
		assertThat(secrets()).doesNotContainAnyElementsOf(mine);
		TicketKeyRing other = ring(3);
		this.ring = () -> other;
		keys(DOMAIN, Duration.ofMillis(4 * WIDTH));
		assertThat(secrets()).doesNotContainAnyElementsOf(mine);
	}

	@Test
	void keysAreThoseOfHkdf() throws GeneralSecurityException {
		byte[] info = ByteBuffer.allocate(28 + 32 + 16)
			.put("io.tlsboot session ticket 1\n".getBytes(StandardCharsets.US_ASCII))
			.put(DOMAIN)
			.putLong(WIDTH)
			.putLong(START / WIDTH)
			.array();
		byte[] prk = hmac(new byte[32], bytes(1));
		byte[] first = hmac(prk, concat(info, new byte[] { 1 }));
		byte[] second = hmac(prk, concat(first, info, new byte[] { 2 }));
		assertThat(secrets().get(0)).isEqualTo(HexFormat.of().formatHex(concat(first, Arrays.copyOf(second, 16))));
	}

	@Test
	void threadsThatFindANewSliceTogetherChangeTheKeysOnce() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		TicketKeys shared = new TicketKeys(() -> RING, DOMAIN, Duration.ofMillis(4 * WIDTH), this.time::get,
				(keys) -> calls.incrementAndGet());
		CyclicBarrier barrier = new CyclicBarrier(4, () -> this.time.addAndGet(WIDTH));
		CompletableFuture<?>[] threads = Stream.generate(() -> CompletableFuture.runAsync(() -> {
			for (int i = 0; i < 100; i++) {
				await(barrier);
				shared.refresh();
			}
		}, (task) -> new Thread(task).start())).limit(4).toArray(CompletableFuture[]::new);
		Await.result(CompletableFuture.allOf(threads));
		assertThat(calls).hasValueBetween(100, 101);
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private TicketKeys keys(byte[] domain, Duration timeout) {
		return new TicketKeys(() -> this.ring.get(), domain, timeout, this.time::get, this.published::add);
	}

	private void at(long millis) {
		this.time.set(START + millis);
		this.keys.refresh();
	}

	private List<String> names() {
		return Arrays.stream(this.published.get(this.published.size() - 1))
			.map((key) -> HexFormat.of().formatHex(key.name()))
			.toList();
	}

	private List<String> secrets() {
		return Arrays.stream(this.published.get(this.published.size() - 1))
			.map((key) -> HexFormat.of().formatHex(concat(key.name(), key.hmacKey(), key.aesKey())))
			.toList();
	}

	private static TicketKeyRing ring(int... fillings) {
		return TicketKeyRing.of(Arrays.stream(fillings).mapToObj(TicketKeysTests::bytes).toList());
	}

	private static byte[] bytes(int filling) {
		byte[] bytes = new byte[32];
		Arrays.fill(bytes, (byte) filling);
		return bytes;
	}

	private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(data);
	}

	private static byte[] concat(byte[]... parts) {
		ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt((part) -> part.length).sum());
		Arrays.stream(parts).forEach(all::put);
		return all.array();
	}

}
