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

import io.netty.channel.ChannelHandlerContext;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.channel.ChannelOperations;

/**
 * The operations of Reactor Netty on a secure connection. Unlike those of a plain one
 * they can end the inbound side alone, and they know when all that was received has been
 * handed to the application.
 */
final class SecureOperations extends ChannelOperations<NettyInbound, NettyOutbound> {

	private final Runnable allDelivered;

	private int undelivered;

	SecureOperations(Connection connection, Runnable allDelivered) {
		super(connection, ConnectionObserver.emptyListener());
		this.allDelivered = allDelivered;
	}

	/**
	 * Hand over a message. Called on the event loop.
	 */
	void inboundNext(ChannelHandlerContext ctx, Object message) {
		this.undelivered++;
		onInboundNext(ctx, message);
	}

	/**
	 * The peer has ended its side: complete the inbound flux once it is drained.
	 */
	void inboundEnd() {
		onInboundComplete();
	}

	/**
	 * The connection is broken: fail the inbound flux.
	 */
	void inboundError(Throwable cause) {
		onInboundError(cause);
	}

	/**
	 * The channel is closed: end everything.
	 */
	void channelClosed() {
		onInboundClose();
	}

	/**
	 * Return whether the end of the peer's side would come too soon for the application:
	 * it has not yet received all that came before, or receives nothing more but may
	 * still answer.
	 */
	boolean hasUndelivered() {
		return isInboundCancelled() || (this.undelivered > 0 && !isInboundDisposed());
	}

	@Override
	public Flux<?> receiveObject() {
		return new Delivery(super.receiveObject());
	}

	/**
	 * Counts what passes to the application.
	 */
	private final class Delivery extends FluxOperator<Object, Object> {

		@SuppressWarnings("unchecked")
		Delivery(Flux<?> source) {
			super((Flux<Object>) source);
		}

		@Override
		public void subscribe(CoreSubscriber<? super Object> actual) {
			this.source.subscribe(new DeliverySubscriber(actual, SecureOperations.this::delivered));
		}

	}

	private void delivered() {
		if (--this.undelivered == 0) {
			this.allDelivered.run();
		}
	}

}
