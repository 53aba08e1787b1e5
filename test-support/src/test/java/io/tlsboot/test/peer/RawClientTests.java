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

package io.tlsboot.test.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RawClientTests {

	private final OpenSslServer server = OpenSslServer.start(TestPki.server());

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void helloIsAnswered() {
		try (RawClient client = connect().sendHello()) {
			TlsRecord record = client.readRecord();
			assertThat(record).isNotNull();
			assertThat(record.type()).isEqualTo(TlsRecord.HANDSHAKE);
			assertThat(record.content()[0]).as("server_hello").isEqualTo((byte) 2);
		}
	}

	@Test
	void helloCarriesNameAndProtocols() {
		assertThat(new String(ClientHello.of("a.test", "echo/2"), StandardCharsets.ISO_8859_1)).contains("a.test",
				"echo/2");
	}

	@Test
	void alertIsRead() {
		byte[] tooOld = ClientHello.of(new String[] { "TLSv1.3" }, "localhost");
		tooOld[5] = 77;
		try (RawClient client = connect().send(tooOld)) {
			assertThat(client.readAlert()).isEqualTo(new RawClient.Alert(2, 10));
		}
	}

	@Test
	void plainHttpGetsNoTls() {
		try (RawClient client = connect().sendHttp()) {
			assertThat(client.awaitEnd().received()).hasSizeLessThan(8);
		}
	}

	@Test
	void garbageEndsTheConnection() {
		try (RawClient client = connect().sendGarbage(100)) {
			assertThat(client.awaitEnd().received()).hasSizeLessThan(8);
		}
	}

	@Test
	void halfHelloIsNoHello() {
		try (RawClient client = connect().sendHalfHello().shutdownOutput()) {
			assertThat(client.readAlert()).isEqualTo(new RawClient.Alert(2, 50));
		}
	}

	@Test
	void endWithoutAlertFails() throws IOException {
		try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				RawClient client = RawClient.connect(listening.getLocalPort())) {
			listening.accept().close();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(client::readAlert)
				.withMessage("The server closed without an alert");
		}
	}

	@Test
	void resetReachesTheServer() {
		connect().sendHello().reset();
		this.server.peer().awaitOutput("CONNECTION FAILURE");
		try (RawClient client = connect()) {
			assertThat(client.localPort()).isPositive();
		}
	}

	private RawClient connect() {
		return RawClient.connect(this.server.port());
	}

}
