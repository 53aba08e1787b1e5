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

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLEngine;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.tlsboot.context.Judge;
import io.tlsboot.handshake.Handshake;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A connection as those see it who watch over its life: how old it is, how its peer was
 * judged, and whether it is wanted to end.
 */
abstract class LivingConnection extends ConnectionFacts {

	private final Channel channel;

	private final long startedAt;

	private volatile @Nullable EndRequest endRequest;

	private volatile @Nullable Standing standing;

	LivingConnection(Role role, String endpoint, Channel channel, Handshake handshake) {
		super(role, endpoint, channel, handshake);
		this.channel = channel;
		this.startedAt = System.nanoTime() - handshake.durationNanos();
		Judge judge = handshake.context().judge();
		if (judge != null && !handshake.peerChain().isEmpty()) {
			this.standing = new Standing(handshake.context().spec(), judge, handshake.verdict());
		}
	}

	/**
	 * Return how old it is.
	 * @return nanoseconds since it was accepted or dialled
	 */
	public long ageNanos() {
		return System.nanoTime() - this.startedAt;
	}

	/**
	 * Return how the peer was judged.
	 * @return what is known of it, or {@code null} when there is nothing to judge again:
	 * the peer was not asked for a certificate or sent none, or the connection has ended
	 */
	public @Nullable Standing standing() {
		return this.standing;
	}

	/**
	 * Return the engine.
	 * @return the engine, or {@code null} when the connection has ended
	 */
	public @Nullable SSLEngine engine() {
		SslHandler handler = this.channel.pipeline().get(SslHandler.class);
		return (handler != null) ? handler.engine() : null;
	}

	@Override
	public Mono<ConnectionEnd.Cause> endRequested() {
		EndRequest request = endRequest();
		if (!this.channel.isActive()) {
			request.over();
		}
		return request.asked();
	}

	/**
	 * Ask the connection to end.
	 * @param why who wants it to end; of several the first is told
	 */
	public void requestEnd(ConnectionEnd.Cause why) {
		onEventLoop(() -> {
			if (this.channel.isActive() && !draining()) {
				endRequest().ask(why);
			}
		});
	}

	/**
	 * Ask the connection to end and close it gracefully when it has not done so in time.
	 * @param why who wants it to end
	 * @param grace how long it may take
	 */
	public void requestEnd(ConnectionEnd.Cause why, Duration grace) {
		requestEnd(why);
		later(grace, () -> close(why, null));
	}

	/**
	 * Run something later on the event loop, unless the connection is closed by then.
	 * @param delay how much later
	 * @param task what to run
	 */
	public void later(Duration delay, Runnable task) {
		onEventLoop(() -> {
			if (this.channel.isActive()) {
				Future<?> timer = this.channel.eventLoop().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
				this.channel.closeFuture().addListener((closed) -> timer.cancel(false));
			}
		});
	}

	/**
	 * Run something on the event loop, now if this is it.
	 * @param task what to run
	 */
	public void onEventLoop(Runnable task) {
		if (this.channel.eventLoop().inEventLoop()) {
			task.run();
		}
		else {
			this.channel.eventLoop().execute(task);
		}
	}

	/**
	 * Close gracefully and say why.
	 * @param why who closes it
	 * @param failure what failed, or {@code null}
	 */
	public abstract void close(ConnectionEnd.Cause why, @Nullable Throwable failure);

	/**
	 * Return whether this side has begun to close. Called on the event loop.
	 */
	abstract boolean draining();

	/**
	 * Return why the connection was asked to end, or {@code null} when it was not.
	 */
	ConnectionEnd.@Nullable Cause whyAskedToEnd() {
		EndRequest request = this.endRequest;
		return (request != null) ? request.cause() : null;
	}

	/**
	 * The connection has ended. Called on the event loop.
	 */
	void over() {
		this.standing = null;
		EndRequest request = this.endRequest;
		if (request != null) {
			request.over();
		}
	}

	private synchronized EndRequest endRequest() {
		EndRequest current = this.endRequest;
		if (current == null) {
			current = new EndRequest();
			this.endRequest = current;
		}
		return current;
	}

}
