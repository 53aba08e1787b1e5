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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.OcspSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.dialect.SmtpDialect;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Curl;
import io.tlsboot.test.peer.OcspAuthority;
import io.tlsboot.test.peer.OcspResponder;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A server that staples what an independent responder says about its certificates, seen
 * by independent clients.
 */
class StaplingTests {

	private static final String NONE = "OCSP response: no response sent";

	private static final String ECHO = "hello\n";

	/** What curl says when a staple is missing or not good. */
	private static final int INVALID_STATUS = 91;

	private static final Pattern SERIAL = Pattern.compile("Serial Number: ([0-9A-F]+)");

	private static final Pattern THIS_UPDATE = Pattern.compile("This Update: (.*)");

	private static final SecureConnectionHandler WEB = (connection) -> connection
		.sendString("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")
		.then(Mono.defer(connection::close));

	private final OcspAuthority authority = new OcspAuthority(TestPki.ca()).good(TestPki.server());

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aGoodAnswerReachesTheClient(String version) {
		try (OcspResponder responder = this.authority.start("-ndays", "1");
				RunningServer server = stapling(responder.address()).start()) {
			OpenSslResult result = awaitStaple(server, version);
			assertThat(result.output()).contains("OCSP Response Status: successful", "Cert Status: good");
			assertThat(result.verifyCode()).isZero();
			assertThat(serial(result)).isEqualTo(serial(TestPki.server()));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.2", "1.3" })
	void anotherClientVerifiesIt(String version) {
		TestCertificate certificate = TestPki.serverUnderIntermediate();
		OcspAuthority intermediate = new OcspAuthority(TestPki.intermediate()).good(certificate);
		try (OcspResponder responder = intermediate.start("-ndays", "1");
				RunningServer server = stapling(responder.address())
					.context((spec) -> spec.identities(List.of(RunningServer.source(certificate))))
					.handler(WEB)
					.start();
				RunningServer without = RunningServer.with(TlsProvider.OPENSSL).handler(WEB).start()) {
			Await.until("the staple is verified", () -> curl(server, version) == 0);
			assertThat(curl(without, version)).isEqualTo(INVALID_STATUS);
		}
	}

	@Test
	void anAuthorizedResponderMayAnswer() {
		TestCertificate delegate = TestCertificate.builder("ocsp-signer")
			.issuer(TestPki.ca())
			.purposes(org.bouncycastle.asn1.x509.KeyPurposeId.id_kp_OCSPSigning)
			.build();
		OcspAuthority delegating = new OcspAuthority(TestPki.ca(), delegate).good(TestPki.server());
		try (OcspResponder responder = delegating.start("-ndays", "1");
				RunningServer server = stapling(responder.address()).start()) {
			assertThat(serial(awaitStaple(server, "TLSv1.3"))).isEqualTo(serial(TestPki.server()));
		}
	}

	@Test
	void whatNobodyMayAnswerIsNotStapled() {
		OcspAuthority wrong = new OcspAuthority(TestPki.ca(), TestPki.client()).good(TestPki.server());
		try (OcspResponder responder = wrong.start("-ndays", "1", "-nrequest", "1");
				RunningServer server = stapling(responder.address()).start()) {
			responder.peer().awaitEnd();
			for (int i = 0; i < 3; i++) {
				assertThat(look(server, "TLSv1.3").output()).contains(NONE);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void eachHostHasItsAnswer(String version) {
		TestCertificate api = TestPki.serverFor("api.example.com");
		TestCertificate www = TestPki.serverFor("www.example.com");
		this.authority.good(api, www);
		try (OcspResponder responder = this.authority.start("-ndays", "1");
				RunningServer server = stapling(responder.address())
					.sni("api.example.com", (spec) -> spec.identities(List.of(RunningServer.source(api))))
					.sni("www.example.com", (spec) -> spec.identities(List.of(RunningServer.source(www))))
					.sni("none.example.com",
							(spec) -> spec.ocsp(OcspSpec.NONE)
								.identities(List.of(RunningServer.source(TestPki.serverFor("none.example.com")))))
					.contextCacheSize(1)
					.start()) {
			awaitStaple(server, version, "-servername", "api.example.com");
			awaitStaple(server, version, "-servername", "www.example.com");
			awaitStaple(server, version);
			// Contexts are given up in between; the answers are not.
			for (int i = 0; i < 2; i++) {
				assertThat(serial(look(server, version, "-servername", "api.example.com"))).isEqualTo(serial(api));
				assertThat(serial(look(server, version, "-servername", "www.example.com"))).isEqualTo(serial(www));
				assertThat(serial(look(server, version))).isEqualTo(serial(TestPki.server()));
				assertThat(look(server, version, "-servername", "none.example.com").output()).contains(NONE);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void eachKindOfKeyHasItsAnswer(String version) {
		this.authority.good(TestPki.serverRsa());
		try (OcspResponder responder = this.authority.start("-ndays", "1");
				RunningServer server = stapling(responder.address())
					.context((spec) -> spec.identities(
							List.of(RunningServer.source(TestPki.serverRsa()), RunningServer.source(TestPki.server()))))
					.start()) {
			OpenSslResult rsa = awaitStaple(server, version, "-sigalgs", "rsa_pss_rsae_sha256:RSA+SHA256");
			OpenSslResult ec = awaitStaple(server, version, "-sigalgs", "ecdsa_secp256r1_sha256");
			assertThat(serial(rsa)).isEqualTo(serial(TestPki.serverRsa()));
			assertThat(serial(ec)).isEqualTo(serial(TestPki.server()));
		}
	}

	@Test
	void theCertificateNamesItsResponder() {
		try (OcspResponder responder = this.authority.start("-ndays", "1")) {
			TestCertificate certificate = TestCertificate.builder("naming")
				.issuer(TestPki.intermediate())
				.dns("localhost")
				.extension(Extension.authorityInfoAccess, false,
						new AuthorityInformationAccess(AccessDescription.id_ad_ocsp,
								new GeneralName(GeneralName.uniformResourceIdentifier, responder.address().toString())))
				.build();
			OcspAuthority intermediate = new OcspAuthority(TestPki.intermediate()).good(certificate);
			int port = responder.port();
			responder.close();
			try (OcspResponder own = intermediate.start(port, "-ndays", "1");
					RunningServer server = stapling(null)
						.context((spec) -> spec.trust(null).identities(List.of(RunningServer.source(certificate))))
						.start()) {
				assertThat(own.port()).isEqualTo(port);
				assertThat(serial(awaitStaple(server, "TLSv1.3"))).isEqualTo(serial(certificate));
			}
		}
	}

	@Test
	void aServerServesWhoseCertificateNobodyAnswersFor() {
		try (RunningServer server = stapling(null).start();
				RunningServer issuerUnknown = stapling(URI.create("http://127.0.0.1:9/ocsp"))
					.context((spec) -> spec.trust(null))
					.start()) {
			assertThat(look(server, "TLSv1.3").output()).contains(NONE);
			assertThat(look(issuerUnknown, "TLSv1.2").output()).contains(NONE);
		}
	}

	@Test
	void answersAreRenewedAndKeptAsLongAsTheyCount() {
		OffsetClock clock = new OffsetClock();
		OcspResponder responder = this.authority.start("-nmin", "60");
		int port = responder.port();
		try (RunningServer server = stapling(responder.address()).clock(clock).start()) {
			try {
				String first = thisUpdate(awaitStaple(server, "TLSv1.3"));
				// Answers tell their time in seconds.
				long second = Instant.now().getEpochSecond();
				Await.until("the second is over", () -> Instant.now().getEpochSecond() > second);
				clock.ahead = Duration.ofMinutes(37);
				Await.until("there is a newer answer", () -> !thisUpdate(look(server, "TLSv1.3")).equals(first));
			}
			finally {
				responder.close();
			}
			clock.ahead = Duration.ofMinutes(59);
			assertThat(look(server, "TLSv1.2").output()).contains("Cert Status: good");
			clock.ahead = Duration.ofMinutes(61);
			assertThat(look(server, "TLSv1.2").output()).contains(NONE);
			assertThat(look(server, "TLSv1.3").output()).contains(NONE);
			try (OcspResponder again = this.authority.start(port, "-ndays", "1")) {
				assertThat(again.port()).isEqualTo(port);
				clock.ahead = Duration.ofMinutes(180);
				awaitStaple(server, "TLSv1.3");
			}
		}
	}

	@Test
	void anAnswerThatTheCertificateWasRevokedIsNotStapled() {
		OffsetClock clock = new OffsetClock();
		OcspResponder before = this.authority.start("-nmin", "60");
		int port = before.port();
		try (RunningServer server = stapling(before.address()).clock(clock).start()) {
			try {
				awaitStaple(server, "TLSv1.3");
			}
			finally {
				before.close();
			}
			try (OcspResponder after = this.authority.revoke(TestPki.server()).start(port, "-nmin", "60")) {
				assertThat(after.port()).isEqualTo(port);
				clock.ahead = Duration.ofMinutes(37);
				Await.until("nothing is stapled", () -> look(server, "TLSv1.3").output().contains(NONE));
			}
		}
	}

	@Test
	void connectionsThatBeginInPlaintextAreServedTheSame() {
		try (OcspResponder responder = this.authority.start("-ndays", "1");
				RunningServer server = stapling(responder.address())
					.startTls(new StartTlsSpec(SmtpDialect.server("localhost")))
					.start()) {
			assertThat(serial(awaitStaple(server, "TLSv1.3", "-starttls", "smtp"))).isEqualTo(serial(TestPki.server()));
			assertThat(serial(look(server, "TLSv1.2", "-starttls", "smtp"))).isEqualTo(serial(TestPki.server()));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionsResume(String version) {
		try (OcspResponder responder = this.authority.start("-ndays", "1");
				RunningServer server = stapling(responder.address()).start()) {
			awaitStaple(server, version);
			java.nio.file.Path session = TestPki.newDirectory("session").resolve("session.pem");
			client(server, version).exchangeAndSave(session, ECHO, "hello");
			assertThat(client(server, version).resumeSession(session).exchange(ECHO, "hello").reused()).isTrue();
		}
	}

	@Test
	void theOtherEngineRefuses() {
		assertThatExceptionOfType(ContextException.class).isThrownBy(
				() -> RunningServer.with(TlsProvider.JDK).context((spec) -> spec.ocsp(OcspSpec.stapling(null))).start())
			.satisfies((failure) -> assertThat(failure.key()).isEqualTo("ocsp.stapling"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ocsp.example.com", "ldap://ocsp.example.com", "http:///ocsp", "https://me@example.com/" })
	void anAddressThatCannotBeAskedIsRefused(URI responder) {
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> stapling(responder).start())
			.satisfies((failure) -> assertThat(failure.key()).isEqualTo("ocsp.responder"));
	}

	private static RunningServer.Builder stapling(@Nullable URI responder) {
		return RunningServer.with(TlsProvider.OPENSSL)
			.context((spec) -> spec.ocsp(OcspSpec.stapling(responder)).trust(RunningServer.trust(TestPki.ca())));
	}

	private static OpenSslResult awaitStaple(RunningServer server, String version, String... options) {
		Await.until("an answer is stapled", () -> !look(server, version, options).output().contains(NONE));
		return look(server, version, options);
	}

	private static OpenSslResult look(RunningServer server, String version, String... options) {
		return client(server, version).option(options).exchange(ECHO, "hello");
	}

	private static OpenSslClient client(RunningServer server, String version) {
		return OpenSslClient.to(server.port()).protocol(version).trust(TestPki.ca()).option("-status");
	}

	private static int curl(RunningServer server, String version) {
		return Curl
			.run("--cert-status", "--cacert", TestPki.ca().certFile().toString(), "--tlsv" + version, "--tls-max",
					version, "https://localhost:" + server.port() + "/")
			.status();
	}

	private static String thisUpdate(OpenSslResult result) {
		return first(THIS_UPDATE, result);
	}

	private static String serial(OpenSslResult result) {
		return first(SERIAL, result);
	}

	private static String first(Pattern pattern, OpenSslResult result) {
		Matcher matcher = pattern.matcher(result.output());
		assertThat(matcher.find()).as(result.output()).isTrue();
		return matcher.group(1);
	}

	private static String serial(TestCertificate certificate) {
		return certificate.certificate().getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
	}

	private static final class OffsetClock extends Clock {

		private volatile Duration ahead = Duration.ZERO;

		@Override
		public java.time.ZoneId getZone() {
			return java.time.ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return Instant.now().plus(this.ahead);
		}

	}

}
