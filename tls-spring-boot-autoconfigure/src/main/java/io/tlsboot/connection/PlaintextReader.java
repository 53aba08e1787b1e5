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

package io.tlsboot.connection;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * What was received in plaintext and is not read yet. Lives on the event loop.
 */
final class PlaintextReader {

	private static final byte LINE_FEED = '\n';

	private static final byte CARRIAGE_RETURN = '\r';

	private final int maxLength;

	private ByteBuf received = Unpooled.EMPTY_BUFFER;

	PlaintextReader(int maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Take a buffer over. What was read goes first: a peer that never ends a segment with
	 * a line would make it pile up.
	 */
	void add(ByteBufAllocator alloc, ByteBuf buffer) {
		this.received.discardSomeReadBytes();
		this.received = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(alloc, this.received, buffer);
	}

	/**
	 * Return the next line without its end, or {@code null} when it is not complete.
	 */
	byte @Nullable [] line() throws StartTlsException {
		int length = this.received.bytesBefore(LINE_FEED);
		if (length > this.maxLength || (length < 0 && this.received.readableBytes() > this.maxLength)) {
			throw new StartTlsException(StartTlsException.Reason.TOO_LONG,
					"A line of the peer is longer than " + this.maxLength + " bytes");
		}
		if (length < 0) {
			return null;
		}
		byte[] line = bytes(length + 1);
		boolean returned = length > 0 && line[length - 1] == CARRIAGE_RETURN;
		return Arrays.copyOf(line, returned ? length - 1 : length);
	}

	/**
	 * Return the next bytes, or {@code null} when there are not enough yet.
	 */
	byte @Nullable [] read(int length) {
		return (this.received.readableBytes() >= length) ? bytes(length) : null;
	}

	/**
	 * Give away all that is left.
	 */
	ByteBuf takeAll() {
		ByteBuf all = this.received;
		this.received = Unpooled.EMPTY_BUFFER;
		return all;
	}

	void release() {
		takeAll().release();
	}

	private byte[] bytes(int length) {
		byte[] bytes = ByteBufUtil.getBytes(this.received, this.received.readerIndex(), length);
		this.received.skipBytes(length);
		return bytes;
	}

}
