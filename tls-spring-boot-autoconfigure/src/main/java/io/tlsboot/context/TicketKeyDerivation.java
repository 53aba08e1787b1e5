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
import java.util.Arrays;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * Derives the ticket keys of one context from one root by HKDF with SHA-256 (RFC 5869).
 * All that tells two keys apart is in the info, each part with its length known: a label,
 * the session domain, the length of a slice of time in milliseconds and its number. Used
 * by one thread.
 */
final class TicketKeyDerivation {

	private static final byte[] LABEL = "io.tlsboot session ticket 1\n".getBytes(StandardCharsets.US_ASCII);

	private static final int NAME = OpenSslSessionTicketKey.NAME_SIZE;

	private static final int HMAC = OpenSslSessionTicketKey.HMAC_KEY_SIZE;

	private final HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());

	/** What HKDF extracts from the root, the same for all slices. */
	private final byte[] extracted;

	private final byte[] domain;

	private final long width;

	TicketKeyDerivation(byte[] root, byte[] domain, long width) {
		this.extracted = this.hkdf.extractPRK(null, root);
		this.domain = domain;
		this.width = width;
	}

	/**
	 * Derive the key of a slice.
	 * @param slice its number
	 * @return the key with its name
	 */
	OpenSslSessionTicketKey key(long slice) {
		byte[] key = new byte[OpenSslSessionTicketKey.TICKET_KEY_SIZE];
		this.hkdf.init(HKDFParameters.skipExtractParameters(this.extracted, info(slice)));
		this.hkdf.generateBytes(key, 0, key.length);
		return new OpenSslSessionTicketKey(Arrays.copyOf(key, NAME), Arrays.copyOfRange(key, NAME, NAME + HMAC),
				Arrays.copyOfRange(key, NAME + HMAC, key.length));
	}

	private byte[] info(long slice) {
		return ByteBuffer.allocate(LABEL.length + this.domain.length + 2 * Long.BYTES)
			.put(LABEL)
			.put(this.domain)
			.putLong(this.width)
			.putLong(slice)
			.array();
	}

}
