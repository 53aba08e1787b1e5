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

package io.tlsboot.event;

import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerListener;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

/**
 * Publishes what happens to servers and connections as application events, off the event
 * loops. With nobody listening it does next to nothing.
 */
public final class TlsEventPublisher implements ConnectionListener, TlsServerListener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(TlsEventPublisher.class);

	private final ApplicationContext context;

	private final ListenerIndex listeners;

	private final EventDispatcher dispatcher;

	/** By connection and by server, until the last event of each was delivered. */
	private final Map<Object, Mailbox> mailboxes = new ConcurrentHashMap<>();

	/**
	 * Create a publisher.
	 * @param context where events are published
	 */
	public TlsEventPublisher(ApplicationContext context) {
		this(context, new EventDispatcher(context.getClassLoader()));
	}

	TlsEventPublisher(ApplicationContext context, EventDispatcher dispatcher) {
		this.context = context;
		this.listeners = new ListenerIndex(context);
		this.dispatcher = dispatcher;
	}

	/**
	 * Return how many events were shed because listeners fell behind in a flood.
	 * @return the number since the start
	 */
	public long shed() {
		return this.dispatcher.shed();
	}

	/**
	 * Return whether anybody listens to what becomes of the connections of servers. When
	 * it is uncertain, somebody does.
	 * @return whether events of theirs are published
	 */
	public boolean heard() {
		return wants(SecureConnectionEvent.class) || wants(SecureConnectionClosedEvent.class);
	}

	/**
	 * Publish again after {@link #close()}. A new publisher is open.
	 */
	public void open() {
		this.dispatcher.open();
	}

	/**
	 * Publish what is still to be published, for ten seconds at most, and nothing from
	 * then on. Servers should be closed before. Blocks.
	 */
	@Override
	public void close() {
		this.dispatcher.close();
	}

	@Override
	public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
		boolean opened = wants(openedType(connection));
		if (!opened && !wants(SecureConnectionClosedEvent.class)) {
			return null;
		}
		return this.dispatcher.admit(mailbox(connection), () -> {
			if (opened) {
				publishOpened(connection);
			}
		});
	}

	@Override
	public void verdictChanged(SecureConnection connection, Verdict before, Verdict after) {
		if (wants(VerdictChangedEvent.class)) {
			Mailbox mailbox = this.mailboxes.get(connection);
			if (mailbox == null) {
				mailbox = mailbox(connection);
				mailbox.open();
			}
			this.dispatcher.add(mailbox, () -> publish(new VerdictChangedEvent(connection, before, after)));
		}
	}

	@Override
	public void closed(SecureConnection connection, ConnectionEnd end) {
		boolean wanted = wants(SecureConnectionClosedEvent.class);
		Mailbox mailbox = this.mailboxes.get(connection);
		if (mailbox == null && wanted) {
			mailbox = mailbox(connection);
			mailbox.open();
		}
		if (mailbox != null) {
			if (wanted) {
				this.dispatcher.add(mailbox, () -> publish(new SecureConnectionClosedEvent(connection, end)));
			}
			mailbox.end();
		}
	}

	@Override
	public void handshakeFailed(FailedHandshake failed) {
		if (failed.failure().reason() != HandshakeFailureReason.CANCELLED && wants(HandshakeFailedEvent.class)) {
			this.dispatcher.offer(() -> publish(new HandshakeFailedEvent(failed)));
		}
	}

	@Override
	public void rejected(Role role, String endpoint, @Nullable SocketAddress remoteAddress, String limit) {
		if (wants(ConnectionRejectedEvent.class)) {
			this.dispatcher.offer(() -> publish(new ConnectionRejectedEvent(endpoint, remoteAddress, limit)));
		}
	}

	@Override
	public void listening(TlsServer server) {
		if (wants(TlsServerListeningEvent.class)) {
			Mailbox mailbox = mailbox(server);
			mailbox.open();
			this.dispatcher.add(mailbox, () -> publish(new TlsServerListeningEvent(server)));
		}
	}

	@Override
	public void closed(TlsServer server) {
		boolean wanted = wants(TlsServerClosedEvent.class);
		Mailbox existing = this.mailboxes.remove(server);
		if (existing == null && !wanted) {
			return;
		}
		Mailbox mailbox = (existing != null) ? existing : this.dispatcher.mailbox();
		mailbox.open();
		afterConnectionsOf(server, () -> {
			if (wanted) {
				this.dispatcher.add(mailbox, () -> publish(new TlsServerClosedEvent(server)));
			}
			mailbox.end();
		});
	}

	/**
	 * On the thread that has read the material, which is no event loop, so that the
	 * events of a context are in order.
	 */
	@Override
	public void contextReloaded(ContextReload reload) {
		if (reload.outcome() == ContextReload.Outcome.RELOADED && wants(SecureContextReloadedEvent.class)) {
			publish(new SecureContextReloadedEvent(reload));
		}
		else if (reload.outcome() == ContextReload.Outcome.REFUSED && wants(SecureContextReloadFailedEvent.class)) {
			publish(new SecureContextReloadFailedEvent(reload));
		}
	}

	/**
	 * Publish that a certificate of ours expires. Called on a thread that listeners may
	 * block.
	 * @param expiry the certificate and how long it is still valid
	 */
	public void certificateExpiring(CertificateExpiry expiry) {
		if (wants(CertificateExpiringEvent.class)) {
			publish(new CertificateExpiringEvent(expiry));
		}
	}

	/**
	 * Run something when the last event of each connection of a server was delivered.
	 */
	private void afterConnectionsOf(TlsServer server, Runnable then) {
		List<Mailbox> before = this.mailboxes.entrySet()
			.stream()
			.filter((entry) -> entry.getKey() instanceof SecureConnection connection && connection.role() == Role.SERVER
					&& !connection.paired() && connection.endpoint().equals(server.name()))
			.map(Map.Entry::getValue)
			.toList();
		AtomicInteger left = new AtomicInteger(before.size() + 1);
		Runnable one = () -> {
			if (left.decrementAndGet() == 0) {
				then.run();
			}
		};
		before.forEach((mailbox) -> mailbox.onFinish(one));
		one.run();
	}

	int mailboxes() {
		return this.mailboxes.size();
	}

	private boolean wants(Class<? extends TlsEvent> type) {
		return !this.dispatcher.closed() && this.listeners.wants(type);
	}

	private Mailbox mailbox(Object source) {
		Mailbox mailbox = this.dispatcher.mailbox();
		this.mailboxes.put(source, mailbox);
		mailbox.onFinish(() -> this.mailboxes.remove(source, mailbox));
		return mailbox;
	}

	private static Class<? extends TlsEvent> openedType(SecureConnection connection) {
		if (connection.paired()) {
			return SecureEvent.class;
		}
		return (connection.role() == Role.SERVER) ? SecureConnectionEvent.class : SecureConnectEvent.class;
	}

	private static TlsEvent openedEvent(SecureConnection connection) {
		if (connection.paired()) {
			return new SecureEvent(connection);
		}
		return (connection.role() == Role.SERVER) ? new SecureConnectionEvent(connection)
				: new SecureConnectEvent(connection);
	}

	private void publishOpened(SecureConnection connection) {
		Throwable failure = publish(openedEvent(connection));
		if (failure == null) {
			return;
		}
		if (connection instanceof ReactorSecureConnection known) {
			known.close(ConnectionEnd.Cause.HANDLER_ERROR, failure);
		}
		else {
			connection.close();
		}
	}

	private @Nullable Throwable publish(TlsEvent event) {
		try {
			this.context.publishEvent(event);
			return null;
		}
		catch (Throwable ex) {
			if (this.dispatcher.closed() || (ex instanceof RejectedExecutionException && closing())) {
				logger.debug("A {} came too late for its listeners", event.getClass().getSimpleName(), ex);
			}
			else {
				logger.error("A listener of {} failed", event.getClass().getSimpleName(), ex);
			}
			return ex;
		}
	}

	/**
	 * Return whether the context closes: executors of asynchronous listeners may have
	 * ended by then.
	 */
	private boolean closing() {
		return this.context instanceof ConfigurableApplicationContext known && known.isClosed();
	}

}
