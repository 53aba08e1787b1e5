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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Curl;
import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is sent is flushed in time and not too often, whoever stands in the pipeline, and
 * arrives whole at an independent peer.
 */
class SendFlushTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource({ "OPENSSL,1.2", "OPENSSL,1.3", "JDK,1.2", "JDK,1.3" })
	void curlGetsAllOfALargeAnswer(TlsProvider provider, String version) throws IOException {
		byte[] body = new byte[5_000_003];
		new Random(3).nextBytes(body);
		byte[] head = ("HTTP/1.0 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		Flux<ByteBuf> answer = Flux.range(0, (body.length + 99_999) / 100_000)
			.map((i) -> Unpooled.directBuffer(100_000)
				.writeBytes(body, i * 100_000, Math.min(100_000, body.length - i * 100_000)))
			.startWith(Flux.defer(() -> Flux.just(Unpooled.copiedBuffer(head))));
		Path file = this.directory.resolve("body");
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.send(connection.receive().take(1).thenMany(answer))
				.then(Mono.defer(connection::close)))
			.start()) {
			Program.Result result = Curl.run("-sS", "-k", "--tlsv" + version, "--tls-max", version, "-o",
					file.toString(), "https://127.0.0.1:" + server.port() + "/");
			assertThat(result.status()).as(result.output()).isZero();
		}
		assertThat(Files.readAllBytes(file)).isEqualTo(body);
	}

	/**
	 * As many handlers written for Netty do: it flushes, and tells nobody.
	 */
	@ParameterizedTest
	@CsvSource({ "OPENSSL,true", "OPENSSL,false", "JDK,true", "JDK,false" })
	void aHandlerThatKeepsTheEndOfAReadToItselfHoldsNothingBack(TlsProvider provider, boolean fromTheStart) {
		RunningServer.Builder builder = RunningServer.with(provider).handler((connection) -> {
			if (!fromTheStart) {
				connection.connection().addHandlerLast(new Silent());
			}
			return connection.send(connection.receive().retain());
		});
		if (fromTheStart) {
			builder.serverCustomizers((spec, server) -> server.doOnChannelInit((observer, channel,
					remote) -> channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, new Silent())));
		}
		try (RunningServer server = builder.start();
				EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			for (int i = 0; i < 3; i++) {
				client.write("ping");
				client.flush();
				assertThat(client.readText(4)).isEqualTo("ping");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whatComesOnTheEventLoopIsFlushedTogether(TlsProvider provider) {
		AtomicInteger flushes = new AtomicInteger();
		int count = 1000;
		try (RunningServer server = RunningServer.with(provider).handler((connection) -> {
			connection.connection().addHandlerLast(new Counter(flushes));
			Flux<ByteBuf> source = Flux.range(0, count)
				.map((i) -> Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII))
				.publishOn(Schedulers.fromExecutor(connection.connection().channel().eventLoop()));
			return connection.send(source);
		}).start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			assertThat(client.readText(count)).isEqualTo("x".repeat(count));
			assertThat(flushes.get()).isBetween(1, count / 10);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void answersToOneReadAreFlushedTogether(TlsProvider provider) {
		AtomicInteger flushes = new AtomicInteger();
		try (RunningServer server = RunningServer.with(provider)
			.serverCustomizers((spec,
					tcp) -> tcp.doOnChannelInit((observer, channel, remote) -> channel.pipeline()
						.addBefore(NettyPipeline.ReactiveBridge, null, new Counter(flushes))))
			.handler((connection) -> connection.send(connection.receive().retain()))
			.start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			client.write("0");
			client.flush();
			assertThat(client.readText(1)).isEqualTo("0");
			int before = flushes.get();
			for (int i = 0; i < 50; i++) {
				client.write("x");
			}
			client.flush();
			assertThat(client.readText(50)).isEqualTo("x".repeat(50));
			// SslHandler may have encrypted them before it was asked to.
			Await.until("the flush", () -> flushes.get() > before);
			assertThat(flushes.get() - before).isBetween(1, 5);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void buffersComeFromThePool(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.send(connection.receive().retain()))
			.start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			SecureConnection connection = server.recorder().awaitSecured(1);
			client.write("0");
			client.flush();
			assertThat(client.readText(1)).isEqualTo("0");
			assertThat(connection.connection().channel().alloc()).isSameAs(PooledByteBufAllocator.DEFAULT)
				.isNotSameAs(ByteBufAllocator.DEFAULT);
		}
	}

	private static final class Silent extends ChannelInboundHandlerAdapter {

		@Override
		public void channelReadComplete(ChannelHandlerContext ctx) {
			ctx.flush();
		}

	}

	private static final class Counter extends ChannelOutboundHandlerAdapter {

		private final AtomicInteger flushes;

		Counter(AtomicInteger flushes) {
			this.flushes = flushes;
		}

		@Override
		public void flush(ChannelHandlerContext ctx) {
			this.flushes.incrementAndGet();
			ctx.flush();
		}

	}

}
