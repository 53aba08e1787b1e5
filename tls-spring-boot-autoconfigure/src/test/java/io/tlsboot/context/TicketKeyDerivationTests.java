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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TicketKeyDerivationTests {

	private static final byte[] ROOT = filled(48, 3);

	private static final byte[] DOMAIN = filled(32, 5);

	@Test
	void allSlicesAreDerivedAsRfc5869Says() throws Exception {
		TicketKeyDerivation derivation = new TicketKeyDerivation(ROOT, DOMAIN, 900_000);
		for (long slice : new long[] { 7, 6, 8, 7 }) {
			byte[] expected = hkdf(ROOT, info(900_000, slice), OpenSslSessionTicketKey.TICKET_KEY_SIZE);
			OpenSslSessionTicketKey key = derivation.key(slice);
			assertThat(key.name()).isEqualTo(Arrays.copyOf(expected, 16));
			assertThat(key.hmacKey()).isEqualTo(Arrays.copyOfRange(expected, 16, 32));
			assertThat(key.aesKey()).isEqualTo(Arrays.copyOfRange(expected, 32, 48));
		}
	}

	/** With nothing but HMAC. */
	private static byte[] hkdf(byte[] root, byte[] info, int length) throws Exception {
		byte[] extracted = hmac(new byte[32], root);
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		byte[] last = {};
		for (int i = 1; all.size() < length; i++) {
			last = hmac(extracted, last, info, new byte[] { (byte) i });
			all.writeBytes(last);
		}
		return Arrays.copyOf(all.toByteArray(), length);
	}

	private static byte[] hmac(byte[] key, byte[]... parts) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		for (byte[] part : parts) {
			mac.update(part);
		}
		return mac.doFinal();
	}

	private static byte[] info(long width, long slice) {
		byte[] label = "io.tlsboot session ticket 1\n".getBytes(StandardCharsets.US_ASCII);
		return ByteBuffer.allocate(label.length + 32 + 16).put(label).put(DOMAIN).putLong(width).putLong(slice).array();
	}

	private static byte[] filled(int length, int value) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) value);
		return bytes;
	}

}
