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
import java.time.Duration;
import java.util.function.BiConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.tlsboot.handshake.EngineAlerts;
import io.tlsboot.handshake.Handshake;
import io.tlsboot.handshake.HandshakeWatch;
import io.tlsboot.verify.TlsAlert;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.FutureMono;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.AbortedException;

/**
 * A secure connection on a channel of Reactor Netty. Its mutable state lives on the event
 * loop.
 */
public final class ReactorSecureConnection extends LivingConnection {

	private final Channel channel;

	private final boolean paired;

	private final BiConsumer<ReactorSecureConnection, ConnectionEnd> onEnd;

	private final SecureOperations operations;

	private final GracefulClose closing;

	private HeldEnd heldEnd = HeldEnd.NONE;

	private final BatchedFlush flush;

	private volatile long bytesRead;

	private volatile long bytesWritten;

	private volatile boolean closedCleanly;

	private boolean peerEnded;

	private boolean over;

	private volatile boolean used;

	private volatile ConnectionEnd.@Nullable Cause cause;

	private volatile @Nullable Throwable error;

	private ReactorSecureConnection(Role role, String endpoint, Channel channel, Handshake handshake, boolean paired,
			BiConsumer<ReactorSecureConnection, ConnectionEnd> onEnd) {
		super(role, endpoint, channel, handshake);
		this.channel = channel;
		this.flush = new BatchedFlush(channel);
		this.paired = paired;
		this.onEnd = onEnd;
		this.closing = GracefulClose.of(channel, handshake.sslHandler());
		this.operations = new SecureOperations(Connection.from(channel), this::allDelivered);
	}

	/**
	 * Open a connection on a channel whose handshake is done: put the last handlers in
	 * place. Called on the event loop.
	 * @param role which side we are
	 * @param endpoint the name of the server or client
	 * @param channel the channel
	 * @param handshake what the handshake came to
	 * @param onEnd hears how the connection ended, once, on the event loop
	 * @return the connection
	 */
	public static ReactorSecureConnection open(Role role, String endpoint, Channel channel, Handshake handshake,
			BiConsumer<ReactorSecureConnection, ConnectionEnd> onEnd) {
		return open(role, endpoint, channel, handshake, false, onEnd);
	}

	/**
	 * Open the cleartext side of a pair, otherwise the same.
	 * @param role which side we are
	 * @param endpoint the name of the pair
	 * @param channel the channel
	 * @param handshake what the handshake came to
	 * @param onEnd hears how the connection ended, once, on the event loop
	 * @return the connection
	 */
	public static ReactorSecureConnection openPaired(Role role, String endpoint, Channel channel, Handshake handshake,
			BiConsumer<ReactorSecureConnection, ConnectionEnd> onEnd) {
		return open(role, endpoint, channel, handshake, true, onEnd);
	}

	private static ReactorSecureConnection open(Role role, String endpoint, Channel channel, Handshake handshake,
			boolean paired, BiConsumer<ReactorSecureConnection, ConnectionEnd> onEnd) {
		ReactorSecureConnection connection = new ReactorSecureConnection(role, endpoint, channel, handshake, paired,
				onEnd);
		connection.operations.bind();
		channel.pipeline()
			.replace(NettyPipeline.ReactiveBridge, NettyPipeline.ReactiveBridge,
					new SecureBridge(connection, connection.flush));
		connection.heldEnd = HeldEnd.of(channel, handshake, connection.protocol(), connection.operations,
				connection::bytesWritten);
		return connection;
	}

	@Override
	public boolean paired() {
		return this.paired;
	}

	@Override
	public ByteBufFlux receive() {
		this.used = true;
		return this.operations.receive();
	}

	@Override
	public Mono<Void> send(Publisher<? extends ByteBuf> buffers) {
		this.used = true;
		return new BatchedSend(this.channel, buffers, this.flush, this::sent)
			.onErrorMap(TlsAlertException.behind(() -> this.error));
	}

	@Override
	public Mono<Void> sendString(String text) {
		return send(Flux.defer(() -> Flux.just(ByteBufUtil.writeUtf8(this.channel.alloc(), text))));
	}

	@Override
	public long bytesRead() {
		return this.bytesRead;
	}

	@Override
	public long bytesWritten() {
		return this.bytesWritten;
	}

	@Override
	public boolean isOpen() {
		return this.channel.isActive();
	}

	@Override
	public boolean closedCleanly() {
		return this.closedCleanly;
	}

	@Override
	public Mono<Void> onClose() {
		return FutureMono.from(this.channel.closeFuture());
	}

	@Override
	public Mono<Void> close() {
		close(ConnectionEnd.Cause.LOCAL, null);
		return onClose();
	}

	@Override
	public void destroy() {
		onEventLoop(() -> {
			ended(ConnectionEnd.Cause.LOCAL, null);
			ChannelHandlerContext ssl = this.channel.pipeline().context(HandshakeWatch.SSL_HANDLER);
			if (ssl != null) {
				ssl.close();
			}
		});
	}

	@Override
	public Connection connection() {
		this.used = true;
		this.flush.expose();
		return this.operations;
	}

	/**
	 * Return whether anybody has begun to receive or send.
	 * @return whether the connection is in use
	 */
	public boolean used() {
		return this.used;
	}

	@Override
	public void close(ConnectionEnd.Cause why, @Nullable Throwable failure) {
		onEventLoop(() -> {
			ended(why, failure);
			if (!this.closing.begun()) {
				this.operations.discard();
				this.heldEnd.drain();
				this.closing.begin();
			}
		});
	}

	/**
	 * The handler has failed: close the connection. Called on any thread.
	 * @param failure its error
	 * @return whether it is the handler's fault: not when the connection was closed or
	 * broken before
	 */
	public boolean handlerFailed(Throwable failure) {
		boolean lost = AbortedException.isConnectionReset(failure) && !this.channel.isActive();
		boolean ownFault = this.cause == null && !lost;
		close(lost ? ConnectionEnd.Cause.CONNECTION_ERROR : ConnectionEnd.Cause.HANDLER_ERROR, failure);
		return ownFault;
	}

	SecureOperations operations() {
		return this.operations;
	}

	@Override
	boolean draining() {
		return this.closing.begun();
	}

	void received(int bytes) {
		this.bytesRead = this.bytesRead + bytes;
	}

	/**
	 * The engine says that the peer has sent close_notify. Once we have sent our own,
	 * BoringSSL says so at whatever comes.
	 */
	void closeNotifyReceived() {
		if (!draining() || !this.heldEnd.needed()) {
			this.closedCleanly = true;
			peerEnded();
		}
	}

	/**
	 * The peer has ended its side of the TCP connection.
	 */
	void inputEnded() {
		if (draining() && this.heldEnd.looksReceived()) {
			this.closedCleanly = true;
		}
		peerEnded();
	}

	private void peerEnded() {
		// First, so that a handler which ends with its input closes at once.
		this.closing.inputEnded();
		if (!this.peerEnded) {
			this.peerEnded = true;
			this.operations.inboundEnd();
		}
	}

	void broken(Throwable failure) {
		if (!this.closing.begun() && !(failure instanceof ClosedChannelException)) {
			TlsAlert alert = EngineAlerts.received(failure);
			Throwable named = (alert != null) ? new TlsAlertException(alert, failure) : failure;
			ended(ConnectionEnd.Cause.CONNECTION_ERROR, named);
			this.operations.inboundError(named);
		}
		this.channel.close();
	}

	/**
	 * The channel is closed. Told more than once, it is heard once.
	 */
	void channelClosed() {
		if (this.over) {
			return;
		}
		this.over = true;
		ended(ConnectionEnd.Cause.PEER, null);
		over();
		if (!this.peerEnded && !this.closing.begun()) {
			this.operations.inboundEnd();
		}
		this.operations.channelClosed();
		ConnectionEnd.Cause why = this.cause;
		this.onEnd.accept(this, new ConnectionEnd((why != null) ? why : ConnectionEnd.Cause.PEER, this.closedCleanly,
				Duration.ofNanos(ageNanos()), this.bytesRead, this.bytesWritten, this.error));
	}

	private void sent(int bytes) {
		this.bytesWritten = this.bytesWritten + bytes;
	}

	private void allDelivered() {
		this.heldEnd.delivered();
	}

	private void ended(ConnectionEnd.Cause why, @Nullable Throwable failure) {
		if (this.cause == null) {
			this.error = failure;
			this.cause = (why == ConnectionEnd.Cause.LOCAL) ? reasonOfOwnEnd() : why;
		}
	}

	private ConnectionEnd.Cause reasonOfOwnEnd() {
		if (this.peerEnded) {
			return ConnectionEnd.Cause.PEER;
		}
		ConnectionEnd.Cause asked = whyAskedToEnd();
		return (asked != null) ? asked : ConnectionEnd.Cause.LOCAL;
	}

}
