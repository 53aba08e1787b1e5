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

package io.tlsboot.pair;

import java.util.List;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What both sides of two pairs think of each other.
 */
class PairVerdictTests {

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void aGoodCertificateIsAuthorized(TlsProvider provider, String version) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			Both both = connect(pairs, true, TestPki.client());
			SecureConnection connection = TestPairs.secured(both.server());
			assertThat(connection.authorized()).isTrue();
			assertThat(connection.authorizationError()).isEmpty();
			assertThat(connection.peerCertificate()).isPresent();
			assertThat(TestPairs.secured(both.client()).authorized()).isTrue();
			both.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void whoIsNotAuthorizedComesInWhenNobodyRefusesHim(TlsProvider provider, String version) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			Both none = connect(pairs, false, null);
			assertThat(TestPairs.secured(none.server()).authorizationError())
				.contains(AuthorizationError.UNABLE_TO_GET_ISSUER_CERT);
			none.close();
			Both other = connect(pairs, false, TestPki.otherClient());
			SecureConnection connection = TestPairs.secured(other.server());
			assertThat(connection.authorized()).isFalse();
			assertThat(connection.authorizationError()).isPresent();
			assertThat(connection.peerCertificate()).isPresent();
			other.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void whoIsNotAuthorizedIsRefused(TlsProvider provider, String version) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			Both none = connect(pairs, true, null);
			assertThat(TestPairs.failed(none.server()).reason())
				.isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_MISSING);
			none.close();
			Both other = connect(pairs, true, TestPki.otherClient());
			PairHandshakeException failure = TestPairs.failed(other.server());
			assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_REJECTED);
			assertThat(failure.verdict()).isPresent();
			other.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void aClientJudgesTheServer(TlsProvider provider, String version) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			SecureContext server = pairs.serverContext((spec) -> spec);
			Both unknown = new Both(pairs.pairs().server(server),
					pairs.pairs()
						.client(pairs.clientContext((spec) -> spec.trust(RunningServer.trust(TestPki.otherCa()))),
								PairOptions.DEFAULTS));
			unknown.connect();
			assertThat(TestPairs.failed(unknown.client()).reason())
				.isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_REJECTED);
			unknown.close();
			Both misnamed = new Both(pairs.pairs().server(server),
					pairs.pairs()
						.client(pairs.clientContext((spec) -> spec.rejectUnauthorized(false)),
								PairOptions.DEFAULTS.withTarget("example.org", 443)));
			misnamed.connect();
			SecureConnection connection = TestPairs.secured(misnamed.client());
			assertThat(connection.authorizationError()).contains(AuthorizationError.ERR_TLS_CERT_ALTNAME_INVALID);
			assertThat(TestPairs.secured(misnamed.server()).serverName()).contains("example.org");
			misnamed.close();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aServerChoosesTheContextByTheNameThatIsAskedFor(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			SecureContext server = pairs.serverContext((spec) -> spec);
			SecureContext named = pairs.serverContext((spec) -> spec.name("a.example")
				.identities(List.of(RunningServer.source(TestPki.serverFor("a.example")))));
			Both both = new Both(pairs.pairs().server((hello, loop) -> {
				SecureContext chosen = "a.example".equals(hello.serverName()) ? named : server;
				chosen.acquire();
				return loop.newSucceededFuture(chosen);
			}, PairOptions.DEFAULTS), pairs.pairs()
				.client(pairs.clientContext((spec) -> spec), PairOptions.DEFAULTS.withServerName("a.example")));
			both.connect();
			assertThat(TestPairs.secured(both.client()).authorized()).isTrue();
			assertThat(TestPairs.secured(both.server()).contextName()).isEqualTo("a.example");
			both.close();
		}
	}

	@Test
	void theDefaultContextTrustsTheWellKnownRootsOnly() {
		try (TestPairs pairs = new TestPairs(TlsProvider.OPENSSL)) {
			Both both = new Both(pairs.server(), pairs.pairs().client(PairOptions.DEFAULTS));
			both.connect();
			assertThat(TestPairs.failed(both.client()).verdict()).isPresent();
			both.close();
		}
	}

	private static Both connect(TestPairs pairs, boolean reject, @Nullable TestCertificate certificate) {
		SecureContext server = pairs.serverContext(
				(spec) -> spec.requestCert(true).rejectUnauthorized(reject).trust(RunningServer.trust(TestPki.ca())));
		SecureContext client = pairs.clientContext(
				(spec) -> (certificate != null) ? spec.identities(List.of(RunningServer.source(certificate))) : spec);
		Both both = new Both(pairs.pairs().server(server), pairs.pairs().client(client, PairOptions.DEFAULTS));
		both.connect();
		return both;
	}

	private record Both(SecurePair server, SecurePair client) {

		void connect() {
			TestPairs.connect(this.server, this.client);
		}

		void close() {
			this.server.close().and(this.client.close()).block(TestPairs.LIMIT);
		}

	}

}
