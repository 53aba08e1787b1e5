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

import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLSession;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.context.SecureContext;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Hears how the handshake ended, by event, exception or close, and tells the watch. What
 * the peer sends before it is let in waits here. The handler leaves once it is.
 */
final class OutcomeHandler extends ChannelInboundHandlerAdapter {

	private final HandshakeWatch watch;

	private final Deque<Object> early = new ArrayDeque<>(2);

	private boolean judging;

	private @Nullable ChannelHandlerContext context;

	OutcomeHandler(HandshakeWatch watch) {
		this.watch = watch;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext ctx) {
		this.context = ctx;
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		this.watch.active();
		ctx.read();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		if (!this.judging && !this.watch.ended()) {
			ctx.read();
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) {
		if (this.judging) {
			this.early.add(msg);
		}
		else {
			ReferenceCountUtil.release(msg);
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event instanceof SslHandshakeCompletionEvent completion) {
			if (completion.isSuccess()) {
				judge(ctx);
			}
			else {
				this.watch.fail(completion.cause());
			}
		}
		else if (this.judging
				&& (event instanceof SslCloseCompletionEvent || event instanceof ChannelInputShutdownEvent)) {
			this.early.add(event);
		}
		else if (event instanceof ChannelInputShutdownEvent) {
			failWhenIdle();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.watch.fail(cause);
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.watch.fail(new PeerClosedException());
		ctx.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		Object waiting;
		while ((waiting = this.early.poll()) != null) {
			ReferenceCountUtil.release(waiting);
		}
		if (!this.watch.ended()) {
			this.watch.fail(new PeerClosedException());
		}
	}

	/**
	 * The engine has gone on after a task off the event loop.
	 */
	void engineIdle() {
		ChannelHandlerContext hold = (this.context != null) ? this.context.pipeline().context(this.watch.hold()) : null;
		if (hold != null) {
			this.watch.hold().releaseWhenDelivered(hold);
		}
	}

	private void judge(ChannelHandlerContext ctx) {
		if (this.watch.ended()) {
			return;
		}
		this.judging = true;
		SslHandler handler = ctx.pipeline().get(SslHandler.class);
		SecureContext context = this.watch.choice().context();
		if (handler == null || context == null) {
			this.watch.fail(new IllegalStateException("A handshake ended without an engine"));
			return;
		}
		SSLSession session = handler.engine().getSession();
		Verdict verdict = context.handshakeVerdict(session);
		if (!context.advertised(handler.engine())) {
			this.watch.fail(new UnadvertisedProtocolException());
			return;
		}
		List<X509Certificate> chain = (verdict != null) ? List.of() : SecureContext.peerChain(session);
		if (verdict == null) {
			verdict = chain.isEmpty() ? Verdict.NO_CERTIFICATE : context.recall().verdict(chain);
		}
		if (verdict != null) {
			open(ctx, handler, context, verdict);
			return;
		}
		this.watch.hold().attach(() -> true, () -> 0);
		try {
			this.watch.tasks().execute(() -> judge(ctx, handler, context, chain));
		}
		catch (RejectedExecutionException ex) {
			this.watch.fail(ex);
		}
	}

	private void judge(ChannelHandlerContext ctx, SslHandler handler, SecureContext context,
			List<X509Certificate> chain) {
		try {
			Verdict verdict = context.judge(chain, handler.engine());
			ctx.executor().execute(() -> open(ctx, handler, context, verdict));
		}
		catch (RuntimeException | Error ex) {
			ctx.executor().execute(() -> this.watch.fail(ex));
		}
	}

	/**
	 * Let the peer in: the listener puts its handlers behind this one, then hears all
	 * that came early.
	 */
	private void open(ChannelHandlerContext ctx, SslHandler handler, SecureContext context, Verdict verdict) {
		if (this.watch.ended()) {
			return;
		}
		this.watch.succeed(handler, context, verdict);
		if (!ctx.isRemoved() && ctx.channel().isActive()) {
			Object waiting;
			boolean delivered = false;
			while ((waiting = this.early.poll()) != null) {
				deliver(ctx, waiting);
				delivered = true;
			}
			if (delivered && !ctx.isRemoved()) {
				ctx.fireChannelReadComplete();
			}
		}
		if (!ctx.isRemoved()) {
			ctx.pipeline().remove(this);
		}
		ChannelHandlerContext hold = ctx.pipeline().context(this.watch.hold());
		if (hold != null) {
			this.watch.hold().releaseWhenDelivered(hold);
		}
	}

	private static void deliver(ChannelHandlerContext ctx, @Nullable Object waiting) {
		if (waiting instanceof SslCloseCompletionEvent || waiting instanceof ChannelInputShutdownEvent) {
			ctx.fireUserEventTriggered(waiting);
		}
		else if (waiting != null) {
			ctx.fireChannelRead(waiting);
		}
	}

	/**
	 * The peer will send nothing more. The handshake may still finish with what it has
	 * sent, once the engine's task is done; otherwise it has failed.
	 */
	private void failWhenIdle() {
		if (!this.judging && !this.watch.engineTasks().busy()) {
			this.watch.fail(new PeerClosedException());
		}
	}

}
