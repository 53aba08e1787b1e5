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

import java.util.function.IntConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends the buffers of a publisher in batches. Where Reactor Netty asks for 128 buffers
 * at once and flushes in a task of its own, this asks for as much as the channel takes
 * soon, so that buffers are encrypted while they are still in the processor's cache.
 */
final class BatchedSend extends Mono<Void> {

	private final Channel channel;

	private final Publisher<? extends ByteBuf> source;

	private final BatchedFlush flush;

	private final IntConsumer sent;

	/**
	 * Create one.
	 * @param channel where to send
	 * @param source what to send
	 * @param flush flushes the channel
	 * @param sent is told the size of each buffer, on the event loop
	 */
	BatchedSend(Channel channel, Publisher<? extends ByteBuf> source, BatchedFlush flush, IntConsumer sent) {
		this.channel = channel;
		this.source = source;
		this.flush = flush;
		this.sent = sent;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		Flux.from(this.source).subscribe(new BatchedSubscriber(this.channel, actual, this.flush, this.sent));
	}

}
