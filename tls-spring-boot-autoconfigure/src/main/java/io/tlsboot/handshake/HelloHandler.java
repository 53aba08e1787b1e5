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

package io.tlsboot.handshake;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.tlsboot.context.SecureContext;
import io.tlsboot.verify.TlsAlert;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first message of the client, no longer than allowed (security rule R8),
 * chooses the context and gives its place to the handler of the engine.
 */
final class HelloHandler extends SslClientHelloHandler<SecureContext> {

	private final HandshakeWatch watch;

	HelloHandler(HandshakeWatch watch, int maxSize) {
		super(maxSize);
		this.watch = watch;
	}

	@Override
	protected Future<SecureContext> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf clientHello) {
		return this.watch.select((clientHello != null) ? ClientHello.read(clientHello) : null);
	}

	@Override
	protected void onLookupComplete(ChannelHandlerContext ctx, Future<SecureContext> future) {
		if (!future.isSuccess()) {
			refuse(ctx, future.cause());
			return;
		}
		SecureContext context = future.getNow();
		try {
			if (this.watch.chosen(context)) {
				proceed(ctx, context);
			}
		}
		finally {
			context.release();
		}
	}

	private void proceed(ChannelHandlerContext ctx, SecureContext context) {
		if (!overlap(context.spec().alpnProtocols(), this.watch.choice().hello().applicationProtocols())) {
			refuse(ctx, new RefusedHelloException(TlsAlert.NO_APPLICATION_PROTOCOL, context.name()));
			return;
		}
		SslHandler handler = this.watch.newSslHandler(context);
		boolean installed = false;
		try {
			ctx.pipeline().replace(this, HandshakeWatch.SSL_HANDLER, handler);
			installed = true;
		}
		finally {
			if (!installed) {
				ReferenceCountUtil.safeRelease(handler.engine());
			}
		}
	}

	/**
	 * BoringSSL cannot refuse a client for its protocols, so the check is made here, for
	 * both engines alike (RFC 7301, section 3.2).
	 */
	private static boolean overlap(List<String> served, List<String> offered) {
		if (served.isEmpty() || offered.isEmpty()) {
			return true;
		}
		for (String protocol : offered) {
			if (served.contains(protocol)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Refuse the client, unless its handshake has ended already: then the lookup was
	 * cancelled.
	 */
	private void refuse(ChannelHandlerContext ctx, Throwable cause) {
		if (this.watch.ended()) {
			return;
		}
		RefusedHelloException refusal = (cause instanceof RefusedHelloException refused) ? refused
				: new RefusedHelloException(cause);
		PlaintextAlert.send(ctx, refusal.alert());
		this.watch.fail(refusal);
	}

}
