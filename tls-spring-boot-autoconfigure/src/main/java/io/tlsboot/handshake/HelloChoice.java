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

import java.util.Objects;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.tlsboot.context.SecureContext;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the hello of one handshake, and the context that was chosen for it.
 */
final class HelloChoice {

	private final @Nullable ContextSelector selector;

	private ClientHello hello = ClientHello.UNREADABLE;

	private boolean complete;

	private @Nullable SecureContext context;

	private @Nullable Future<?> pending;

	/**
	 * Create the choice of a server.
	 * @param selector chooses the context
	 */
	HelloChoice(ContextSelector selector) {
		this.selector = selector;
	}

	/**
	 * Create that of a client, which is made already.
	 * @param context the context
	 */
	HelloChoice(SecureContext context) {
		this.selector = null;
		this.context = context;
	}

	/**
	 * The hello is known as a whole.
	 */
	void said(ClientHello hello) {
		this.hello = hello;
		this.complete = true;
	}

	/**
	 * Choose the context for a hello, or for what is none. Netty asks again for the same
	 * hello when the channel closes before there was an answer.
	 */
	Future<SecureContext> select(@Nullable ClientHello received, EventExecutor loop) {
		if (received != null) {
			said(received);
		}
		Future<SecureContext> choice = Objects.requireNonNull(this.selector).select(this.hello, loop);
		this.pending = choice;
		return choice;
	}

	/**
	 * The context is chosen.
	 */
	void chosen(SecureContext selected) {
		this.pending = null;
		this.context = selected;
	}

	/**
	 * Choose no more.
	 */
	void cancel() {
		if (this.pending != null) {
			this.pending.cancel(false);
		}
	}

	ClientHello hello() {
		return this.hello;
	}

	/**
	 * Return whether the hello has been read or sent as a whole.
	 */
	boolean complete() {
		return this.complete;
	}

	@Nullable SecureContext context() {
		return this.context;
	}

}
