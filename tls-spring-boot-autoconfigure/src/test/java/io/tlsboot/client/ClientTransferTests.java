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

package io.tlsboot.client;

import java.util.List;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Large transfers through a client, and what is negotiated before them.
 */
class ClientTransferTests {

	private static final int CHUNK = 64 * 1024;

	private static final int CHUNKS = 128;

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void everythingComesBack(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				TestClient client = TestClient.with(provider).version(version).make()) {
			SecureConnection connection = client.connect(server.port());
			CRC32 sent = new CRC32();
			CRC32 received = new CRC32();
			Mono<Void> sending = connection.send(Flux.range(0, CHUNKS).map((index) -> chunk(index, sent)));
			Mono<Long> receiving = connection.receive()
				.doOnNext((buffer) -> update(received, buffer))
				.map(ByteBuf::readableBytes)
				.scan(0L, Long::sum)
				.filter((count) -> count >= (long) CHUNK * CHUNKS)
				.next();
			Long count = Mono.zip(receiving, sending.thenReturn(true)).block(TestClient.LIMIT).getT1();
			assertThat(count).isEqualTo((long) CHUNK * CHUNKS);
			assertThat(received.getValue()).isEqualTo(sent.getValue());
			connection.close().block(TestClient.LIMIT);
			assertThat(server.recorder().awaitEnd(1).cleanly()).isTrue();
			assertThat(client.recorder().awaitEnd(1).bytesRead()).isEqualTo((long) CHUNK * CHUNKS);
		}
	}

	/**
	 * The server ends its side after all it has to say; a client that reads late gets all
	 * of it, and then its end.
	 */
	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void aLateReaderGetsEverythingAndTheEnd(TlsProvider provider, String version) {
		CRC32 sent = new CRC32();
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.handler((connection) -> connection.send(Flux.range(0, CHUNKS).map((index) -> chunk(index, sent))))
			.start(); TestClient client = TestClient.with(provider).version(version).make()) {
			SecureConnection connection = client.connect(server.port());
			server.recorder().awaitSecured(1);
			CRC32 received = new CRC32();
			Long count = Mono.delay(java.time.Duration.ofMillis(200))
				.thenMany(connection.receive())
				.doOnNext((buffer) -> update(received, buffer))
				.map((buffer) -> (long) buffer.readableBytes())
				.reduce(0L, Long::sum)
				.block(TestClient.LIMIT);
			assertThat(count).isEqualTo((long) CHUNK * CHUNKS);
			assertThat(received.getValue()).isEqualTo(sent.getValue());
			connection.close().block(TestClient.LIMIT);
			assertThat(connection.closedCleanly()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void theServerChoosesTheApplicationProtocol(TlsProvider provider, String version) {
		try (OpenSslServer choosing = OpenSslServer.start(TestPki.server(), "-alpn", "b/1,a/1");
				OpenSslServer ignorant = OpenSslServer.start(TestPki.server());
				TestClient client = TestClient.with(provider)
					.version(version)
					.context((context) -> context.alpnProtocols(List.of("a/1", "b/1")))
					.make()) {
			SecureConnection connection = client.connect(choosing.port());
			assertThat(connection.applicationProtocol()).contains("b/1");
			assertThat(connection.protocol()).isEqualTo(version);
			connection.destroy();
			connection = client.connect(ignorant.port());
			assertThat(connection.applicationProtocol()).isEmpty();
			connection.destroy();
		}
	}

	private static ByteBuf chunk(int index, CRC32 sum) {
		byte[] bytes = new byte[CHUNK];
		for (int i = 0; i < CHUNK; i++) {
			bytes[i] = (byte) (i * 31 + index * 17 + (i >> 8));
		}
		sum.update(bytes);
		return Unpooled.wrappedBuffer(bytes);
	}

	private static void update(CRC32 sum, ByteBuf buffer) {
		sum.update(buffer.nioBuffer());
	}

}
