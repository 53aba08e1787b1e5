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

package io.tlsboot.benchmarks.load;

import java.io.IOException;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.internal.tcnative.SSL;

/**
 * One connection of the load. Sees to it that all servers negotiate the same.
 */
abstract class LoadHandler extends SimpleChannelInboundHandler<ByteBuf> {

	private static final String CIPHER = "TLS_AES_128_GCM_SHA256";

	private static final ByteBuf ZEROS = Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeZero(1024 * 1024));

	private final Consumer<Throwable> failure;

	LoadHandler(Consumer<Throwable> failure) {
		this.failure = failure;
	}

	static ByteBuf zeros(int count) {
		return ZEROS.duplicate().slice(0, count);
	}

	/**
	 * The handshake is done.
	 * @param resumed whether a session was resumed
	 */
	abstract void secured(ChannelHandlerContext context, boolean resumed);

	@Override
	public final void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslHandshakeCompletionEvent done) {
			SslHandler handler = context.pipeline().get(SslHandler.class);
			String cipher = handler.engine().getSession().getCipherSuite();
			if (!done.isSuccess()) {
				failed(done.cause());
			}
			else if (!cipher.equals(CIPHER)) {
				failed(new IOException("The server chose " + cipher));
			}
			else {
				secured(context, SSL.isSessionReused(((ReferenceCountedOpenSslEngine) handler.engine()).sslPointer()));
			}
		}
	}

	@Override
	public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		failed(cause);
	}

	final void failed(Throwable cause) {
		this.failure.accept(cause);
	}

}
