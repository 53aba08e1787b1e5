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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Role;
import io.tlsboot.lifetime.Alarm;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * Tells of our own certificates that expire: of the servers that run and of clients. It
 * looks at their dates when they begin or change, and then when the next of them has come
 * to one of the times that are wanted; there is one timer for all. Dates were read with
 * the certificates, so that a look at tens of thousands of hosts takes a few
 * milliseconds.
 */
public final class CertificateExpiryWatch implements TlsServerListener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(CertificateExpiryWatch.class);

	/** So long further changes are waited for. */
	private static final Duration QUIET = Duration.ofSeconds(1);

	private final ExpiryThresholds thresholds;

	private final Clock clock;

	private final Consumer<CertificateExpiry> listener;

	private final Alarm alarm;

	private final Set<TlsServer> servers = ConcurrentHashMap.newKeySet();

	private final Set<TlsClient> clients = ConcurrentHashMap.newKeySet();

	/** Guarded by this. */
	private @Nullable ExpiryLook last;

	/**
	 * Create a watch over nothing yet.
	 * @param thresholds the times before the end of a certificate; zero is when it has
	 * expired
	 * @param clock tells the time
	 * @param listener hears of the certificates, one after the other, on a thread of its
	 * own that may be blocked
	 */
	public CertificateExpiryWatch(List<Duration> thresholds, Clock clock, Consumer<CertificateExpiry> listener) {
		this.thresholds = new ExpiryThresholds(thresholds);
		this.clock = clock;
		this.listener = listener;
		this.alarm = new Alarm(clock, Schedulers.parallel(), () -> Schedulers.boundedElastic().schedule(this::look));
	}

	/**
	 * Watch over the certificates of a client too.
	 * @param client the client
	 */
	public void add(TlsClient client) {
		this.clients.add(client);
		lookBy(Duration.ZERO);
	}

	@Override
	public void listening(TlsServer server) {
		this.servers.add(server);
		lookBy(Duration.ZERO);
	}

	@Override
	public void contextsChanged(TlsServer server) {
		lookBy(QUIET);
	}

	@Override
	public void contextReloaded(ContextReload reload) {
		if (reload.role() == Role.CLIENT && reload.outcome() == ContextReload.Outcome.RELOADED) {
			lookBy(QUIET);
		}
	}

	@Override
	public void closed(TlsServer server) {
		this.servers.remove(server);
		this.alarm.offIf((moment) -> this.servers.isEmpty() && this.clients.isEmpty());
	}

	@Override
	public void close() {
		this.servers.clear();
		this.clients.clear();
		this.alarm.off();
	}

	private void lookBy(Duration delay) {
		if (!this.thresholds.times().isEmpty()) {
			this.alarm.by(this.clock.instant().plus(delay));
		}
	}

	private void look() {
		List<CertificateExpiry> found = find();
		ExpiryLog.write(found);
		for (CertificateExpiry expiry : found) {
			try {
				this.listener.accept(expiry);
			}
			catch (RuntimeException ex) {
				logger.error("A certificate of '{}' that expires could not be told", expiry.endpoint(), ex);
			}
		}
	}

	private synchronized List<CertificateExpiry> find() {
		ExpiryLook look = new ExpiryLook(this.thresholds, this.clock.instant(), this.last);
		this.servers.forEach((server) -> look.add(server.name(), server.contextsInfo()));
		this.clients.forEach(
				(client) -> look.add(Role.CLIENT, client.name(), client.context().name(), client.context().packed()));
		this.last = look;
		Instant next = look.next();
		if (next != null) {
			this.alarm.by(next);
		}
		return look.end();
	}

}
