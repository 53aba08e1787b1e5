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

package io.tlsboot.warmup;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import io.tlsboot.context.Engine;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.server.ReactorTlsServer;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NativeDetector;

/**
 * Lets the process shake hands with itself before its servers listen, so that the classes
 * that a handshake needs are loaded when the first client comes. It leaves no trace in
 * the servers and in what watches them, and when it does not succeed nothing follows from
 * that. A native image has nothing to load and makes none.
 */
public final class WarmUp {

	private static final Logger logger = LoggerFactory.getLogger(WarmUp.class);

	private final WarmUpSpec spec;

	private final MaterialLoader loader;

	private final List<WarmUpListener.Source> listeners;

	private final InetAddress loopback;

	private final LongSupplier nanoTime;

	/**
	 * Create a warm-up that has not begun.
	 * @param spec how much it may take
	 * @param loader reads the keys and certificates of the servers
	 * @param listeners make what hears of its connections
	 */
	public WarmUp(WarmUpSpec spec, MaterialLoader loader, List<WarmUpListener.Source> listeners) {
		this(spec, loader, listeners, InetAddress.getLoopbackAddress(), System::nanoTime);
	}

	WarmUp(WarmUpSpec spec, MaterialLoader loader, List<WarmUpListener.Source> listeners, InetAddress loopback,
			LongSupplier nanoTime) {
		this.spec = spec;
		this.loader = loader;
		this.listeners = List.copyOf(listeners);
		this.loopback = loopback;
		this.nanoTime = nanoTime;
	}

	/**
	 * Shake hands with a server like the first one of each engine. Blocks, for no longer
	 * than the specification says and the engines take to load; not called on an event
	 * loop. Never throws.
	 * @param servers the servers that are about to listen
	 * @return how many handshakes succeeded
	 */
	public int run(Collection<? extends TlsServer> servers) {
		int made = 0;
		if (!NativeDetector.inNativeImage()) {
			try {
				Collection<TlsServerSpec> first = firstOfEachEngine(servers);
				Deadline deadline = new Deadline(this.spec.maxTime(), this.nanoTime);
				for (TlsServerSpec server : first) {
					made += run(server, deadline);
				}
			}
			catch (Exception | LinkageError ex) {
				logger.debug("The warm-up of the TLS servers was given up", ex);
			}
		}
		return made;
	}

	/**
	 * Loads the engines, which the servers need anyway and which may take a while.
	 */
	private static Collection<TlsServerSpec> firstOfEachEngine(Collection<? extends TlsServer> servers) {
		Map<TlsProvider, TlsServerSpec> first = new LinkedHashMap<>();
		servers.stream()
			.map(TlsServer::spec)
			.forEach((server) -> first.putIfAbsent(Engine.choose(server.context().provider()).provider(), server));
		return first.values();
	}

	private int run(TlsServerSpec real, Deadline deadline) {
		try (HandshakeTasks tasks = new HandshakeTasks();
				WarmUpListeners opened = WarmUpListeners.open(this.listeners)) {
			ReactorTlsServer server = WarmUpServer.like(real, this.loopback,
					SecureContexts.quiet(this.loader, Clock.systemUTC()), opened.all(), tasks);
			try {
				return run(server, deadline);
			}
			finally {
				server.close(Duration.ZERO).block(deadline.left());
			}
		}
	}

	private int run(ReactorTlsServer server, Deadline deadline) {
		long start = this.nanoTime.getAsLong();
		server.listen().block(deadline.left());
		SecureContext context = server.context();
		if (context == null) {
			return 0;
		}
		int made = new WarmUpHandshakes(context, server.address(), this.nanoTime).run(this.spec.handshakes(), deadline);
		logger.debug("Warmed {} up by {} handshakes in {} ms", context.engine().version(), made,
				Duration.ofNanos(this.nanoTime.getAsLong() - start).toMillis());
		return made;
	}

}
