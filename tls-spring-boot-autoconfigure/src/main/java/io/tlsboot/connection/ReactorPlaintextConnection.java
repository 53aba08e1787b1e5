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

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeWatch;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.FutureMono;

/**
 * The plaintext part of a connection on a channel of Reactor Netty. Its state lives on
 * the event loop.
 */
public final class ReactorPlaintextConnection implements PlaintextConnection {

	private static final int HANDSHAKE_RECORD = 22;

	private static final int TLS_MAJOR_VERSION = 3;

	private final Role role;

	private final String endpoint;

	private final Channel channel;

	private final int maxLength;

	private final PlaintextHandler handler;

	private final GracefulClose closing;

	private final StartTlsUpgrade upgrade;

	private boolean upgraded;

	private @Nullable HandshakeWatch watch;

	private @Nullable MonoSink<SecureConnection> secured;

	private ReactorPlaintextConnection(Role role, String endpoint, Channel channel, PlaintextLimits limits,
			StartTlsUpgrade upgrade, Runnable onActive) {
		this.role = role;
		this.endpoint = endpoint;
		this.channel = channel;
		this.maxLength = limits.maxLength();
		this.upgrade = upgrade;
		this.closing = new GracefulClose(channel, () -> channel.writeAndFlush(Unpooled.EMPTY_BUFFER));
		this.handler = new PlaintextHandler(channel, limits, this.closing, onActive);
	}

	/**
	 * Begin a connection in plaintext on a channel that is not active yet. Called on its
	 * event loop.
	 * @param role which side we are
	 * @param endpoint the name of the server or client
	 * @param channel the channel
	 * @param behind the name of the handler to stand behind, or {@code null} to be the
	 * first
	 * @param limits what it may cost
	 * @param upgrade begins the handshake
	 * @param onActive is called on the event loop when the channel is active
	 * @return the connection
	 */
	public static ReactorPlaintextConnection begin(Role role, String endpoint, Channel channel, @Nullable String behind,
			PlaintextLimits limits, StartTlsUpgrade upgrade, Runnable onActive) {
		ReactorPlaintextConnection connection = new ReactorPlaintextConnection(role, endpoint, channel, limits, upgrade,
				onActive);
		if (behind != null) {
			channel.pipeline().addAfter(behind, PlaintextHandler.NAME, connection.handler);
		}
		else {
			channel.pipeline().addFirst(PlaintextHandler.NAME, connection.handler);
		}
		return connection;
	}

	@Override
	public String endpoint() {
		return this.endpoint;
	}

	@Override
	public Role role() {
		return this.role;
	}

	@Override
	public InetSocketAddress localAddress() {
		return (InetSocketAddress) this.channel.localAddress();
	}

	@Override
	public InetSocketAddress remoteAddress() {
		return (InetSocketAddress) this.channel.remoteAddress();
	}

	@Override
	public Mono<String> readLine() {
		return this.<byte[]>onEventLoop((sink) -> this.handler.read(PlaintextHandler.LINE, sink))
			.map((line) -> new String(line, StandardCharsets.UTF_8));
	}

	@Override
	public Mono<byte[]> readBytes(int length) {
		if (length < 0 || length > this.maxLength) {
			return Mono.error(new StartTlsException(StartTlsException.Reason.TOO_LONG,
					"A message of " + length + " bytes is longer than " + this.maxLength));
		}
		return onEventLoop((sink) -> this.handler.read(length, sink));
	}

	@Override
	public Mono<Void> sendBytes(byte[] bytes) {
		return onEventLoop((sink) -> this.handler.send(bytes, sink));
	}

	@Override
	public Mono<SecureConnection> startTls(byte[] goAhead) {
		return onEventLoop((sink) -> upgrade(goAhead, sink));
	}

	@Override
	public Mono<Void> close() {
		run(() -> {
			if (!this.upgraded) {
				this.handler.end();
				this.closing.begin();
			}
			else {
				cancel();
			}
		});
		return onClose();
	}

	@Override
	public Mono<Void> onClose() {
		return FutureMono.from(this.channel.closeFuture());
	}

	/**
	 * The handshake is done and the connection may be handed over. Called on the event
	 * loop.
	 * @param connection the connection
	 */
	public void secured(SecureConnection connection) {
		this.watch = null;
		if (this.secured != null) {
			this.secured.success(connection);
		}
	}

	/**
	 * The handshake has failed. Called on the event loop.
	 * @param failure how
	 */
	public void failed(HandshakeFailure failure) {
		this.watch = null;
		if (this.secured != null) {
			this.secured.error(new StartTlsException(failure));
		}
	}

	private void upgrade(byte[] goAhead, MonoSink<SecureConnection> sink) {
		ChannelHandlerContext ctx = this.channel.pipeline().context(this.handler);
		if (ctx == null || this.closing.begun() || !this.channel.isActive()) {
			sink.error(this.upgraded ? new IllegalStateException("STARTTLS was begun already")
					: PlaintextHandler.closed());
			return;
		}
		boolean inputEnded = this.handler.inputEnded();
		ByteBuf waiting = this.handler.takeAll();
		boolean honest = !waiting.isReadable() || (this.role == Role.SERVER && beginsHandshake(waiting));
		this.upgraded = true;
		this.secured = sink;
		if (honest && goAhead.length > 0) {
			ctx.writeAndFlush(Unpooled.wrappedBuffer(goAhead));
		}
		HandshakeWatch begun;
		try {
			begun = this.upgrade.begin();
		}
		catch (RuntimeException ex) {
			waiting.release();
			sink.error(ex);
			this.channel.close();
			return;
		}
		ctx.pipeline().remove(this.handler);
		this.watch = begun;
		sink.onCancel(() -> run(this::cancel));
		if (honest) {
			begun.resume(waiting, inputEnded);
		}
		else {
			waiting.release();
			begun.refusePlaintext();
		}
	}

	private void cancel() {
		if (this.watch != null) {
			this.watch.cancel();
		}
	}

	/**
	 * Return whether bytes can be the beginning of a ClientHello (RFC 8446, section 5.1).
	 */
	private static boolean beginsHandshake(ByteBuf bytes) {
		int index = bytes.readerIndex();
		return bytes.getByte(index) == HANDSHAKE_RECORD
				&& (bytes.readableBytes() == 1 || bytes.getByte(index + 1) == TLS_MAJOR_VERSION);
	}

	private <T> Mono<T> onEventLoop(Consumer<MonoSink<T>> action) {
		return Mono.create((sink) -> run(() -> {
			try {
				action.accept(sink);
			}
			catch (RuntimeException ex) {
				sink.error(ex);
			}
		}));
	}

	private void run(Runnable task) {
		if (this.channel.eventLoop().inEventLoop()) {
			task.run();
		}
		else {
			this.channel.eventLoop().execute(task);
		}
	}

}
