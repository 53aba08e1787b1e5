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

import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.netty.channel.AbortedException;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Writes the buffers of a publisher to a channel. Of one that has its buffers at hand it
 * asks for one after the other until enough waits for the network, of any other for some
 * in advance. What comes on other threads passes through a queue; all else lives on the
 * event loop.
 */
final class BatchedSubscriber implements CoreSubscriber<ByteBuf>, Subscription, ChannelFutureListener, Runnable {

	/** How many buffers are asked for in advance where they come later. */
	static final int PREFETCH = 64;

	/** How many buffers may wait for the network before no more are asked for. */
	static final int MAX_PENDING = 256;

	/** How many batches are sent before the event loop may turn to something else. */
	private static final int ROUNDS = 16;

	private final Channel channel;

	private final EventLoop loop;

	private final CoreSubscriber<? super Void> actual;

	private final Context context;

	private final Supplier<BatchedFlush> flushes;

	private final IntConsumer sent;

	private final SharedPromise promise;

	private final PendingSizes pending = new PendingSizes();

	private final AtomicInteger signals = new AtomicInteger();

	private volatile @Nullable Queue<ByteBuf> queue;

	private volatile boolean cancelled;

	private volatile boolean ended;

	private @Nullable Throwable failure;

	private @Nullable Subscription upstream;

	private @Nullable BatchedFlush flush;

	private int outstanding;

	private boolean inAdvance;

	private boolean pumping;

	private boolean over;

	BatchedSubscriber(Channel channel, CoreSubscriber<? super Void> actual, Supplier<BatchedFlush> flushes,
			IntConsumer sent) {
		this.channel = channel;
		this.loop = channel.eventLoop();
		this.actual = actual;
		this.context = Operators.enableOnDiscard(actual.currentContext(), BatchedSubscriber::discard);
		this.flushes = flushes;
		this.sent = sent;
		this.promise = new SharedPromise(channel, this);
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (!Operators.validate(this.upstream, subscription)) {
			return;
		}
		this.upstream = subscription;
		this.actual.onSubscribe(this);
		if (this.loop.inEventLoop()) {
			pump();
			listen();
		}
		else {
			// Here, as the publisher may block the thread that asks first.
			this.inAdvance = true;
			this.outstanding = PREFETCH;
			subscription.request(PREFETCH);
			execute(this::listen);
		}
	}

	private void listen() {
		if (!this.over) {
			this.channel.closeFuture().addListener(this);
		}
	}

	@Override
	public void onNext(ByteBuf buffer) {
		Queue<ByteBuf> waiting = this.queue;
		if (this.loop.inEventLoop() && (waiting == null || waiting.isEmpty())) {
			write(buffer);
			if (!this.pumping) {
				pumpIfRoom();
			}
			return;
		}
		if (waiting == null) {
			waiting = Queues.<ByteBuf>unbounded(PREFETCH).get();
			this.queue = waiting;
		}
		waiting.offer(buffer);
		signal();
	}

	@Override
	public void onError(Throwable cause) {
		this.failure = cause;
		onComplete();
	}

	@Override
	public void onComplete() {
		this.ended = true;
		signal();
	}

	@Override
	public void request(long count) {
		// There is nothing to ask for.
	}

	@Override
	public void cancel() {
		Subscription source = this.upstream;
		if (!this.cancelled && source != null) {
			this.cancelled = true;
			source.cancel();
			signal();
		}
	}

	/**
	 * The channel is closed.
	 */
	@Override
	public void operationComplete(ChannelFuture closed) {
		failed(new ClosedChannelException());
	}

	private void signal() {
		if (this.signals.getAndIncrement() != 0) {
			return;
		}
		if (this.loop.inEventLoop()) {
			run();
		}
		else {
			execute(this);
		}
	}

	private void execute(Runnable task) {
		try {
			this.loop.execute(task);
		}
		catch (RuntimeException ex) {
			// The event loop has ended, so nobody else is at it.
			failed(ex);
		}
	}

	@Override
	public void run() {
		this.signals.set(0);
		if (!this.pumping) {
			pump();
		}
	}

	/**
	 * A write has reached the network.
	 */
	void written() {
		if (this.pending.count() > 0) {
			this.pending.removeFirst();
			if (!this.pumping) {
				pumpIfRoom();
			}
		}
	}

	/**
	 * A write has failed.
	 */
	void failed(Throwable cause) {
		if (!this.over) {
			end();
			Subscription source = this.upstream;
			if (source != null && !this.ended) {
				source.cancel();
			}
			if (!this.cancelled) {
				boolean closed = cause instanceof ClosedChannelException;
				this.actual.onError(closed ? new AbortedException(cause) : cause);
			}
			this.promise.over(cause);
		}
	}

	private void pumpIfRoom() {
		if (this.pending.bytes() <= BatchedFlush.BATCH / 2 && this.pending.count() <= MAX_PENDING / 2) {
			pump();
		}
	}

	private void pump() {
		if (this.over) {
			writeQueued();
			return;
		}
		this.pumping = true;
		BatchedFlush batch = flush();
		batch.hold();
		try {
			for (int round = 0; !this.over && fill(); round++) {
				batch.now();
				if (this.pending.bytes() > BatchedFlush.BATCH / 2 || this.pending.count() > MAX_PENDING / 2) {
					break;
				}
				if (round == ROUNDS) {
					this.loop.execute(this);
					break;
				}
			}
		}
		finally {
			batch.release();
			this.pumping = false;
		}
		if (!this.over && (this.cancelled || (this.ended && this.pending.count() == 0 && isDrained()))) {
			finish();
		}
	}

	/**
	 * Write all that is there, until there is no more or enough for now.
	 * @return whether there may be more
	 */
	private boolean fill() {
		writeQueued();
		while (!this.over && !this.ended && !this.cancelled) {
			if (this.pending.bytes() >= BatchedFlush.BATCH || this.pending.count() >= MAX_PENDING) {
				return true;
			}
			if (this.outstanding > (this.inAdvance ? PREFETCH / 2 : 0)) {
				return false;
			}
			ask();
			writeQueued();
		}
		return false;
	}

	private void ask() {
		int count = this.inAdvance ? PREFETCH - this.outstanding : 1;
		this.outstanding += count;
		int before = this.outstanding;
		Objects.requireNonNull(this.upstream).request(count);
		// Of one that answers at once there is no need to ask in advance.
		this.inAdvance = this.outstanding > before - count;
	}

	private void writeQueued() {
		Queue<ByteBuf> waiting = this.queue;
		if (waiting != null) {
			for (ByteBuf buffer = waiting.poll(); buffer != null; buffer = waiting.poll()) {
				write(buffer);
			}
		}
	}

	private boolean isDrained() {
		Queue<ByteBuf> waiting = this.queue;
		return waiting == null || waiting.isEmpty();
	}

	private void write(ByteBuf buffer) {
		this.outstanding--;
		int size = buffer.readableBytes();
		if (this.over || this.cancelled || size == 0) {
			discard(buffer);
			return;
		}
		this.pending.add(size);
		this.sent.accept(size);
		this.channel.write(buffer, this.promise);
		flush().written(size);
	}

	private BatchedFlush flush() {
		BatchedFlush current = this.flush;
		if (current == null) {
			current = this.flushes.get();
			this.flush = current;
		}
		return current;
	}

	private void finish() {
		end();
		Throwable cause = this.failure;
		if (!this.cancelled) {
			if (cause != null) {
				this.actual.onError(cause);
			}
			else if (!this.channel.isOpen()) {
				this.actual.onError(AbortedException.beforeSend());
			}
			else {
				this.actual.onComplete();
			}
		}
		this.promise.over(cause);
	}

	private void end() {
		this.over = true;
		writeQueued();
		this.channel.closeFuture().removeListener(this);
	}

	private static void discard(Object element) {
		if (element instanceof ByteBuf buffer && buffer.refCnt() > 0) {
			buffer.release();
		}
	}

}
