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

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.context.Engine;
import io.tlsboot.context.ProbeContext;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.server.ReactorTlsServer;
import io.tlsboot.server.TlsServerSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the process shake hands with itself before its servers listen, so that the classes
 * that a handshake needs are there when the first client comes. It leaves no trace in the
 * servers and in what watches them, and if it does not succeed nothing follows from that.
 */
public final class WarmUp {

	private static final Logger logger = LoggerFactory.getLogger(WarmUp.class);

	private final WarmUpSpec spec;

	private final MaterialLoader loader;

	private final Supplier<ConnectionListener> listeners;

	private final LongSupplier nanoTime;

	/** Engines that were warmed up, or that it was tried with. */
	private final Set<TlsProvider> warm = new HashSet<>();

	public WarmUp(WarmUpSpec spec, MaterialLoader loader, Supplier<ConnectionListener> listeners) {
		this(spec, loader, listeners, System::nanoTime);
	}

	WarmUp(WarmUpSpec spec, MaterialLoader loader, Supplier<ConnectionListener> listeners, LongSupplier nanoTime) {
		this.spec = spec;
		this.loader = loader;
		this.listeners = listeners;
		this.nanoTime = nanoTime;
	}

	public synchronized void run(Collection<TlsServerSpec> servers) {
		Deadline deadline = new Deadline(this.spec.maxTime(), this.nanoTime);
		for (TlsServerSpec server : servers) {
			try {
				if (this.warm.add(Engine.choose(server.context().provider()).provider())) {
					run(server, deadline);
				}
			}
			catch (Exception | LinkageError ex) {
				logger.debug("The warm-up was given up", ex);ex.printStackTrace();
			}
		}
	}

	private void run(TlsServerSpec real, Deadline deadline) {
		long start = System.nanoTime();
		try (HandshakeTasks tasks = new HandshakeTasks()) {
			ReactorTlsServer server = WarmUpServer.like(real, new SecureContexts(this.loader, Clock.systemUTC()),
					this.listeners.get(), tasks);
			try {
				server.listen().block(deadline.left());
				System.err.println("listens " + (System.nanoTime() - start) / 1000);
				SecureContext context = server.context();
				if (context != null) {
					handshakes(server, context, deadline);
				}
			}
			finally {
				System.err.println("done " + (System.nanoTime() - start) / 1000);
				server.close(Duration.ZERO).onErrorComplete().block(deadline.left());
			}
		}
		System.err.println("closed " + (System.nanoTime() - start) / 1000);
	}

	private void handshakes(ReactorTlsServer server, SecureContext context, Deadline deadline) {
		for (int i = 0; i < this.spec.handshakes(); i++) {
			for (String protocol : context.negotiation().protocols()) {
				long start = System.nanoTime();
				try (ProbeContext probe = ProbeContext.of(context, protocol)) {
					new WarmUpClient(server.address(), deadline.left()).connect(probe).block(deadline.left());
				}
				System.err.print(protocol.substring(4) + ":" + (System.nanoTime() - start) / 1000 + " ");
				if (deadline.over()) {
					return;
				}
			}
		}
	}

}
