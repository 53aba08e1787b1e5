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

import java.util.Random;
import java.util.function.IntSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;

/**
 * The sizes in which bytes come.
 */
enum Chunks {

	/** One byte at a time. */
	BYTES,

	/** One byte more than fits into a record. */
	RECORD_AND_A_BYTE,

	/** Anything. */
	RANDOM;

	private IntSupplier sizes() {
		Random random = new Random(5);
		return switch (this) {
			case BYTES -> () -> 1;
			case RECORD_AND_A_BYTE -> () -> 16 * 1024 + 1;
			case RANDOM -> () -> 1 + random.nextInt(1 << (1 + random.nextInt(16)));
		};
	}

	/**
	 * Cut data.
	 */
	Flux<ByteBuf> of(byte[] data) {
		return cut(data, sizes());
	}

	/**
	 * Cut the buffers of a stream further.
	 */
	Flux<ByteBuf> of(Flux<ByteBuf> stream) {
		IntSupplier sizes = sizes();
		return stream.concatMap((buffer) -> {
			byte[] data = ByteBufUtil.getBytes(buffer);
			buffer.release();
			return cut(data, sizes);
		}, 1);
	}

	private static Flux<ByteBuf> cut(byte[] data, IntSupplier sizes) {
		return Flux.generate(() -> 0, (start, sink) -> {
			if (start == data.length) {
				sink.complete();
				return start;
			}
			int size = Math.min(sizes.getAsInt(), data.length - start);
			sink.next(Unpooled.wrappedBuffer(data, start, size));
			return start + size;
		});
	}

}
