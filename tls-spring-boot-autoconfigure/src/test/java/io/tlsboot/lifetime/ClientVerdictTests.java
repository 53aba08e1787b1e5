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

package io.tlsboot.lifetime;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.tlsboot.client.TestClient;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.OcspSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.reload.LiveFiles;
import io.tlsboot.reload.RecordedReloads;
import io.tlsboot.server.ConnectionRecorder.VerdictChange;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrls;
import io.tlsboot.test.pki.TestOcspResponse;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for open connections of clients whose servers lose their authorization, with
 * OpenSSL's server.
 */
class ClientVerdictTests {

	@TempDir
	Path directory;

	private LiveFiles files;

	@BeforeEach
	void prepare() {
		this.files = new LiveFiles(this.directory).trust(TestPki.ca(), TestPki.otherCa())
			.crl(TestCrls.current(), TestCrls.ofOtherCa());
	}

	private TestClient.Builder client(TlsProvider provider) {
		return TestClient.with(provider)
			.context((context) -> context.trust(this.files.trust()).crls(List.of(this.files.crl().toUri().toString())))
			.reload(LivingVerdictTests.QUICK, new RecordedReloads());
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void revokedServerIsToldOfAndGoesOn(TlsProvider provider) {
		TestCertificate bad = TestCertificate.builder("bad").issuer(TestPki.ca()).serverAuth().dns("localhost").build();
		try (OpenSslServer revoked = OpenSslServer.start(bad);
				OpenSslServer good = OpenSslServer.start(TestPki.server());
				TestClient client = client(provider).make()) {
			SecureConnection connection = client.connect(revoked.port());
			SecureConnection other = client.connect(good.port());
			this.files.crl(TestCrls.revoking(bad), TestCrls.ofOtherCa());
			VerdictChange change = client.recorder().awaitVerdictChange(1);
			assertThat(change.connection()).isSameAs(connection);
			assertThat(change.after().error()).isEqualTo(AuthorizationError.CERT_REVOKED);
			assertThat(connection.authorized()).isFalse();
			assertThat(other.authorized()).isTrue();
			assertThat(TestClient.exchange(connection, "still\n")).isEqualTo("llits\n");
			this.files.crl(TestCrls.current(), TestCrls.ofOtherCa());
			assertThat(client.recorder().awaitVerdictChange(2).after().authorized()).isTrue();
			assertThat(client.recorder().verdictChanges()).hasSize(2);
			connection.destroy();
			other.destroy();
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void serverThatIsTrustedNoMoreIsLeftGracefully(TlsProvider provider) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server());
				TestClient client = client(provider).spec((spec) -> spec.withLifetime(LivingVerdictTests.CLOSE))
					.make()) {
			SecureConnection connection = client.connect(server.port());
			this.files.trust(TestPki.otherCa());
			ConnectionEnd end = client.recorder().awaitEnd(1);
			assertThat(end.cause()).isEqualTo(ConnectionEnd.Cause.VERDICT_CHANGED);
			assertThat(end.cleanly()).isTrue();
			assertThat(connection.authorizationError()).contains(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
		}
	}

	@Test
	void stapledAnswerThatEndsEndsTheAuthorization() {
		Instant end = Instant.now().plusSeconds(5);
		TestOcspResponse answer = TestOcspResponse.of(TestPki.ca())
			.valid(Instant.now().minusSeconds(60), end)
			.good(TestPki.server());
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-status_file", answer.file().toString());
				TestClient client = TestClient.with(TlsProvider.OPENSSL)
					.context((context) -> context.ocsp(OcspSpec.requiringStaple()))
					.make()) {
			SecureConnection connection = client.connect(server.port());
			assertThat(connection.authorized()).isTrue();
			VerdictChange change = client.recorder().awaitVerdictChange(1);
			assertThat(change.after().error()).isEqualTo(AuthorizationError.OCSP_HAS_EXPIRED);
			assertThat(Instant.now()).isAfter(end.minusSeconds(1));
			connection.destroy();
		}
	}

}
