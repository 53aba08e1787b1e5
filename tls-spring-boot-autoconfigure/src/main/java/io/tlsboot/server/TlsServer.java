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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.ReloadState;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A named server. Methods may be called on any thread and do not block.
 */
public interface TlsServer {

	/**
	 * Return its name.
	 * @return the name as configured
	 */
	String name();

	/**
	 * Return what it was made from.
	 * @return the specification
	 */
	TlsServerSpec spec();

	/**
	 * Return where it listens.
	 * @return the address with the port in use
	 * @throws IllegalStateException when it does not listen
	 */
	InetSocketAddress address();

	/**
	 * Return whether it accepts connections.
	 * @return whether it listens
	 */
	boolean listening();

	/**
	 * Return the default context: what new connections get whose clients ask for no name,
	 * or for one that has no context of its own.
	 * @return the context, or {@code null} when the server does not run
	 */
	@Nullable SecureContext context();

	/**
	 * Return the host patterns that have a context of their own.
	 * @return the patterns in their one form: lower case, A-labels, no final dot
	 */
	Set<String> contexts();

	/**
	 * Return what is known of its contexts now. It takes time in proportion to their
	 * number: some microseconds for each thousand.
	 * @return the contexts, with their certificates while the server runs
	 */
	ServerContextsInfo contextsInfo();

	/**
	 * Return the contexts whose engine's part is built at the moment: the default one,
	 * and those of hosts that were asked for of late. They may be given up at any time.
	 * @return the contexts; none when the server does not run
	 */
	Collection<SecureContext> builtContexts();

	/**
	 * Serve host names by a context of their own, in place of the one that has served the
	 * pattern until now. The next handshake sees it, connections that are open keep what
	 * they have. It is independent of whether the server listens, and lasts until it is
	 * removed. Session settings and engine are the server's in any case; derive the
	 * specification from that of {@link #spec()} to take over all other settings, those
	 * of client authentication above all.
	 * @param pattern a host name; {@code *} stands for any characters within one label.
	 * It is not {@code default}, the name of the default context.
	 * @param context what the context is; its name becomes that of the pattern
	 * @return completes when the context is in use, and does nothing unless it is
	 * subscribed to; fails, and changes nothing, with
	 * {@link io.tlsboot.context.ContextException} or
	 * {@link io.tlsboot.material.MaterialException} when the context cannot be built
	 */
	Mono<Void> addContext(String pattern, SecureContextSpec context);

	/**
	 * Serve the host names of a pattern no more as something of their own. Connections
	 * that are open go on.
	 * @param pattern the pattern
	 * @return whether there was a context for it
	 */
	boolean removeContext(String pattern);

	/**
	 * Read keys, certificates and trust of all contexts again, now, and use what has
	 * changed from the next handshake on. A context that cannot be used changes nothing:
	 * the old one stays. Connections that are open go on. It is done when the server has
	 * seen the new certificate on its own port.
	 * @return what came of it, for each context; empty when the server does not run. It
	 * does nothing unless it is subscribed to
	 */
	Mono<List<ContextReload>> reload();

	/**
	 * Return what is known of its reloads.
	 * @return the state now
	 */
	ReloadState reloadState();

	/**
	 * Return how many connections there are, those in their handshake included.
	 * @return the number of accepted connections that are not closed
	 */
	int connections();

	/**
	 * Return how many handshakes are under way.
	 * @return the number of connections that are not secure yet, or secure but waiting
	 * for listeners that have fallen behind
	 */
	int pendingHandshakes();

	/**
	 * Return how many connections it keeps at most.
	 * @return the limit, or 0 for none
	 */
	int maxConnections();

	/**
	 * Change how many connections it keeps at most. Beyond the limit new connections are
	 * closed before any byte of TLS; those that are open stay.
	 * @param limit the limit, or 0 for none
	 */
	void maxConnections(int limit);

	/**
	 * Listen. A server that was closed may listen again.
	 * @return completes when it is bound; fails with {@link TlsServerBindException} when
	 * that is not possible, with {@link io.tlsboot.context.ContextException} or
	 * {@link io.tlsboot.material.MaterialException} when the default context cannot be
	 * built, and with {@link SniContextException} when that of a host cannot
	 */
	Mono<Void> listen();

	/**
	 * Stop to accept connections at once. Open connections, and handshakes under way, go
	 * on. It starts at once, whether or not the result is subscribed to.
	 * @return completes when the last connection has ended
	 */
	Mono<Void> close();

	/**
	 * Stop to accept connections, and close those that are still open after a grace
	 * period: first gracefully with close_notify, then by force.
	 * @param grace how long open connections may go on
	 * @return completes when the last connection has ended
	 */
	Mono<Void> close(Duration grace);

}
