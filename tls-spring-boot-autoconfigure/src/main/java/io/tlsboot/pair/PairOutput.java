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

import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * Gives what the channel of a pair writes to the transport, as that asks for it. Its
 * state lives on the event loop.
 */
final class PairOutput extends Flux<ByteBuf> implements Subscription {

	private final PairChannel channel;

	private final Runnable start;

	private final AtomicBoolean taken = new AtomicBoolean();

	private @Nullable CoreSubscriber<? super ByteBuf> subscriber;

	private long demand;

	private boolean ended;

	private boolean cancelled;

	PairOutput(PairChannel channel, Runnable start) {
		this.channel = channel;
		this.start = start;
	}

	@Override
	public void subscribe(CoreSubscriber<? super ByteBuf> actual) {
		if (!this.taken.compareAndSet(false, true)) {
			Operators.error(actual, new IllegalStateException("The encrypted side of a pair has its output already"));
			return;
		}
		this.start.run();
		actual.onSubscribe(this);
		this.channel.execute(() -> attach(actual));
	}

	@Override
	public void request(long count) {
		if (Operators.validate(count)) {
			this.channel.execute(() -> {
				this.demand = Operators.addCap(this.demand, count);
				this.channel.flushPending();
			});
		}
	}

	@Override
	public void cancel() {
		this.channel.execute(() -> {
			if (!this.ended) {
				this.ended = true;
				this.cancelled = true;
				this.subscriber = null;
				this.channel.outputGone();
			}
		});
	}

	/**
	 * Return whether the transport has given up.
	 */
	boolean cancelled() {
		return this.cancelled;
	}

	/**
	 * Return whether a buffer is asked for.
	 */
	boolean wanted() {
		return this.subscriber != null && this.demand > 0;
	}

	/**
	 * Give a buffer that is asked for, and with it the ownership.
	 */
	void give(ByteBuf buffer) {
		CoreSubscriber<? super ByteBuf> actual = this.subscriber;
		if (actual == null) {
			buffer.release();
			return;
		}
		if (this.demand != Long.MAX_VALUE) {
			this.demand--;
		}
		actual.onNext(buffer);
	}

	/**
	 * Nothing more will be written.
	 */
	void end() {
		if (!this.ended) {
			this.ended = true;
			CoreSubscriber<? super ByteBuf> actual = this.subscriber;
			this.subscriber = null;
			if (actual != null) {
				this.channel.later(actual::onComplete);
			}
		}
	}

	private void attach(CoreSubscriber<? super ByteBuf> actual) {
		if (!this.ended) {
			this.subscriber = actual;
			this.channel.flushPending();
		}
		else if (!this.cancelled) {
			actual.onComplete();
		}
	}

}
