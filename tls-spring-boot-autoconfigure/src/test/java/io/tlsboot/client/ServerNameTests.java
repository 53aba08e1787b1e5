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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCertificateBuilder;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.TlsAlert;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The table of server identity rules, through clients; and who may change the rule.
 */
class ServerNameTests {

	static Stream<Arguments> table() {
		GeneralName uri = new GeneralName(GeneralName.uniformResourceIdentifier, "http://a.b.com/");
		return Stream.of(row("A.com", "CN=a.com", (it) -> it.subject("CN=a.com"), true),
				row("a.com.", "CN=a.com", (it) -> it.subject("CN=a.com"), true), dns("b.a.com.", "*.a.com", true),
				dns("a.com", "a.com.", true), dns("a.com", "*.com", false), dns("a.localhost", "*.localhost", false),
				dns("a.internal", "*.internal", false), dns("a.co.uk", "*.co.uk", true), dns("a.com", "*", false),
				dns("a.com", "*.a.com", false), dns("c.b.a.com", "*.a.com", false), dns("a-cb.a.com", "*b.a.com", true),
				dns("bxx.a.com", "b*.a.com", true), dns("bxa.a.com", "b**.a.com", false),
				dns("a.b.com", "a.*.com", false), dns("a_b.example.com", "a_b.example.com", true),
				dns("b\u00fccher.example.com", "xn--bcher-kva.example.com", true),
				row("xn--bcher-kva.example.com", "CN=xn--*.example.com", (it) -> it.subject("CN=xn--*.example.com"),
						false),
				row("127.0.0.1", "CN=127.0.0.1", (it) -> it.subject("CN=127.0.0.1"), false),
				dns("127.0.0.1", "127.0.0.1", false), row("127.0.0.1", "IP", (it) -> it.ip("127.0.0.1"), true),
				row("127.0.0.1", "another IP", (it) -> it.ip("127.0.0.2"), false),
				row("127.0.0.1", "IP mapped", (it) -> it.ip("0:0:0:0:0:ffff:7f00:1"), false),
				row("localhost", "CN=localhost, DNS:a.com", (it) -> it.subject("CN=localhost").dns("a.com"), false),
				row("localhost", "CN=localhost, URI", (it) -> it.subject("CN=localhost").names(uri), false),
				row("a.b.com", "URI", (it) -> it.names(uri), false),
				row("foo.com", "CN=foo.com, CN=bar.com", (it) -> it.subject("CN=foo.com,CN=bar.com"), false),
				dns("good", "good\0.evil", false), dns("a.com", "b.com, DNS:a.com", false));
	}

	@ParameterizedTest(name = "{0} with {1}: {3}")
	@MethodSource("table")
	void decides(String host, String described, TestCertificate certificate, boolean expected) {
		try (RunningServer server = server(certificate)) {
			for (TlsProvider provider : List.of(TlsProvider.OPENSSL, TlsProvider.JDK)) {
				try (TestClient lenient = client(provider).reject(false).make();
						TestClient strict = client(provider).make()) {
					SecureConnection connection = lenient.connect(host, server.port());
					assertThat(connection.authorized()).isEqualTo(expected);
					assertThat(connection.verdict().error())
						.isEqualTo(expected ? null : AuthorizationError.ERR_TLS_CERT_ALTNAME_INVALID);
					connection.destroy();
					if (expected) {
						strict.connect(host, server.port()).destroy();
					}
					else {
						mismatch(strict.refused(host, server.port()));
					}
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void asksForTheNameWithoutItsFinalDotAndNeverForAnAddress(TlsProvider provider) {
		try (RunningServer server = server(TestPki.server());
				TestClient client = client(provider).reject(false).make()) {
			client.connect("b.example.com.", server.port()).destroy();
			assertThat(server.recorder().awaitSecured(1).serverName()).contains("b.example.com");
			SecureConnection connection = client.connect("127.0.0.1", server.port());
			assertThat(connection.authorized()).isTrue();
			assertThat(connection.serverName()).isEmpty();
			connection.destroy();
			assertThat(server.recorder().awaitSecured(2).serverName()).isEmpty();
			assertThat(server.recorder().secured()).hasSize(2);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theServerNameStandsForTheHost(TlsProvider provider) {
		TestCertificate certificate = TestPki.serverFor("inner.example.com");
		try (RunningServer server = server(certificate);
				TestClient named = client(provider).serverName("inner.example.com").make();
				TestClient unnamed = client(provider).make()) {
			SecureConnection connection = named.connect("127.0.0.1", server.port());
			assertThat(connection.authorized()).isTrue();
			assertThat(connection.serverName()).contains("inner.example.com");
			connection.destroy();
			assertThat(server.recorder().awaitSecured(1).serverName()).contains("inner.example.com");
			mismatch(unnamed.refused("outer.example.com", server.port()));
			unnamed.connect("inner.example.com", server.port()).destroy();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theServerIsToldThatItsCertificateIsBad(TlsProvider provider) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.serverFor("other.test"));
				TestClient client = client(provider).make()) {
			TlsConnectException failure = client.refused("localhost", server.port());
			mismatch(failure);
			boolean exact = provider == TlsProvider.OPENSSL || Runtime.version().feature() > 17;
			TlsAlert alert = exact ? TlsAlert.BAD_CERTIFICATE : TlsAlert.CERTIFICATE_UNKNOWN;
			assertThat(failure.alertSent()).contains(alert);
			server.peer().awaitOutput("SSL alert number " + alert.code());
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aVerifierReplacesTheRuleAndIsNotAskedWhenTheChainFailed(TlsProvider provider) {
		AtomicReference<String> asked = new AtomicReference<>();
		AtomicInteger count = new AtomicInteger();
		try (RunningServer server = server(TestPki.serverFor("other.test"));
				RunningServer untrusted = server(TestPki.selfSigned());
				TestClient client = client(provider).identity((host, certificate) -> {
					count.incrementAndGet();
					asked.set(host + " " + certificate.getSubjectX500Principal());
					return !"no.test".equals(host);
				}).make()) {
			SecureConnection connection = client.connect("yes.test", server.port());
			assertThat(connection.authorized()).isTrue();
			connection.destroy();
			assertThat(asked).hasValue("yes.test CN=other.test");
			mismatch(client.refused("no.test", server.port()));
			assertThat(count).hasValue(2);
			TlsConnectException failure = client.refused("localhost", untrusted.port());
			assertThat(failure.verdict().orElseThrow().error())
				.isEqualTo(AuthorizationError.DEPTH_ZERO_SELF_SIGNED_CERT);
			assertThat(count).hasValue(2);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aVerifierThatThrowsSaysNo(TlsProvider provider) {
		try (RunningServer server = server(TestPki.server());
				TestClient client = client(provider).identity((host, it) -> {
					throw new IllegalStateException("broken");
				}).make()) {
			mismatch(client.refused("localhost", server.port()));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void namesDoNotMatterWhenSoAsked(TlsProvider provider) {
		try (RunningServer server = server(TestPki.serverFor("other.test"));
				RunningServer untrusted = server(TestPki.selfSigned());
				TestClient client = client(provider).spec((spec) -> spec.withVerifyHostname(false)).make()) {
			SecureConnection connection = client.connect("localhost", server.port());
			assertThat(connection.authorized()).isTrue();
			connection.destroy();
			assertThat(client.refused("localhost", untrusted.port()).verdict()).isPresent();
		}
	}

	private static void mismatch(TlsConnectException failure) {
		assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.VERIFY);
		assertThat(failure.verdict().orElseThrow().error()).isEqualTo(AuthorizationError.ERR_TLS_CERT_ALTNAME_INVALID);
	}

	private static TestClient.Builder client(TlsProvider provider) {
		return TestClient.with(provider).customizer(Loopback.addresses("127.0.0.1"));
	}

	private static RunningServer server(TestCertificate certificate) {
		return RunningServer.with(TlsProvider.OPENSSL)
			.context((context) -> context.identities(List.of(RunningServer.source(certificate))))
			.start();
	}

	private static Arguments dns(String host, String name, boolean expected) {
		return row(host, "DNS:" + name.replace('\0', '0'), (it) -> it.dns(name), expected);
	}

	private static Arguments row(String host, String described, UnaryOperator<TestCertificateBuilder> names,
			boolean expected) {
		return arguments(host, described,
				names.apply(TestCertificate.builder("names").issuer(TestPki.ca()).serverAuth()).build(), expected);
	}

}
