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

package io.tlsboot.handshake;

import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reader of the first message, which belongs to whoever connects.
 */
class ClientHelloTests {

	private static final int HEADERS = 5 + 4;

	@Test
	void whatTheClientSaysIsRead() {
		ByteBuf body = body();
		ClientHello hello = ClientHello.read(body);
		assertThat(hello.serverName()).isEqualTo("host.example.com");
		assertThat(hello.applicationProtocols()).containsExactly("echo/2", "echo/1");
		assertThat(body.readerIndex()).isZero();
	}

	@Test
	void aHelloThatIsCutAnywhereIsReadAsFarAsItGoes() {
		byte[] bytes = bytes();
		for (int length = 0; length < bytes.length; length++) {
			// What lies behind the cut would be read, were it not for the bounds.
			ClientHello hello = ClientHello.read(Unpooled.wrappedBuffer(bytes).slice(0, length));
			assertThat(hello.serverName()).isIn(null, "host.example.com");
			assertThat(hello.applicationProtocols()).isSubsetOf("echo/2", "echo/1");
		}
		assertThat(ClientHello.read(Unpooled.EMPTY_BUFFER).serverName()).isNull();
		assertThat(ClientHello.read(Unpooled.wrappedBuffer(bytes, 0, 34)).serverName()).isNull();
	}

	@Test
	void aHostileHelloIsNeverAnException() {
		byte[] good = bytes();
		for (int seed = 0; seed < 5_000; seed++) {
			Random random = new Random(seed);
			byte[] bytes = good.clone();
			if (seed % 5 == 0) {
				random.nextBytes(bytes);
			}
			for (int i = random.nextInt(8); i >= 0; i--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			ByteBuf body = Unpooled.wrappedBuffer(bytes);
			ClientHello hello = ClientHello.read(body);
			assertThat(hello.applicationProtocols()).as("seed %d", seed).isNotNull();
			assertThat(body.readableBytes()).isEqualTo(bytes.length);
		}
	}

	private static ByteBuf body() {
		return Unpooled.wrappedBuffer(bytes());
	}

	private static byte[] bytes() {
		byte[] record = io.tlsboot.test.peer.ClientHello.of("host.example.com", "echo/2", "echo/1");
		return java.util.Arrays.copyOfRange(record, HEADERS, record.length);
	}

}
