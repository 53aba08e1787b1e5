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

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Takes what the transport has received and reads it into the channel of a pair as that
 * asks for it, a few buffers ahead. Signals come on any thread; everything else lives on
 * the event loop.
 */
final class PairInput implements CoreSubscriber<ByteBuf>, Subscription {

	/** How many buffers are taken ahead of what was read. */
	static final int PREFETCH = 16;

	private final PairChannel channel;

	private final Queue<ByteBuf> queue = Queues.<ByteBuf>get(PREFETCH).get();

	private final AtomicInteger work = new AtomicInteger();

	private final AtomicBoolean taken = new AtomicBoolean();

	private final AtomicBoolean subscribed = new AtomicBoolean();

	private volatile boolean done;

	private volatile @Nullable Throwable error;

	private volatile @Nullable CoreSubscriber<? super Void> result;

	private @Nullable Subscription upstream;

	private boolean requested;

	private int consumed;

	private boolean reading;

	private boolean ended;

	private boolean closed;

	PairInput(PairChannel channel) {
		this.channel = channel;
	}

	/**
	 * Take everything from a source.
	 * @param source the source, to be subscribed to once
	 * @param start is run before that
	 * @return ends as the source does, or completes when the channel closes before
	 */
	Mono<Void> take(Publisher<? extends ByteBuf> source, Runnable start) {
		return Mono.fromDirect((subscriber) -> {
			CoreSubscriber<? super Void> actual = Operators.toCoreSubscriber(subscriber);
			if (!this.taken.compareAndSet(false, true)) {
				Operators.error(actual,
						new IllegalStateException("The encrypted side of a pair has its input already"));
				return;
			}
			this.result = actual;
			start.run();
			source.subscribe(this);
		});
	}

	@Override
	public Context currentContext() {
		CoreSubscriber<? super Void> actual = this.result;
		return (actual != null) ? actual.currentContext() : Context.empty();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (!this.subscribed.compareAndSet(false, true)) {
			subscription.cancel();
			return;
		}
		Objects.requireNonNull(this.result).onSubscribe(this);
		this.channel.execute(() -> attach(subscription));
	}

	@Override
	public void onNext(ByteBuf buffer) {
		if (this.done) {
			buffer.release();
		}
		else if (this.queue.offer(buffer)) {
			schedule();
		}
		else {
			buffer.release();
			onError(Exceptions.failWithOverflow("The transport brings more than it was asked for"));
			this.channel.execute(this::cancelUpstream);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.error = failure;
		this.done = true;
		schedule();
	}

	@Override
	public void onComplete() {
		this.done = true;
		schedule();
	}

	/**
	 * Nothing to ask for: the result has no elements.
	 */
	@Override
	public void request(long count) {
	}

	/**
	 * Nobody waits for the result any more: the transport is given up.
	 */
	@Override
	public void cancel() {
		this.channel.execute(() -> {
			this.result = null;
			abandon();
		});
	}

	/**
	 * Take nothing more, as if the source had completed.
	 */
	void abandon() {
		if (!this.ended && !this.done) {
			this.done = true;
			cancelUpstream();
			schedule();
		}
	}

	boolean ended() {
		return this.ended;
	}

	/**
	 * The channel wants to read.
	 */
	void read() {
		this.reading = true;
		prefetch();
		schedule();
	}

	/**
	 * The channel does not want to read any more.
	 */
	void stopReading() {
		this.reading = false;
	}

	/**
	 * The channel is closed.
	 */
	void close() {
		this.closed = true;
		discard();
		Subscription source = this.upstream;
		if (!this.ended && source != null) {
			this.channel.later(() -> {
				source.cancel();
				complete();
			});
		}
		this.ended = true;
	}

	private void complete() {
		CoreSubscriber<? super Void> actual = this.result;
		this.result = null;
		if (actual != null) {
			actual.onComplete();
		}
	}

	private void cancelUpstream() {
		if (this.upstream != null) {
			this.upstream.cancel();
		}
	}

	private void attach(Subscription subscription) {
		this.upstream = subscription;
		if (this.closed) {
			subscription.cancel();
			complete();
		}
		else if (this.done) {
			subscription.cancel();
		}
		else if (this.reading) {
			prefetch();
		}
	}

	private void prefetch() {
		if (!this.requested && this.upstream != null && !this.ended) {
			this.requested = true;
			this.upstream.request(PREFETCH);
		}
	}

	/**
	 * Deliver later on the event loop, never within a signal or a read.
	 */
	void schedule() {
		if (this.work.getAndIncrement() != 0) {
			return;
		}
		try {
			this.channel.later(this::drain);
		}
		catch (RejectedExecutionException ex) {
			discard();
		}
	}

	/**
	 * Deliver once, then let others have the event loop: a transport that never pauses
	 * would keep it.
	 */
	private void drain() {
		int missed = this.work.get();
		deliver();
		if (this.work.addAndGet(-missed) != 0) {
			this.channel.later(this::drain);
		}
	}

	private void deliver() {
		if (this.closed) {
			discard();
			return;
		}
		boolean last = this.done;
		if (!this.channel.isActive() || !(this.reading || last)) {
			return;
		}
		this.reading = false;
		int count = 0;
		while (!this.closed && (count == 0 || last || this.channel.config().isAutoRead())) {
			ByteBuf buffer = this.queue.poll();
			if (buffer == null) {
				break;
			}
			count++;
			this.channel.pipeline().fireChannelRead(buffer);
		}
		if (count > 0) {
			this.channel.pipeline().fireChannelReadComplete();
			replenish(count);
		}
		else {
			this.reading = true;
		}
		if (last && !this.ended) {
			end();
		}
	}

	private void replenish(int count) {
		this.consumed += count;
		if (this.consumed >= PREFETCH / 2 && this.upstream != null && !this.done) {
			int more = this.consumed;
			this.consumed = 0;
			this.upstream.request(more);
		}
	}

	private void end() {
		this.ended = true;
		CoreSubscriber<? super Void> actual = this.result;
		Throwable failure = this.error;
		if (failure == null) {
			this.channel.inputEnded();
			complete();
		}
		else {
			this.channel.inputFailed(failure);
			if (actual != null) {
				actual.onError(failure);
			}
		}
	}

	private void discard() {
		ByteBuf buffer;
		while ((buffer = this.queue.poll()) != null) {
			buffer.release();
		}
	}

}
