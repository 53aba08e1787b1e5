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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
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

	private final Map<SecureConnection, Mailbox> mailboxes = new ConcurrentHashMap<>();

	/**
	 * Create a publisher.
	 * @param context where events are published
	 */
	public TlsEventPublisher(ApplicationContext context) {
		this(context, new EventDispatcher());
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

	@Override
	public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
		boolean opened = this.listeners.wants(SecureConnectionEvent.class) && connection.role() == Role.SERVER;
		if (!opened && !this.listeners.wants(SecureConnectionClosedEvent.class)) {
			return null;
		}
		Mailbox mailbox = this.dispatcher.mailbox();
		this.mailboxes.put(connection, mailbox);
		return this.dispatcher.admit(mailbox, () -> {
			if (opened && !publish(new SecureConnectionEvent(connection))) {
				connection.close();
			}
		});
	}

	@Override
	public void closed(SecureConnection connection, ConnectionEnd end) {
		Mailbox mailbox = this.mailboxes.remove(connection);
		if (mailbox != null && this.listeners.wants(SecureConnectionClosedEvent.class)) {
			mailbox.add(() -> publish(new SecureConnectionClosedEvent(connection, end)));
		}
	}

	@Override
	public void handshakeFailed(FailedHandshake failed) {
		if (this.listeners.wants(HandshakeFailedEvent.class)) {
			this.dispatcher.offer(() -> publish(new HandshakeFailedEvent(failed)));
		}
	}

	@Override
	public void rejected(Role role, String endpoint, @Nullable SocketAddress remoteAddress, String limit) {
		if (this.listeners.wants(ConnectionRejectedEvent.class)) {
			this.dispatcher.offer(() -> publish(new ConnectionRejectedEvent(endpoint, remoteAddress, limit)));
		}
	}

	@Override
	public void listening(TlsServer server) {
		publishServerEvent(new TlsServerListeningEvent(server));
	}

	@Override
	public void closed(TlsServer server) {
		publishServerEvent(new TlsServerClosedEvent(server));
	}

	@Override
	public void close() {
		this.dispatcher.close();
	}

	private void publishServerEvent(TlsEvent event) {
		if (this.listeners.wants(event.getClass())) {
			Mailbox mailbox = this.dispatcher.mailbox();
			mailbox.open();
			mailbox.add(() -> publish(event));
		}
	}

	private boolean publish(TlsEvent event) {
		try {
			this.context.publishEvent(event);
			return true;
		}
		catch (Throwable ex) {
			logger.error("A listener of {} failed", event.getClass().getSimpleName(), ex);
			return false;
		}
	}

}
