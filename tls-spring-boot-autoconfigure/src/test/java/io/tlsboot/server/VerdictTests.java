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

package io.tlsboot.server;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrl;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The table of verdicts, seen through servers: real clients present each chain, on both
 * engines and versions.
 */
class VerdictTests {

	private static final AtomicInteger HANDLED = new AtomicInteger();

	private static final Map<Key, RunningServer> SERVERS = new HashMap<>();

	@AfterAll
	static void closeServers() {
		SERVERS.values().forEach(RunningServer::close);
		SERVERS.clear();
	}

	@ParameterizedTest(name = "{0}, {1}, {2}")
	@MethodSource("everything")
	void aLenientServerServesAndKnows(Row row, TlsProvider provider, String version) {
		RunningServer server = server(row, provider, false);
		int count = server.recorder().secured().size() + 1;
		int failed = server.recorder().failures().size();
		if (refusedByBoringSsl(row, provider)) {
			try (JdkConnection connection = client(row, server, version).open()) {
				assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> echo(connection.handshake()));
			}
			refused(server.recorder().awaitFailure(failed + 1), row);
			return;
		}
		try (JdkConnection connection = client(row, server, version).connect()) {
			echo(connection);
		}
		judged(server.recorder().awaitSecured(count), row, version);
		assertThat(server.recorder().failures()).hasSize(failed);
	}

	@ParameterizedTest(name = "{0}, {1}, {2}")
	@MethodSource("everything")
	void aStrictServerServesOnlyTheAuthorized(Row row, TlsProvider provider, String version) {
		RunningServer server = server(row, provider, true);
		int secured = server.recorder().secured().size();
		int failed = server.recorder().failures().size();
		int handled = HANDLED.get();
		if (row.expected() == null) {
			try (JdkConnection connection = client(row, server, version).connect()) {
				echo(connection);
			}
			judged(server.recorder().awaitSecured(secured + 1), row, version);
			return;
		}
		try (JdkConnection connection = client(row, server, version).open()) {
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> echo(connection.handshake()));
		}
		refused(server.recorder().awaitFailure(failed + 1), row);
		assertThat(server.recorder().failures()).hasSize(failed + 1);
		assertThat(server.recorder().secured()).hasSize(secured);
		assertThat(HANDLED).hasValue(handled);
	}

	@ParameterizedTest(name = "{0}, {1}, {2}")
	@MethodSource("eachRowOnce")
	void openSslIsJudgedAlike(Row row, TlsProvider provider, String version) {
		RunningServer lenient = server(row, provider, false);
		int count = lenient.recorder().secured().size() + 1;
		OpenSslResult result = openSsl(row, lenient, version).exchange("hello\n", "hello");
		assertThat(result.protocol()).isEqualTo(version);
		judged(lenient.recorder().awaitSecured(count), row, version);
		if (row.expected() != null) {
			RunningServer strict = server(row, provider, true);
			int failed = strict.recorder().failures().size();
			openSsl(row, strict, version).awaitEnd();
			refused(strict.recorder().awaitFailure(failed + 1), row);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void row02WhoIsNotAskedIsNotAuthorizedAndHasNoError(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider).start()) {
			try (JdkConnection connection = JdkClient.to(server.port())
				.identity(TestPki.client())
				.trust(TestPki.ca())
				.protocols(version)
				.connect()) {
				echo(connection);
			}
			SecureConnection secured = server.recorder().awaitSecured(1);
			assertThat(secured.verdict()).isSameAs(Verdict.NOT_ASKED);
			assertThat(secured.authorized()).isFalse();
			assertThat(secured.authorizationError()).isEmpty();
			assertThat(secured.peerCertificate()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void row37AKeyOf512BitsIsWeak(TlsProvider provider) {
		TestCertificate tiny = TestPki.weakRsa(512);
		Row row = Row.of("37 RSA of 512 bits, itself ca", tiny, AuthorizationError.WEAK_KEY, tiny);
		RunningServer server = server(row, provider, false);
		// The key is too short for the signatures of TLS 1.3.
		openSsl(row, server, "TLSv1.2").exchange("hello\n", "hello");
		judged(server.recorder().awaitSecured(1), row, "TLSv1.2");
	}

	/**
	 * BoringSSL itself ends the handshake of a peer whose key may not sign, whatever we
	 * think of it.
	 */
	private static boolean refusedByBoringSsl(Row row, TlsProvider provider) {
		return provider == TlsProvider.OPENSSL && row.presented() == TestPki.keyCertSignOnly();
	}

	static Stream<Arguments> everything() {
		return Rows.all()
			.filter((row) -> !row.name().equals("37 SHA-1"))
			.flatMap((row) -> combinations().map((one) -> Arguments.of(row, one.provider(), one.version())));
	}

	static Stream<Arguments> eachRowOnce() {
		List<Combination> combinations = combinations().toList();
		AtomicInteger next = new AtomicInteger();
		return Rows.all().map((row) -> {
			Combination one = combinations.get(next.getAndIncrement() % combinations.size());
			return Arguments.of(row, one.provider(), one.version());
		});
	}

	private static Stream<Combination> combinations() {
		return Stream.of(new Combination(TlsProvider.OPENSSL, "TLSv1.3"),
				new Combination(TlsProvider.OPENSSL, "TLSv1.2"), new Combination(TlsProvider.JDK, "TLSv1.3"),
				new Combination(TlsProvider.JDK, "TLSv1.2"));
	}

	private static RunningServer server(Row row, TlsProvider provider, boolean reject) {
		return SERVERS
			.computeIfAbsent(new Key(provider, row.ca(), row.crls(), reject), (key) -> RunningServer.with(provider)
				.requestCert(reject, row.ca().toArray(TestCertificate[]::new))
				.context((spec) -> spec.crls(row.crls().stream().map((crl) -> crl.file().toUri().toString()).toList()))
				.handler((connection) -> {
					HANDLED.incrementAndGet();
					return connection.send(connection.receive().retain());
				})
				.start());
	}

	private static JdkClient client(Row row, RunningServer server, String version) {
		JdkClient client = JdkClient.to(server.port()).trust(TestPki.ca()).protocols(version);
		return (row.presented() != null) ? client.identity(row.presented()) : client;
	}

	private static OpenSslClient openSsl(Row row, RunningServer server, String version) {
		OpenSslClient client = OpenSslClient.to(server.port())
			.protocol(version)
			.option("-cipher", "DEFAULT@SECLEVEL=0", "-sigalgs",
					"ECDSA+SHA256:RSA-PSS+SHA256:RSA+SHA256:ECDSA+SHA1:RSA+SHA1");
		return (row.presented() != null) ? client.identity(row.presented()) : client;
	}

	private static void echo(JdkConnection connection) {
		connection.write("hello");
		assertThat(new String(connection.read(5), StandardCharsets.UTF_8)).isEqualTo("hello");
	}

	private static void judged(SecureConnection connection, Row row, String version) {
		assertThat(connection.protocol()).isEqualTo(version);
		assertThat(connection.authorizationError().orElse(null)).as("%s", connection.verdict().detail())
			.isEqualTo(row.expected());
		assertThat(connection.authorized()).isEqualTo(row.expected() == null);
		assertThat(connection.sessionReused()).isFalse();
		TestCertificate presented = row.presented();
		if (presented == null) {
			assertThat(connection.peerCertificate()).isEmpty();
		}
		else {
			assertThat(connection.peerCertificate().orElseThrow().chain()).containsExactlyElementsOf(presented.chain());
		}
	}

	private static void refused(HandshakeFailure failure, Row row) {
		AuthorizationError expected = row.expected();
		assertThat(failure.reason()).as("%s", failure)
			.isEqualTo((row.presented() != null) ? HandshakeFailureReason.PEER_CERTIFICATE_REJECTED
					: HandshakeFailureReason.PEER_CERTIFICATE_MISSING);
		Verdict verdict = failure.verdict();
		assertThat(verdict).isNotNull();
		assertThat(verdict.error()).isEqualTo(expected);
		assertThat(verdict.authorized()).isFalse();
	}

	private record Combination(TlsProvider provider, String version) {
	}

	private record Key(TlsProvider provider, List<TestCertificate> ca, List<TestCrl> crls, boolean reject) {
	}

}
