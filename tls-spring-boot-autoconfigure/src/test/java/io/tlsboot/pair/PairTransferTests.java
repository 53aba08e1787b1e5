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

package io.tlsboot.pair;

import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two pairs that exchange a megabyte each way at the same time.
 */
class PairTransferTests {

	private static final int MEGABYTE = 1024 * 1024;

	static Stream<Arguments> matrix() {
		return Stream.of(TlsProvider.OPENSSL, TlsProvider.JDK)
			.flatMap((provider) -> Stream.of("TLSv1.2", "TLSv1.3")
				.flatMap((version) -> Stream.of(Chunks.values())
					.map((chunks) -> Arguments.of(provider, version, chunks))));
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void aMegabyteEachWayOfApplicationData(TlsProvider provider, String version, Chunks chunks) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			SecurePair server = pairs.server();
			SecurePair client = pairs.client();
			TestPairs.connect(server, client);
			exchange(server, client, chunks, MEGABYTE);
		}
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void aMegabyteEachWayOverATransportThatCutsIt(TlsProvider provider, String version, Chunks chunks) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			SecurePair server = pairs.server();
			SecurePair client = pairs.client();
			Disposable transport = Mono
				.when(server.encrypted().input(chunks.of(client.encrypted().output())),
						client.encrypted().input(chunks.of(server.encrypted().output())))
				.subscribe();
			exchange(server, client, Chunks.RANDOM, (chunks == Chunks.BYTES) ? MEGABYTE / 16 : MEGABYTE);
			Await.until("the end of the transport", transport::isDisposed);
		}
	}

	private static void exchange(SecurePair server, SecurePair client, Chunks chunks, int size) {
		byte[] question = random(1, size);
		byte[] answer = random(2, size);
		SecureConnection one = TestPairs.secured(server);
		SecureConnection other = TestPairs.secured(client);
		CompletableFuture<byte[]> asked = received(one, size);
		CompletableFuture<byte[]> answered = received(other, size);
		CompletableFuture<Void> sent = Mono.when(one.send(chunks.of(answer)), other.send(chunks.of(question)))
			.toFuture();
		await(sent);
		assertThat(sha256(await(asked))).isEqualTo(sha256(question));
		assertThat(sha256(await(answered))).isEqualTo(sha256(answer));
		assertThat(one.bytesRead()).isEqualTo(size);
		assertThat(other.bytesWritten()).isEqualTo(size);
		Mono.when(other.close(), server.close()).block(TestPairs.LIMIT);
		assertThat(one.closedCleanly()).isTrue();
		assertThat(other.closedCleanly()).isTrue();
	}

	/**
	 * Receive so many bytes.
	 */
	private static CompletableFuture<byte[]> received(SecureConnection connection, int size) {
		byte[] all = new byte[size];
		int[] length = { 0 };
		CompletableFuture<byte[]> result = new CompletableFuture<>();
		connection.receive().subscribe((buffer) -> {
			int count = buffer.readableBytes();
			buffer.readBytes(all, length[0], count);
			length[0] += count;
			if (length[0] == size) {
				result.complete(all);
			}
		}, result::completeExceptionally,
				() -> result.completeExceptionally(new AssertionError("The end after " + length[0])));
		return result;
	}

	/**
	 * Single bytes take their time while each buffer is watched for leaks.
	 */
	private static <T> T await(CompletableFuture<T> result) {
		return result.orTimeout(3, TimeUnit.MINUTES).join();
	}

	private static byte[] random(int seed, int size) {
		byte[] data = new byte[size];
		new Random(seed).nextBytes(data);
		return data;
	}

	private static byte[] sha256(byte[] data) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(data);
		}
		catch (java.security.NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
