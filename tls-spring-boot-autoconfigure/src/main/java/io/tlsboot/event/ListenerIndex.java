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

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Knows whether anybody listens to a type of event, so that an event nobody wants costs
 * next to nothing. It looks again when listeners of the context or its parents were added
 * or removed, and every second for those that were given to a multicaster behind the back
 * of its context.
 */
final class ListenerIndex {

	private static final List<Class<? extends TlsEvent>> TYPES = List.of(TlsServerListeningEvent.class,
			TlsServerClosedEvent.class, SecureConnectionEvent.class, SecureConnectEvent.class, SecureEvent.class,
			SecureConnectionClosedEvent.class, HandshakeFailedEvent.class, ConnectionRejectedEvent.class,
			SecureContextReloadedEvent.class, SecureContextReloadFailedEvent.class, VerdictChangedEvent.class,
			CertificateExpiringEvent.class);

	private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final ApplicationContext context;

	private volatile @Nullable Snapshot snapshot;

	ListenerIndex(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Return whether somebody listens. When it is uncertain, somebody does.
	 */
	boolean wants(Class<? extends TlsEvent> type) {
		Snapshot known = this.snapshot;
		int count = count();
		long now = System.nanoTime();
		if (known == null || known.count() != count || now - known.takenAt() >= LOOK_AGAIN_NANOS) {
			known = new Snapshot(count, now, look());
			this.snapshot = known;
		}
		return !known.unwanted().contains(type);
	}

	private int count() {
		int count = 0;
		for (ApplicationContext current = this.context; current != null; current = current.getParent()) {
			if (current instanceof AbstractApplicationContext known) {
				count += known.getApplicationListeners().size();
			}
		}
		return count;
	}

	private Set<Class<? extends TlsEvent>> look() {
		Set<Class<? extends TlsEvent>> unwanted = new HashSet<>(TYPES);
		for (ApplicationContext current = this.context; current != null; current = current.getParent()) {
			ContextListeners listeners = ContextListeners.of(current);
			unwanted.removeIf(listeners::mayHear);
		}
		return Set.copyOf(unwanted);
	}

	/**
	 * What was found.
	 *
	 * @param count how many listeners the contexts had before it was looked
	 * @param takenAt when it was looked
	 * @param unwanted the types that nobody listens to
	 */
	private record Snapshot(int count, long takenAt, Set<Class<? extends TlsEvent>> unwanted) {
	}

}
