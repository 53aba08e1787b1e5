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

import java.util.HexFormat;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The follower of records, fed with bytes cut at random.
 */
class RecordReaderTests {

	private static final String RANDOM = "00".repeat(32);

	/**
	 * Version, random, session, cipher, compression, then versions, PSK and key share.
	 */
	private static final String HELLO_13 = "0303" + RANDOM + "00" + "1301" + "00" + "0018" + "002b00020304"
			+ "002900020000" + "00330008001d000400000000";

	private static final String HELLO_12 = "0303" + RANDOM + "00" + "c02b" + "00" + "0000";

	private static final String CHANGE_CIPHER_SPEC = record(20, "01");

	@Test
	void aResumedHandshakeOfTls13() {
		String hello = record(22, message(2, HELLO_13));
		cutAtRandom(hello + CHANGE_CIPHER_SPEC + record(23, "00".repeat(50)), (reader) -> {
			assertThat(reader.resumed()).isTrue();
			assertThat(reader.group()).isEqualTo(0x1d);
			assertThat(reader.alert()).isEqualTo(-1);
		});
	}

	@Test
	void aFullHandshakeOfTls12() {
		String certificate = message(11, "000000" + "00".repeat(3000));
		String keyExchange = message(12, "03" + "0017" + "00".repeat(70));
		cutAtRandom(record(22, message(2, HELLO_12)) + record(22, certificate) + record(22, keyExchange)
				+ CHANGE_CIPHER_SPEC + record(22, "0b000000".repeat(9)), (reader) -> {
					assertThat(reader.resumed()).isFalse();
					assertThat(reader.group()).isEqualTo(0x17);
				});
	}

	@Test
	void aResumedHandshakeOfTls12() {
		// What follows the change of the cipher is encrypted and means nothing.
		cutAtRandom(record(22, message(2, HELLO_12)) + CHANGE_CIPHER_SPEC + record(22, "0b000000".repeat(9))
				+ record(21, "0228"), (reader) -> {
					assertThat(reader.resumed()).isTrue();
					assertThat(reader.alert()).isEqualTo(-1);
				});
	}

	@Test
	void anAlertInClear() {
		cutAtRandom(record(22, message(1, "00".repeat(80))) + record(21, "0230"),
				(reader) -> assertThat(reader.alert()).isEqualTo(48));
	}

	@Test
	void emptyRecordsAreNoTrap() {
		cutAtRandom(record(22, "") + record(21, "") + record(23, "") + record(21, "022a"),
				(reader) -> assertThat(reader.alert()).isEqualTo(42));
	}

	@Test
	void hostileBytesAreNeverAnException() {
		byte[] good = HexFormat.of().parseHex(record(22, message(2, HELLO_13)) + record(22, message(12, "030017")));
		for (int seed = 0; seed < 5_000; seed++) {
			Random random = new Random(seed);
			byte[] bytes = good.clone();
			if (seed % 4 == 0) {
				random.nextBytes(bytes);
				bytes[0] = 22;
				bytes[3] = 0;
			}
			for (int i = random.nextInt(6); i > 0; i--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			RecordReader reader = new RecordReader(RecordReader.MESSAGES);
			reader.read(Unpooled.wrappedBuffer(bytes));
			assertThat(reader.bytes()).isEqualTo(bytes.length);
			assertThat(reader.group()).isBetween(0, 0xffff);
		}
	}

	private static void cutAtRandom(String hex, java.util.function.Consumer<RecordReader> check) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		for (int seed = 0; seed < 300; seed++) {
			Random random = new Random(seed);
			RecordReader reader = new RecordReader(RecordReader.MESSAGES);
			int most = (seed == 0) ? bytes.length : 1 + random.nextInt(40);
			for (int index = 0; index < bytes.length;) {
				int count = Math.min(bytes.length - index, (seed == 0) ? most : 1 + random.nextInt(most));
				ByteBuf part = Unpooled.wrappedBuffer(bytes, index, count);
				reader.read(part);
				assertThat(part.readableBytes()).isEqualTo(count);
				index += count;
			}
			assertThat(reader.bytes()).isEqualTo(bytes.length);
			check.accept(reader);
		}
	}

	private static String message(int type, String hex) {
		return String.format("%02x%06x", type, hex.length() / 2) + hex;
	}

	private static String record(int type, String hex) {
		return String.format("%02x0303%04x", type, hex.length() / 2) + hex;
	}

}
