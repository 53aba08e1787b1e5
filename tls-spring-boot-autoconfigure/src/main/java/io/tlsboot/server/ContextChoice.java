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

import java.util.List;
import java.util.Optional;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.handshake.AlpnSelector;
import io.tlsboot.handshake.ClientHello;
import io.tlsboot.handshake.ContextSelector;
import io.tlsboot.handshake.RefusedHelloException;
import io.tlsboot.handshake.ServerNames;
import io.tlsboot.sni.ContextSlot;
import io.tlsboot.sni.HostNames;
import io.tlsboot.sni.SniContextResolver;
import io.tlsboot.sni.UnknownServerName;
import io.tlsboot.verify.TlsAlert;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Chooses the context of a connection: by the declared patterns, else by the user's
 * resolver, else as the server treats unknown names. The mapping is total: whatever a
 * client sends, it gets a context or an alert (security rule R25).
 */
final class ContextChoice implements ContextSelector {

	private final ServerContexts contexts;

	private final UnknownServerName unknownServerName;

	private final @Nullable SniContextResolver resolver;

	private final @Nullable AlpnSelector alpnSelector;

	ContextChoice(ServerContexts contexts, UnknownServerName unknownServerName, TlsServerChoices choices) {
		this.contexts = contexts;
		this.unknownServerName = unknownServerName;
		this.resolver = choices.resolver();
		this.alpnSelector = choices.alpnSelector();
	}

	@Override
	public Future<SecureContext> select(ClientHello hello, EventExecutor loop) {
		try {
			ContextRun run = this.contexts.running();
			String serverName = hello.serverName();
			if (serverName == null) {
				return acquire(run, run.defaultSlot(), hello, loop);
			}
			String host = HostNames.normal(serverName);
			ContextSlot slot = (host != null) ? run.hosts().find(host) : null;
			if (slot != null) {
				return acquire(run, slot, hello, loop);
			}
			return (host != null && this.resolver != null) ? resolve(this.resolver, run, host, hello, loop)
					: unknown(run, hello, loop);
		}
		catch (RuntimeException ex) {
			return loop.newFailedFuture(ex);
		}
	}

	private Future<SecureContext> unknown(ContextRun run, ClientHello hello, EventExecutor loop) {
		return (this.unknownServerName == UnknownServerName.REJECT)
				? loop.newFailedFuture(new RefusedHelloException(TlsAlert.UNRECOGNIZED_NAME, null))
				: acquire(run, run.defaultSlot(), hello, loop);
	}

	private Future<SecureContext> acquire(ContextRun run, ContextSlot slot, ClientHello hello, EventExecutor loop) {
		String protocol = protocol(slot.spec(), hello);
		return (protocol != null) ? run.pool().acquire(slot, protocol, loop) : run.pool().acquire(slot, loop);
	}

	private Future<SecureContext> resolve(SniContextResolver resolver, ContextRun run, String host, ClientHello hello,
			EventExecutor loop) {
		Promise<SecureContext> promise = loop.newPromise();
		Disposable subscription = Mono.defer(() -> resolver.resolve(host))
			.map(this::own)
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.subscribeOn(Schedulers.boundedElastic())
			.subscribe((answer) -> loop.execute(() -> resolved(answer.orElse(null), run, hello, loop, promise)),
					promise::tryFailure);
		promise.addListener((done) -> subscription.dispose());
		return promise;
	}

	private SecureContextSpec own(SecureContextSpec answer) {
		String name = answer.name();
		if (name.equals(this.contexts.defaultName())) {
			throw new IllegalStateException("The SniContextResolver has to give each context a name of its own");
		}
		return this.contexts.own(answer, name);
	}

	private void resolved(@Nullable SecureContextSpec answer, ContextRun run, ClientHello hello, EventExecutor loop,
			Promise<SecureContext> promise) {
		if (promise.isDone()) {
			return;
		}
		try {
			relay((answer != null) ? acquire(run, answer, hello, loop) : unknown(run, hello, loop), promise);
		}
		catch (RuntimeException ex) {
			promise.tryFailure(ex);
		}
	}

	private Future<SecureContext> acquire(ContextRun run, SecureContextSpec answer, ClientHello hello,
			EventExecutor loop) {
		String protocol = protocol(answer, hello);
		return run.pool()
			.acquire((protocol != null) ? answer.with((context) -> context.alpnProtocols(List.of(protocol))) : answer,
					loop);
	}

	private static void relay(Future<SecureContext> from, Promise<SecureContext> to) {
		to.addListener((done) -> {
			if (done.isCancelled()) {
				from.cancel(false);
			}
		});
		from.addListener((Future<SecureContext> done) -> {
			if (!done.isSuccess()) {
				to.tryFailure(done.cause());
			}
			else if (!to.trySuccess(done.getNow())) {
				done.getNow().release();
			}
		});
	}

	/**
	 * Let the user's selector choose, where a context has no protocols of its own.
	 * @return the protocol, or {@code null} when there is nothing to choose
	 */
	private @Nullable String protocol(SecureContextSpec context, ClientHello hello) {
		AlpnSelector selector = this.alpnSelector;
		List<String> offered = hello.applicationProtocols();
		if (selector == null || offered.isEmpty() || !context.alpnProtocols().isEmpty()) {
			return null;
		}
		String protocol = selector.select(context.name(), ServerNames.printable(hello.serverName()), offered);
		if (protocol == null) {
			throw new RefusedHelloException(TlsAlert.NO_APPLICATION_PROTOCOL, context.name());
		}
		if (!offered.contains(protocol)) {
			throw new IllegalStateException(
					"The AlpnSelector chose '" + protocol + "', which the client does not offer");
		}
		return protocol;
	}

}
