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

package io.tlsboot.dialect;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.RawClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An echo server that becomes secure by a dialogue and remembers how that failed.
 */
final class DialectServer implements AutoCloseable {

	static final String NAME = "mail.example.com";

	private final RunningServer server;

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	private DialectServer(TlsProvider provider, StartTlsDialogue dialogue) {
		this.server = RunningServer.with(provider)
			.startTls(new StartTlsSpec(
					(connection) -> dialogue.secure(connection).doOnError((failure) -> this.failures.add(failure))))
			.start();
	}

	static DialectServer of(TlsProvider provider, StartTlsDialect dialect) {
		return new DialectServer(provider, dialect.server(NAME));
	}

	static DialectServer of(StartTlsDialogue dialogue) {
		return new DialectServer(TlsProvider.OPENSSL, dialogue);
	}

	RunningServer running() {
		return this.server;
	}

	int port() {
		return this.server.port();
	}

	RawClient connect() {
		return RawClient.connect(port());
	}

	/**
	 * Wait until all connections have ended without a handshake, and without a failure.
	 */
	void assertQuiet() {
		assertNobodySecured();
		assertThat(this.failures).isEmpty();
		assertThat(this.server.recorder().accepted()).isZero();
	}

	/**
	 * Wait until all connections have ended, one of which has failed before a handshake.
	 */
	void assertFailed(StartTlsException.Reason reason) {
		assertNobodySecured();
		assertThat(this.failures).singleElement()
			.isInstanceOfSatisfying(StartTlsException.class,
					(failure) -> assertThat(failure.reason()).isEqualTo(reason));
	}

	void assertNobodySecured() {
		Await.until("no connection", () -> this.server.server().connections() == 0);
		assertThat(this.server.server().pendingHandshakes()).isZero();
		assertThat(this.server.recorder().secured()).isEmpty();
	}

	List<Throwable> failures() {
		return this.failures;
	}

	@Override
	public void close() {
		this.server.close();
	}

}
