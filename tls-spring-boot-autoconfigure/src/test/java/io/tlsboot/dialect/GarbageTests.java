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

import java.io.IOException;
import java.io.UncheckedIOException;

import io.tlsboot.client.RawServer;
import io.tlsboot.client.TestClient;
import io.tlsboot.client.TlsConnectException;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.peer.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a peer says, a connection ends, and it does not become secure.
 */
class GarbageTests {

	private static final int COUNT = 100;

	@ParameterizedTest
	@EnumSource
	void serversEndConnections(StartTlsDialect dialect) {
		Garbage garbage = new Garbage(Messages.client(dialect));
		try (DialectServer server = DialectServer.of(TlsProvider.OPENSSL, dialect)) {
			for (int i = 0; i < COUNT; i++) {
				try (RawClient client = server.connect()) {
					say(client, garbage.next());
					client.awaitEnd();
				}
			}
			server.assertNobodySecured();
			assertThat(server.failures()).allSatisfy((failure) -> assertThat(failure).isInstanceOf(IOException.class));
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientsFail(StartTlsDialect dialect) {
		Garbage garbage = new Garbage(Messages.server(dialect));
		try (RawServer server = RawServer.of((socket) -> {
			byte[] said;
			synchronized (garbage) {
				said = garbage.next();
			}
			socket.getOutputStream().write(said);
			socket.shutdownOutput();
		}); TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			for (int i = 0; i < COUNT; i++) {
				TlsConnectException failure = TestClient
					.refused(client.client().connect("localhost", server.port(), dialect.client()));
				assertThat(failure).hasMessageNotContainingAny("\r", "\n", "\u0000", "\u001b");
				server.awaitEnd();
			}
			assertThat(client.recorder().secured()).isEmpty();
		}
	}

	private static void say(RawClient client, byte[] bytes) {
		try {
			client.send(bytes).shutdownOutput();
		}
		catch (UncheckedIOException ex) {
			// The server has heard enough.
		}
	}

}
