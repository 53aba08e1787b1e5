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

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * A transport from one side to another that a test can stop and cut. What comes after the
 * cut is released.
 */
final class Valve extends BaseSubscriber<ByteBuf> implements Publisher<ByteBuf> {

	private final Publisher<ByteBuf> from;

	private @Nullable Subscriber<? super ByteBuf> to;

	private boolean stopped;

	private boolean ended;

	private long kept;

	Valve(Publisher<ByteBuf> from) {
		this.from = from;
	}

	/**
	 * Ask for nothing more.
	 */
	synchronized void stop() {
		this.stopped = true;
	}

	void resume() {
		long count;
		synchronized (this) {
			this.stopped = false;
			count = this.kept;
			this.kept = 0;
		}
		if (count > 0) {
			request(count);
		}
	}

	/**
	 * End what is passed on, as if the other side were gone.
	 */
	void end() {
		if (endOnce()) {
			Objects.requireNonNull(this.to).onComplete();
			cancel();
		}
	}

	/**
	 * Fail what is passed on.
	 */
	void fail(Throwable failure) {
		if (endOnce()) {
			Objects.requireNonNull(this.to).onError(failure);
			cancel();
		}
	}

	private synchronized boolean endOnce() {
		boolean first = !this.ended;
		this.ended = true;
		return first;
	}

	@Override
	public void subscribe(Subscriber<? super ByteBuf> subscriber) {
		this.to = subscriber;
		this.from.subscribe(this);
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		Objects.requireNonNull(this.to).onSubscribe(new Subscription() {

			@Override
			public void request(long count) {
				synchronized (Valve.this) {
					Valve.this.kept += count;
					if (Valve.this.stopped) {
						return;
					}
				}
				resume();
			}

			@Override
			public void cancel() {
				subscription.cancel();
			}

		});
	}

	@Override
	protected synchronized void hookOnNext(ByteBuf buffer) {
		if (this.ended) {
			buffer.release();
		}
		else {
			Objects.requireNonNull(this.to).onNext(buffer);
		}
	}

	@Override
	protected void hookOnComplete() {
		if (endOnce()) {
			Objects.requireNonNull(this.to).onComplete();
		}
	}

}
