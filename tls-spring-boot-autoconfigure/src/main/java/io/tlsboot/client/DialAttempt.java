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

package io.tlsboot.client;

import java.net.SocketAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.tlsboot.client.TlsConnectException.Phase;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.handshake.Handshake;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeListener;
import io.tlsboot.handshake.HandshakeWatch;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;

/**
 * One address that a dial tries, from its channel to the secure connection. It lives on
 * the event loop of the channel. As a handler it stands before the engine's, behind a
 * proxy's, and leaves when the way to the server is open.
 */
final class DialAttempt extends ChannelDuplexHandler implements HandshakeListener {

	private static final String NAME = "tls.dial";

	private final Dial dial;

	private final Channel channel;

	private @Nullable DialledPlaintext plaintext;

	private @Nullable HandshakeWatch watch;

	private boolean proxied;

	private boolean connecting;

	private boolean connected;

	private boolean counted;

	private @Nullable ReactorSecureConnection opened;

	DialAttempt(Dial dial, Channel channel) {
		this.dial = dial;
		this.channel = channel;
	}

	/**
	 * Put the handlers in place.
	 * @param startTls how to become secure, or {@code null} to begin with TLS
	 */
	void begin(@Nullable StartTlsSpec startTls) {
		ChannelPipeline pipeline = this.channel.pipeline();
		this.proxied = pipeline.get(NettyPipeline.ProxyHandler) != null;
		String proxy = this.proxied ? NettyPipeline.ProxyHandler : null;
		if (startTls != null) {
			this.plaintext = new DialledPlaintext(this.dial, this.channel, proxy, startTls, this::upgrade);
		}
		else {
			this.watch = this.dial.handshake(this.channel, this);
		}
		if (proxy != null) {
			pipeline.addAfter(proxy, NAME, this);
		}
		else {
			pipeline.addFirst(NAME, this);
		}
	}

	private HandshakeWatch upgrade() {
		HandshakeWatch begun = this.dial.handshake(this.channel, this);
		this.watch = begun;
		accepted();
		return begun;
	}

	private void accepted() {
		this.counted = true;
		this.dial.collaborators().connectionListener().accepted(Role.CLIENT, this.dial.spec().name(), this.channel);
	}

	/**
	 * Return whether the host is known and its address is dialled.
	 */
	boolean connecting() {
		return this.connecting;
	}

	/**
	 * Return whether the way to the server is open.
	 */
	boolean connected() {
		return this.connected;
	}

	void onEventLoop(Runnable task) {
		if (this.channel.eventLoop().inEventLoop()) {
			task.run();
		}
		else {
			this.channel.eventLoop().execute(task);
		}
	}

	/**
	 * Nobody waits for the connection any more.
	 */
	void abort() {
		if (this.opened != null) {
			this.opened.destroy();
		}
		else if (this.watch != null) {
			this.watch.cancel();
		}
		else {
			this.channel.close();
		}
	}

	@Override
	public void connect(ChannelHandlerContext ctx, SocketAddress remote, @Nullable SocketAddress local,
			ChannelPromise promise) {
		this.connecting = true;
		ctx.connect(remote, local, promise);
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		if (!this.proxied) {
			open(ctx);
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (this.proxied && event instanceof ProxyConnectionEvent) {
			open(ctx);
		}
		ctx.fireUserEventTriggered(event);
	}

	private void open(ChannelHandlerContext ctx) {
		this.connected = true;
		this.dial.connected();
		if (this.plaintext == null) {
			accepted();
		}
		ctx.fireChannelActive();
		ctx.pipeline().remove(this);
	}

	/**
	 * The proxy did not let us through. A failure of our own socket is not heard here but
	 * from the transport, which tries the next address first.
	 */
	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		if (!this.connected) {
			this.dial.fail(Phase.CONNECT, this.channel.localAddress(), cause);
		}
		ctx.fireExceptionCaught(cause);
	}

	@Override
	public void secured(Handshake handshake) {
		ConnectionListener listener = this.dial.collaborators().connectionListener();
		ReactorSecureConnection connection = ReactorSecureConnection.open(Role.CLIENT, this.dial.spec().name(),
				this.channel, handshake, listener::closed);
		this.opened = connection;
		Mono<Void> wait = listener.secured(connection, handshake.durationNanos(), this.channel);
		if (wait == null) {
			deliver(connection);
		}
		else {
			wait.subscribe(null, (failure) -> onEventLoop(() -> deliver(connection)),
					() -> onEventLoop(() -> deliver(connection)));
		}
	}

	@Override
	public void failed(HandshakeFailure failure) {
		if (!this.counted || this.opened != null) {
			return;
		}
		TlsClientSpec spec = this.dial.spec();
		SocketAddress localAddress = this.channel.localAddress();
		this.dial.collaborators()
			.connectionListener()
			.handshakeFailed(
					new FailedHandshake(Role.CLIENT, spec.name(), localAddress, this.channel.remoteAddress(), failure),
					this.channel);
		this.dial.fail(new TlsConnectException(spec, (failure.verdict() != null) ? Phase.VERIFY : Phase.HANDSHAKE,
				localAddress, failure, null));
		if (this.plaintext != null) {
			this.plaintext.failed(failure);
		}
	}

	private void deliver(ReactorSecureConnection connection) {
		if (this.plaintext != null) {
			this.plaintext.secured(connection);
		}
		else if (!this.dial.deliver(connection)) {
			connection.destroy();
		}
	}

}
