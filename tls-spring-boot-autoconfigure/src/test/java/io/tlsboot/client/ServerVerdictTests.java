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

package io.tlsboot.client;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.TlsAlert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of verdicts, seen through clients: OpenSSL presents each chain, to both
 * engines and with both versions.
 */
class ServerVerdictTests {

	private static final List<TlsProvider> PROVIDERS = List.of(TlsProvider.OPENSSL, TlsProvider.JDK);

	private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

	private static final Pattern ALERT = Pattern.compile("SSL alert number (\\d+)");

	static Stream<Presented> rows() {
		return Presented.rows();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rows")
	void isJudged(Presented row) {
		try (OpenSslServer server = OpenSslServer.start(row.certificate(), "-cipher", "DEFAULT@SECLEVEL=0")) {
			for (TlsProvider provider : PROVIDERS) {
				for (String version : versions(row)) {
					if (refusedByBoringSsl(row, provider)) {
						refuses(row, server, provider, version, false);
					}
					else {
						connects(row, server, provider, version, false);
					}
					if (row.expected() == null) {
						connects(row, server, provider, version, true);
					}
					else {
						refuses(row, server, provider, version, true);
					}
				}
			}
		}
	}

	/**
	 * With TLS 1.2, OpenSSL does not serve with a key that may not sign.
	 */
	private static List<String> versions(Presented row) {
		return row.name().startsWith("24") ? List.of("TLSv1.3") : VERSIONS;
	}

	/**
	 * BoringSSL looks at the key usage itself, and nobody can talk it out of it.
	 */
	private static boolean refusedByBoringSsl(Presented row, TlsProvider provider) {
		return provider == TlsProvider.OPENSSL && row.name().startsWith("24");
	}

	/**
	 * JSSE has no alert of its own for an unknown authority and, up to Java 17, none for
	 * anything else with TLS 1.3.
	 */
	private static TlsAlert expectedAlert(Presented row, TlsProvider provider, String version) {
		TlsAlert alert = row.expected().alert();
		if (provider == TlsProvider.OPENSSL) {
			return refusedByBoringSsl(row, provider) ? TlsAlert.ILLEGAL_PARAMETER : alert;
		}
		boolean exact = !"TLSv1.3".equals(version) || Runtime.version().feature() > 17;
		return (exact && alert != TlsAlert.UNKNOWN_CA) ? alert : TlsAlert.CERTIFICATE_UNKNOWN;
	}

	private static void connects(Presented row, OpenSslServer server, TlsProvider provider, String version,
			boolean reject) {
		try (TestClient client = client(row, provider, version, reject)) {
			SecureConnection connection = client.connect(server.port());
			assertThat(connection.verdict().error()).as(provider + " " + version).isEqualTo(row.expected());
			assertThat(connection.verdict().asked()).isTrue();
			assertThat(connection.authorized()).isEqualTo(row.expected() == null);
			assertThat(connection.protocol()).isEqualTo(version);
			assertThat(connection.serverName()).contains("localhost");
			assertThat(connection.peerCertificate().orElseThrow().fingerprint256())
				.isEqualTo(fingerprint(row.certificate()));
			assertThat(TestClient.exchange(connection, "abc\n")).isEqualTo("cba\n");
			connection.close().block(TestClient.LIMIT);
			assertThat(client.recorder().failures()).isEmpty();
		}
	}

	private static void refuses(Presented row, OpenSslServer server, TlsProvider provider, String version,
			boolean reject) {
		long before = alerts(server).count();
		try (TestClient client = client(row, provider, version, reject)) {
			TlsConnectException failure = client.refused(server.port());
			AuthorizationError error = row.expected();
			assertThat(failure.phase()).as(failure.toString()).isEqualTo(TlsConnectException.Phase.VERIFY);
			assertThat(failure.reason()).contains(HandshakeFailureReason.PEER_CERTIFICATE_REJECTED);
			assertThat(failure.verdict().orElseThrow().error()).as(provider + " " + version).isEqualTo(error);
			assertThat(failure.host()).isEqualTo("localhost");
			assertThat(failure.port()).isEqualTo(server.port());
			assertThat(failure.localAddress()).isPresent();
			assertThat(failure).hasMessageContaining("localhost:" + server.port()).hasMessageContaining(error.name());
			server.peer().awaitOutput("another alert", (output) -> alerts(server).count() > before);
			int alert = alerts(server).skip(before).findFirst().orElseThrow();
			assertThat(alert).as(provider + " " + version).isEqualTo(failure.alertSent().orElseThrow().code());
			assertThat(alert).as(provider + " " + version).isEqualTo(expectedAlert(row, provider, version).code());
			assertThat(client.recorder().secured()).isEmpty();
			assertThat(client.recorder().failures()).hasSize(1);
		}
	}

	private static Stream<Integer> alerts(OpenSslServer server) {
		return ALERT.matcher(server.peer().output()).results().map((match) -> Integer.valueOf(match.group(1)));
	}

	private static TestClient client(Presented row, TlsProvider provider, String version, boolean reject) {
		return TestClient.with(provider)
			.trust(row.ca().toArray(new TestCertificate[0]))
			.version(version)
			.reject(reject)
			.make();
	}

	private static String fingerprint(TestCertificate certificate) {
		return io.tlsboot.material.PeerCertificate.of(List.of(certificate.certificate())).fingerprint256();
	}

}
