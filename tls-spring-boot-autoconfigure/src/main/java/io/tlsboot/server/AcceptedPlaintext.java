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

package io.tlsboot.server;

import java.io.IOException;
import java.util.Objects;

import io.netty.channel.Channel;
import io.tlsboot.connection.ReactorPlaintextConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.connection.StartTlsUpgrade;
import io.tlsboot.handshake.HandshakeFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The plaintext part of one connection of a server: lets the user's dialogue lead it and
 * deals with how that ends. It lives on the event loop of the channel.
 */
final class AcceptedPlaintext {

	private static final Logger logger = LoggerFactory.getLogger(AcceptedPlaintext.class);

	private final String server;

	private final Channel channel;

	private final StartTlsDialogue dialogue;

	private final Outcome outcome;

	private final ReactorPlaintextConnection connection;

	private @Nullable SecureConnection secured;

	private boolean served;

	AcceptedPlaintext(String server, Channel channel, String behind, StartTlsSpec startTls, StartTlsUpgrade upgrade,
			Outcome outcome) {
		this.server = server;
		this.channel = channel;
		this.dialogue = startTls.dialogue();
		this.outcome = outcome;
		this.connection = ReactorPlaintextConnection.begin(Role.SERVER, server, channel, behind, startTls.limits(),
				upgrade, this::converse);
	}

	/**
	 * The handshake is done and the connection may be handed over.
	 */
	void secured(SecureConnection connection) {
		this.secured = connection;
		this.connection.secured(connection);
	}

	/**
	 * The handshake has failed.
	 */
	void failed(HandshakeFailure failure) {
		this.connection.failed(failure);
	}

	void close() {
		this.connection.close();
	}

	private void converse() {
		Mono<SecureConnection> result;
		try {
			result = Objects.requireNonNull(this.dialogue.secure(this.connection),
					"The STARTTLS dialogue gave no Mono");
		}
		catch (Throwable ex) {
			failed(ex);
			return;
		}
		Disposable subscription = result.subscribe(this::onEventLoop, this::failed, this::ended);
		if (!subscription.isDisposed()) {
			this.channel.closeFuture().addListener((future) -> subscription.dispose());
		}
	}

	private void onEventLoop(SecureConnection result) {
		this.served = true;
		if (this.channel.eventLoop().inEventLoop()) {
			serve(result);
		}
		else {
			this.channel.eventLoop().execute(() -> serve(result));
		}
	}

	private void serve(SecureConnection result) {
		if (result != this.secured) {
			failed(new IllegalStateException("The STARTTLS dialogue gave another connection than its own"));
			return;
		}
		this.outcome.serve(result);
	}

	/**
	 * The dialogue is over, with a connection or without.
	 */
	private void ended() {
		if (!this.served) {
			close();
			this.outcome.unserved(null);
		}
	}

	private void failed(Throwable failure) {
		if (failure instanceof IOException || !this.channel.isActive()) {
			logger.debug("A connection of the TLS server '{}' did not become secure", this.server, failure);
		}
		else {
			logger.warn("The STARTTLS dialogue of the TLS server '{}' failed, its connection is closed", this.server,
					failure);
		}
		close();
		this.outcome.unserved(failure);
	}

	/**
	 * Hears how the dialogue ended.
	 */
	interface Outcome {

		/**
		 * The connection is secure: serve it. Called on the event loop.
		 */
		void serve(SecureConnection connection);

		/**
		 * The dialogue is over and nobody serves the connection. Called on any thread.
		 * @param failure what failed, or {@code null}
		 */
		void unserved(@Nullable Throwable failure);

	}

}
