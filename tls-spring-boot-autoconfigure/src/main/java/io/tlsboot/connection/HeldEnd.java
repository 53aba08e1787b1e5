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

import java.util.function.LongSupplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslProtocols;
import io.tlsboot.handshake.CloseNotifyHold;
import io.tlsboot.handshake.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * The end of the peer's side, which has to wait with engines that refuse to send once
 * they have seen it. Lives on the event loop.
 */
final class HeldEnd {

	/** An end that does not wait. */
	static final HeldEnd NONE = new HeldEnd(null);

	private final @Nullable ChannelHandlerContext context;

	private HeldEnd(@Nullable ChannelHandlerContext context) {
		this.context = context;
	}

	/**
	 * Hold the end until the operations have delivered all that came before and the
	 * answers are sent, if the engine needs that: only JSSE with TLS 1.3 can go on to
	 * send.
	 */
	static HeldEnd of(Channel channel, Handshake handshake, String protocol, SecureOperations operations,
			LongSupplier sent) {
		CloseNotifyHold hold = channel.pipeline().get(CloseNotifyHold.class);
		ChannelHandlerContext context = channel.pipeline().context(hold);
		hold.attach(operations::hasUndelivered, sent);
		if (!handshake.context().engine().isOpenSsl() && SslProtocols.TLS_v1_3.equals(protocol)) {
			// Later, because the engine's handler may still be at what came before.
			channel.eventLoop().execute(() -> remove(context));
			return NONE;
		}
		return new HeldEnd(context);
	}

	private static void remove(ChannelHandlerContext context) {
		if (!context.isRemoved()) {
			context.pipeline().remove(context.handler());
		}
	}

	boolean needed() {
		return this.context != null;
	}

	/**
	 * All that came has been delivered.
	 */
	void delivered() {
		if (this.context != null && !this.context.isRemoved()) {
			hold(this.context).releaseWhenDelivered(this.context);
		}
	}

	/**
	 * Nothing more will be delivered.
	 */
	void drain() {
		if (this.context != null && !this.context.isRemoved()) {
			hold(this.context).drain(this.context);
		}
	}

	/**
	 * Return whether the last that came may be the peer's close_notify.
	 */
	boolean looksReceived() {
		return this.context != null && hold(this.context).endsLikeCloseNotify();
	}

	private static CloseNotifyHold hold(ChannelHandlerContext context) {
		return (CloseNotifyHold) context.handler();
	}

}
