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

import io.netty.buffer.ByteBuf;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The side of a pair that belongs to the transport: the records of TLS in and out. Both
 * directions may be used on any thread, each once, and each with backpressure. The first
 * that is subscribed to starts the handshake.
 */
public final class EncryptedSide {

	private final PairChannel channel;

	private final Runnable start;

	EncryptedSide(PairChannel channel, Runnable start) {
		this.channel = channel;
		this.start = start;
	}

	/**
	 * Take what the transport receives. A few buffers are asked for ahead of what the
	 * cleartext side reads. When the source completes, the peer has ended its side:
	 * without close_notify the stream counts as truncated. To cancel the result means the
	 * same. When the source fails, the transport has failed.
	 * @param fromTransport what the peer sends, cut as it may be; each buffer passes to
	 * the pair, which releases it
	 * @return ends as the source does; completes, and cancels the source, when the pair
	 * closes before. A second subscription fails.
	 */
	public Mono<Void> input(Publisher<? extends ByteBuf> fromTransport) {
		return this.channel.input().take(fromTransport, this.start);
	}

	/**
	 * Return what the transport has to send. What is not asked for waits, and makes the
	 * cleartext side wait. Signals come on the event loop of the pair; a subscriber must
	 * not block it.
	 * @return the records for the peer; each buffer passes to the subscriber, which
	 * releases it. It completes after close_notify or when the pair has closed. To cancel
	 * it is to give up the transport. A second subscription fails.
	 */
	public Flux<ByteBuf> output() {
		return this.channel.output();
	}

}
