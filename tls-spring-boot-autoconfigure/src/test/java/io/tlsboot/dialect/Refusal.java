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
import java.util.stream.Stream;

import io.tlsboot.client.RawServer;
import io.tlsboot.client.TestClient;
import io.tlsboot.client.TlsConnectException;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.context.TlsProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a client fails that a server does not lead to TLS.
 */
final class Refusal {

	private Refusal() {
	}

	/**
	 * Fail to become secure by what a server answers, and say nothing more to it.
	 */
	static StartTlsException by(StartTlsDialect dialect, String... answers) {
		return by(dialect, dialect.client(), Stream.of(answers).map(Messages::text).toList());
	}

	static StartTlsException by(StartTlsDialect dialect, StartTlsDialogue dialogue, List<byte[]> answers) {
		try (RawServer server = ScriptedServer.of(dialect, answers);
				TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			TlsConnectException failure = TestClient
				.refused(client.client().connect("localhost", server.port(), dialogue));
			assertThat(server.awaitEnd()).isZero();
			assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.START_TLS);
			assertThat(failure).hasMessageNotContainingAny("\r", "\n", "\u001b");
			assertThat(client.recorder().accepted()).isZero();
			return (StartTlsException) failure.getCause();
		}
	}

}
