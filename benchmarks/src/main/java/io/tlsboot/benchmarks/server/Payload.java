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

package io.tlsboot.benchmarks.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.netty.ByteBufFlux;

/**
 * What servers on Reactor Netty answer, by their behaviour.
 */
final class Payload {

	/** So many bytes are sent at a time. */
	static final int CHUNK = 16 * 1024;

	/** So many bytes one byte of the other direction stands for. */
	static final int UNIT = 1024 * 1024;

	private static final ByteBuf BYTES = Unpooled.unreleasableBuffer(Unpooled.directBuffer(CHUNK).writeZero(CHUNK));

	private Payload() {
	}

	static Flux<ByteBuf> answer(ServerSettings.Behaviour behaviour, ByteBufFlux received) {
		return switch (behaviour) {
			case ECHO -> received.retain();
			// A buffer is gone when concatMap gets to it, its length is not
			case SOURCE -> received.map(ByteBuf::readableBytes)
				.concatMap((units) -> Flux.range(0, units * (UNIT / CHUNK)).map((chunk) -> bytes(CHUNK)));
			case SINK -> Flux.defer(() -> acknowledged(received));
		};
	}

	private static Flux<ByteBuf> acknowledged(ByteBufFlux received) {
		long[] total = new long[1];
		return received.handle((buffer, sink) -> {
			long before = total[0] / UNIT;
			total[0] += buffer.readableBytes();
			int units = (int) (total[0] / UNIT - before);
			if (units > 0) {
				sink.next(bytes(units));
			}
		});
	}

	private static ByteBuf bytes(int count) {
		return BYTES.duplicate().slice(0, count);
	}

}
