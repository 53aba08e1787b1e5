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

import java.util.function.UnaryOperator;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.pki.TestPki;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * An echo server whose events are published in a context of its own, with some listeners.
 */
final class EventServer implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final TlsEventPublisher publisher;

	private final RunningServer server;

	EventServer(Class<?>... listeners) {
		this(new EventDispatcher(null), (server) -> server, listeners);
	}

	EventServer(EventDispatcher dispatcher, UnaryOperator<RunningServer.Builder> change, Class<?>... listeners) {
		if (listeners.length > 0) {
			this.context.register(listeners);
		}
		this.context.refresh();
		this.publisher = new TlsEventPublisher(this.context, dispatcher);
		this.server = change
			.apply(RunningServer.with(TlsProvider.AUTO).listener(this.publisher).serverListeners(this.publisher))
			.start();
	}

	RunningServer server() {
		return this.server;
	}

	TlsEventPublisher publisher() {
		return this.publisher;
	}

	AnnotationConfigApplicationContext context() {
		return this.context;
	}

	<T> T listener(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Return a client that trusts the server.
	 */
	JdkClient client() {
		return JdkClient.to(this.server.port()).trust(TestPki.ca());
	}

	@Override
	public void close() {
		this.server.close();
		this.publisher.close();
		this.context.close();
		Await.until("the end of all threads", () -> Running.threads("tls-events").isEmpty());
		Await.until("the end of all threads", () -> Running.threads("tls-failures").isEmpty());
	}

}
