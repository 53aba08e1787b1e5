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

package io.tlsboot.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.channel.AbortedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is sent arrives whole and in order, from publishers of all kinds, and what cannot
 * be sent any more is released.
 */
class SendTests {

	/** Asked for in advance, and waiting for the network. */
	private static final int AHEAD = 64 + 256;

	@ParameterizedTest
	@CsvSource({ "OPENSSL,LOOP", "OPENSSL,THREAD", "OPENSSL,HOPS", "JDK,LOOP", "JDK,THREAD", "JDK,HOPS" })
	void randomSizesArriveInOrder(TlsProvider provider, Kind kind) {
		Random random = new Random(8);
		List<byte[]> parts = new ArrayList<>();
		int total = 0;
		for (int i = 0; i < 2000; i++) {
			byte[] part = new byte[(i % 7 == 0) ? 0 : random.nextInt((i % 50 == 1) ? 70_000 : 3000)];
			random.nextBytes(part);
			parts.add(part);
			total += part.length;
		}
		byte[] all = new byte[total];
		int index = 0;
		for (byte[] part : parts) {
			System.arraycopy(part, 0, all, index, part.length);
			index += part.length;
		}
		Flux<ByteBuf> source = kind.apply(Flux.fromIterable(parts)
			.map((part) -> Unpooled.directBuffer(Math.max(1, part.length)).writeBytes(part)));
		CompletableFuture<Void> sent = new CompletableFuture<>();
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.send(source)
				.doOnSuccess((done) -> sent.complete(null))
				.doOnError(sent::completeExceptionally))
			.start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			assertThat(client.read(all.length)).isEqualTo(all);
			Await.result(sent);
			assertThat(server.recorder().awaitSecured(1).bytesWritten()).isEqualTo(all.length);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aSingleBufferDoesNotWaitForMore(TlsProvider provider) {
		Sinks.Many<ByteBuf> sink = Sinks.many().unicast().onBackpressureBuffer();
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.send(sink.asFlux()))
			.start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			SecureConnection connection = server.recorder().awaitSecured(1);
			sink.tryEmitNext(text("one")).orThrow();
			assertThat(client.readText(3)).isEqualTo("one");
			connection.connection().channel().eventLoop().execute(() -> sink.tryEmitNext(text("two")));
			assertThat(client.readText(3)).isEqualTo("two");
			sink.tryEmitComplete();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void itAsksForLittleMoreThanTheNetworkTakes(TlsProvider provider) {
		AtomicLong requested = new AtomicLong();
		AtomicLong sent = new AtomicLong();
		AtomicLong ahead = new AtomicLong();
		Flux<ByteBuf> source = Flux.<ByteBuf>generate((sink) -> {
			sent.incrementAndGet();
			sink.next(Unpooled.directBuffer(16).writeZero(16));
		})
			.take(20_000)
			.doOnRequest((count) -> ahead.accumulateAndGet(requested.addAndGet(count) - sent.get(), Math::max));
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.send(source.subscribeOn(Schedulers.parallel())))
			.start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			assertThat(client.read(16 * 20_000)).hasSize(16 * 20_000);
			assertThat(ahead.get()).isBetween(1L, (long) AHEAD);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void anErrorComesAfterWhatWasSentBefore(TlsProvider provider) {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Flux<ByteBuf> source = Flux.concat(Flux.just(text("before")), Flux.error(new IllegalStateException("broken")));
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.send(source).doOnError(failure::set).onErrorComplete())
			.start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			assertThat(client.readText(6)).isEqualTo("before");
			Await.until("the error", () -> failure.get() != null);
			assertThat(failure.get()).isInstanceOf(IllegalStateException.class).hasMessage("broken");
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,LOOP", "OPENSSL,THREAD", "JDK,LOOP", "JDK,THREAD" })
	void aCancelledSendReleasesWhatItHas(TlsProvider provider, Kind kind) {
		List<ByteBuf> made = new CopyOnWriteArrayList<>();
		AtomicReference<Disposable> sending = new AtomicReference<>();
		try (RunningServer server = RunningServer.with(provider).handler((connection) -> {
			sending.set(connection.send(kind.apply(endless(made))).subscribe());
			return Mono.never();
		}).start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			SecureConnection connection = server.recorder().awaitSecured(1);
			assertThat(client.read(1_000_000).length).isGreaterThanOrEqualTo(1_000_000);
			Await.until("the subscription", () -> sending.get() != null);
			sending.get().dispose();
			connection.destroy();
			Await.until("the release of all", () -> made.stream().allMatch((buffer) -> buffer.refCnt() == 0));
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,LOOP", "OPENSSL,THREAD", "JDK,LOOP", "JDK,THREAD" })
	void aConnectionThatEndsFailsTheSendAndReleasesAll(TlsProvider provider, Kind kind) {
		List<ByteBuf> made = new CopyOnWriteArrayList<>();
		AtomicBoolean cancelled = new AtomicBoolean();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		try (RunningServer server = RunningServer.with(provider).handler((connection) -> {
			connection.send(kind.apply(endless(made).doOnCancel(() -> cancelled.set(true))))
				.subscribe(null, failure::set);
			return Mono.never();
		}).start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			SecureConnection connection = server.recorder().awaitSecured(1);
			assertThat(client.read(1_000_000).length).isGreaterThanOrEqualTo(1_000_000);
			connection.destroy();
			Await.until("the failure", () -> failure.get() != null);
			assertThat(failure.get()).isInstanceOf(AbortedException.class);
			Await.until("the cancellation", cancelled::get);
			Await.until("the release of all", () -> made.stream().allMatch((buffer) -> buffer.refCnt() == 0));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aSendThatWaitsForItsPublisherFailsWithTheConnection(TlsProvider provider) {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		try (RunningServer server = RunningServer.with(provider).handler((connection) -> {
			connection.send(Flux.never()).subscribe(null, failure::set);
			return connection.receive().then();
		}).start()) {
			EngineClient.connect(server.port(), "TLSv1.3").close();
			Await.until("the failure", () -> failure.get() != null);
			assertThat(failure.get()).isInstanceOf(AbortedException.class);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void sendsOnManyThreadsAllArrive(TlsProvider provider) {
		int count = 500;
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> Flux.range(0, count)
				.flatMap((i) -> connection.sendString("x").subscribeOn(Schedulers.parallel()), 16)
				.then())
			.start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			assertThat(client.readText(count)).isEqualTo("x".repeat(count));
		}
	}

	private static Flux<ByteBuf> endless(List<ByteBuf> made) {
		return Flux.generate((sink) -> {
			ByteBuf buffer = Unpooled.directBuffer(8192).writeZero(8192);
			made.add(buffer);
			sink.next(buffer);
		});
	}

	private static ByteBuf text(String text) {
		return Unpooled.copiedBuffer(text, java.nio.charset.StandardCharsets.US_ASCII);
	}

	/**
	 * How the elements of a publisher come.
	 */
	enum Kind {

		/** On the event loop, as they are asked for. */
		LOOP {
			@Override
			Flux<ByteBuf> apply(Flux<ByteBuf> source) {
				return source;
			}
		},

		/** On another thread. */
		THREAD {
			@Override
			Flux<ByteBuf> apply(Flux<ByteBuf> source) {
				return source.subscribeOn(Schedulers.parallel());
			}
		},

		/**
		 * Through a queue that is emptied on another thread. What Reactor's operator has
		 * in it when it is cancelled as it begins, it may lose.
		 */
		HOPS {
			@Override
			Flux<ByteBuf> apply(Flux<ByteBuf> source) {
				return source.publishOn(Schedulers.parallel());
			}
		};

		abstract Flux<ByteBuf> apply(Flux<ByteBuf> source);

	}

}
