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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.tlsboot.connection.SecureConnection;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.FutureMono;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;

/**
 * TLS over any two byte streams: an encrypted side for the transport, and a cleartext
 * side, which is a {@link SecureConnection} once the handshake is done. To close either
 * closes the other. Methods may be called on any thread.
 * <p>
 * A pair does nothing, and holds nothing that must be freed, before its first
 * subscription: to {@link EncryptedSide#input}, {@link EncryptedSide#output},
 * {@link #secured()} or {@link #pipe}. From then on the time of the handshake runs.
 */
public final class SecurePair {

	private final PairHandshake handshake;

	private final PairChannel channel;

	private final EncryptedSide encrypted;

	private final Consumer<PairHandshake> starter;

	private final AtomicBoolean started = new AtomicBoolean();

	SecurePair(PairFactory factory, Consumer<PairHandshake> starter) {
		this.starter = starter;
		this.channel = factory.channel(this::start);
		this.handshake = factory.handshake(this.channel);
		this.encrypted = new EncryptedSide(this.channel, this::start);
	}

	/**
	 * Return the side of the transport.
	 * @return the encrypted side
	 */
	public EncryptedSide encrypted() {
		return this.encrypted;
	}

	/**
	 * Return the cleartext side once the handshake is done, with a verdict that is final.
	 * May be subscribed to more than once; to cancel changes nothing.
	 * @return the connection, on the event loop of the pair, which must not be blocked;
	 * fails with {@link PairHandshakeException} when the handshake has failed
	 */
	public Mono<SecureConnection> secured() {
		return Mono.defer(() -> {
			start();
			return this.handshake.result();
		});
	}

	/**
	 * Connect the encrypted side with a transport. The connection tells the addresses of
	 * the transport where the options have none.
	 * @param inbound what the transport receives
	 * @param outbound where the transport sends
	 * @return completes when both directions have ended, fails when the transport does;
	 * to cancel it is to give up the transport. Nothing happens before it is subscribed
	 * to.
	 */
	public Mono<Void> pipe(NettyInbound inbound, NettyOutbound outbound) {
		return Mono.defer(() -> {
			inbound.withConnection((transport) -> addresses(transport.channel()));
			return join(this.encrypted.input(inbound.receive().retain()),
					outbound.send(this.encrypted.output()).then());
		});
	}

	/**
	 * Connect the encrypted side with a connection of Reactor Netty, which is closed when
	 * the pair has closed.
	 * @param transport the connection
	 * @return as the other
	 */
	public Mono<Void> pipe(Connection transport) {
		return pipe(transport.inbound(), transport.outbound()).doFinally((signal) -> transport.dispose());
	}

	/**
	 * Connect the encrypted side with a secure connection: TLS inside TLS. That is closed
	 * gracefully when the pair has closed.
	 * @param outer the connection that serves as transport
	 * @return as the other
	 */
	public Mono<Void> pipe(SecureConnection outer) {
		return Mono.defer(() -> {
			this.channel.addresses(outer.localAddress(), outer.remoteAddress());
			return join(this.encrypted.input(outer.receive().retain()), outer.send(this.encrypted.output()));
		}).doFinally((signal) -> outer.close());
	}

	/**
	 * Wait for the end.
	 * @return completes when the pair has closed
	 */
	public Mono<Void> onClose() {
		return FutureMono.from(this.channel.closeFuture());
	}

	/**
	 * Close: gracefully as {@link SecureConnection#close()} when the handshake is done,
	 * and at once when it is not. It starts at once, whether or not the result is
	 * subscribed to.
	 * @return completes when the pair has closed
	 */
	public Mono<Void> close() {
		this.channel.execute(this.handshake::close);
		return onClose();
	}

	private static Mono<Void> join(Mono<Void> input, Mono<Void> output) {
		return Mono.when(input, output);
	}

	private void addresses(Channel transport) {
		this.channel.addresses(transport.localAddress(), transport.remoteAddress());
	}

	private void start() {
		if (this.started.compareAndSet(false, true)) {
			this.channel.execute(() -> this.starter.accept(this.handshake));
		}
	}

}
