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

	/** How many batches are sent before the event loop may turn to something else. */
	private static final int ROUNDS = 16;

	private final Channel channel;

	private final EventLoop loop;

	private final CoreSubscriber<? super Void> actual;

	private final Context context;

	private final BatchedFlush flush;

	private final IntConsumer sent;

	private final SharedPromise promise;

	private final SendWindow window = new SendWindow();

	private final AtomicInteger signals = new AtomicInteger();

	private volatile @Nullable Queue<ByteBuf> queue;

	private volatile boolean cancelled;

	private volatile boolean ended;

	private @Nullable Throwable failure;

	private @Nullable SendDemand demand;

	private boolean pumping;

	private boolean over;

	BatchedSubscriber(Channel channel, CoreSubscriber<? super Void> actual, BatchedFlush flush, IntConsumer sent) {
		this.channel = channel;
		this.loop = channel.eventLoop();
		this.actual = actual;
		this.context = Operators.enableOnDiscard(actual.currentContext(), BatchedSubscriber::discard);
		this.flush = flush;
		this.sent = sent;
		this.promise = new SharedPromise(channel, this);
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (this.demand != null) {
			subscription.cancel();
			return;
		}
		SendDemand demand = new SendDemand(subscription);
		this.demand = demand;
		this.actual.onSubscribe(this);
		if (this.loop.inEventLoop()) {
			pump();
			listen();
		}
		else {
			// Here, as the publisher may block the thread that asks first.
			demand.askInAdvance();
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
			if (!this.pumping && demand().isLow()) {
				pumpIfRoom();
			}
			return;
		}
		if (waiting == null) {
			waiting = Queues.<ByteBuf>unbounded(SendDemand.PREFETCH).get();
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
		if (!this.cancelled) {
			this.cancelled = true;
			demand().cancel();
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
			writeQueued();
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
	 * A write has reached the network, or failed.
	 * @param failure why it failed, or {@code null}
	 */
	void written(@Nullable Throwable failure) {
		if (!this.loop.inEventLoop()) {
			// A handler of the user's that runs elsewhere has decided.
			execute(() -> written(failure));
			return;
		}
		this.window.removeFirst();
		if (failure != null) {
			failed(failure);
		}
		if (this.over) {
			tellPromise();
		}
		else if (!this.pumping) {
			pumpIfRoom();
		}
	}

	private void failed(Throwable cause) {
		if (!this.over) {
			boolean more = !this.ended;
			this.failure = cause;
			end();
			if (more) {
				demand().cancel();
			}
			if (!this.cancelled) {
				boolean closed = cause instanceof ClosedChannelException;
				this.actual.onError(closed ? new AbortedException(cause) : cause);
			}
		}
	}

	private void pumpIfRoom() {
		if (this.window.hasRoom()) {
			pump();
		}
	}

	private void pump() {
		if (this.over) {
			writeQueued();
			return;
		}
		this.pumping = true;
		this.flush.hold();
		try {
			for (int round = 0; !this.over && fill(); round++) {
				this.flush.now();
				if (!this.window.hasRoom()) {
					break;
				}
				if (round == ROUNDS) {
					this.loop.execute(this);
					break;
				}
			}
		}
		finally {
			this.flush.release();
			this.pumping = false;
		}
		if (!this.over && (this.cancelled || (this.ended && this.window.isEmpty() && isDrained()))) {
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
			if (this.window.isFull()) {
				return true;
			}
			if (!demand().isLow()) {
				return false;
			}
			demand().ask();
			writeQueued();
		}
		return false;
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
		demand().answered();
		int size = buffer.readableBytes();
		if (this.over || this.cancelled || size == 0) {
			discard(buffer);
			return;
		}
		this.window.add(size);
		this.sent.accept(size);
		this.channel.write(buffer, this.promise);
		this.flush.written(size);
	}

	private SendDemand demand() {
		return Objects.requireNonNull(this.demand);
	}

	private void finish() {
		end();
		if (!this.cancelled) {
			Throwable cause = this.failure;
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
		tellPromise();
	}

	private void end() {
		this.over = true;
		writeQueued();
		this.channel.closeFuture().removeListener(this);
	}

	/**
	 * Handlers may still write with the promise, so it is done after the last of them.
	 */
	private void tellPromise() {
		if (this.window.isEmpty()) {
			this.promise.over(this.failure);
		}
	}

	private static void discard(Object element) {
		if (element instanceof ByteBuf buffer && buffer.refCnt() > 0) {
			buffer.release();
		}
	}

}
