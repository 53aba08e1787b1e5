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

import java.util.Objects;

import io.netty.channel.Channel;
import io.tlsboot.client.TlsConnectException.Phase;
import io.tlsboot.connection.ReactorPlaintextConnection;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.connection.StartTlsUpgrade;
import io.tlsboot.handshake.HandshakeFailure;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The plaintext part of a connection of a client: lets a dialogue lead it up to STARTTLS,
 * and never falls back to plaintext. It lives on the event loop of the channel.
 */
final class DialledPlaintext {

	private final Dial dial;

	private final Channel channel;

	private final StartTlsDialogue dialogue;

	private final ReactorPlaintextConnection connection;

	private @Nullable ReactorSecureConnection secured;

	DialledPlaintext(Dial dial, Channel channel, @Nullable String behind, StartTlsSpec startTls,
			StartTlsUpgrade upgrade) {
		this.dial = dial;
		this.channel = channel;
		this.dialogue = startTls.dialogue();
		this.connection = ReactorPlaintextConnection.begin(Role.CLIENT, dial.spec().name(), channel, behind,
				startTls.limits(), upgrade, this::converse);
	}

	/**
	 * The handshake is done and the connection may be handed over.
	 */
	void secured(ReactorSecureConnection connection) {
		this.secured = connection;
		this.connection.secured(connection);
	}

	/**
	 * The handshake has failed.
	 */
	void failed(HandshakeFailure failure) {
		this.connection.failed(failure);
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
		Disposable subscription = result
			.switchIfEmpty(Mono.error(() -> new StartTlsException(StartTlsException.Reason.CLOSED,
					"The connection was not secured before the server or the dialogue ended it")))
			.subscribe(this::deliver, this::failed);
		this.channel.closeFuture().addListener((future) -> {
			subscription.dispose();
			this.dial.fail(Phase.START_TLS, this.channel.localAddress(),
					new StartTlsException(StartTlsException.Reason.CLOSED, "The connection was closed"));
		});
	}

	private void deliver(SecureConnection result) {
		ReactorSecureConnection own = this.secured;
		if (own == null || result != own) {
			failed(new IllegalStateException("The STARTTLS dialogue gave another connection than its own"));
		}
		else if (!this.dial.deliver(own)) {
			result.destroy();
		}
	}

	private void failed(Throwable failure) {
		this.dial.fail(Phase.START_TLS, this.channel.localAddress(), failure);
		if (this.secured != null) {
			this.secured.destroy();
		}
		else {
			this.connection.close();
		}
	}

}
