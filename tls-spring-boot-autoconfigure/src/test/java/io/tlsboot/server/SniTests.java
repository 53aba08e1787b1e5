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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.sni.UnknownServerName;
import io.tlsboot.test.peer.ClientHello;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.peer.TlsRecord;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server with contexts of its own for some host names.
 */
class SniTests {

	private static final String ECHO = "hello\n";

	private static final TestCertificate API = TestPki.serverFor("api.example.com");

	private static final TestCertificate WILDCARD = TestPki.serverFor("*.example.com");

	private static final TestCertificate IDN = TestPki.serverFor("xn--bcher-kva.example");

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void eachHostHasItsCertificate(TlsProvider provider) {
		try (RunningServer server = hosts(provider).start()) {
			for (String version : new String[] { "-tls1_2", "-tls1_3" }) {
				assertThat(subject(server, version, "api.example.com")).isEqualTo("api.example.com");
				assertThat(subject(server, version, "API.Example.COM")).isEqualTo("api.example.com");
				assertThat(subject(server, version, "www.example.com")).isEqualTo("*.example.com");
				assertThat(subject(server, version, "a.b.example.com")).isEqualTo("localhost");
				assertThat(subject(server, version, "example.com")).isEqualTo("localhost");
				assertThat(subject(server, version, "xn--bcher-kva.example")).isEqualTo("xn--bcher-kva.example");
				assertThat(subject(server, version, null)).isEqualTo("localhost");
			}
			assertThat(server.recorder().awaitSecured(14).contextName()).isEqualTo("default");
			assertThat(server.recorder().secured()).extracting((connection) -> connection.contextName())
				.startsWith("api.example.com", "api.example.com", "*.example.com", "default", "default",
						"xn--bcher-kva.example", "default");
			assertThat(server.recorder().secured().get(1).serverName()).contains("API.Example.COM");
		}
	}

	@Test
	void aFinalDotIsIgnoredWhereTheEngineAllowsIt() {
		try (RunningServer server = hosts(TlsProvider.OPENSSL).start()) {
			assertThat(subject(server, "-tls1_2", "api.example.com.")).isEqualTo("api.example.com");
			assertThat(subject(server, "-tls1_3", "www.example.com.")).isEqualTo("*.example.com");
		}
		try (RunningServer server = hosts(TlsProvider.JDK).start()) {
			assertThat(client(server, "api.example.com.").awaitEnd().alert()).isEqualTo(47);
			assertThat(server.recorder().awaitFailure().contextName()).isEqualTo("api.example.com");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void anUnknownNameCanBeRefused(TlsProvider provider) {
		try (RunningServer server = hosts(provider).unknownServerName(UnknownServerName.REJECT).start()) {
			OpenSslResult refused = client(server, "other.org").awaitEnd();
			assertThat(refused.alert()).as(refused.output()).isEqualTo(112);
			HandshakeFailure failure = server.recorder().awaitFailure();
			assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.UNRECOGNIZED_NAME);
			assertThat(failure.serverName()).isEqualTo("other.org");
			assertThat(subject(server, "-tls1_3", null)).isEqualTo("localhost");
			assertThat(subject(server, "-tls1_3", "www.example.com")).isEqualTo("*.example.com");
			assertThat(server.recorder().failures()).hasSize(1);
		}
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("hostileNames")
	void aHostileNameIsJustUnknown(TlsProvider provider, String what, byte[] name, @Nullable Integer engineAlert) {
		try (RunningServer server = hosts(provider).start();
				RawClient client = RawClient.connect(server.port()).send(ClientHello.of(name))) {
			if (engineAlert == null) {
				TlsRecord answer = client.readRecord();
				assertThat(answer).isNotNull();
				assertThat(answer.type()).as("a handshake message").isEqualTo(22);
			}
			else {
				assertThat(client.readAlert()).isEqualTo(new RawClient.Alert(2, engineAlert));
				HandshakeFailure failure = server.recorder().awaitFailure();
				assertThat(failure.reason()).isEqualTo((engineAlert == 112) ? HandshakeFailureReason.UNRECOGNIZED_NAME
						: HandshakeFailureReason.MALFORMED);
				assertThat(failure.contextName()).isEqualTo("default");
			}
		}
		try (RunningServer server = hosts(provider).unknownServerName(UnknownServerName.REJECT).start();
				RawClient client = RawClient.connect(server.port()).send(ClientHello.of(name))) {
			assertThat(client.readAlert()).isEqualTo(new RawClient.Alert(2, 112));
			HandshakeFailure failure = server.recorder().awaitFailure();
			assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.UNRECOGNIZED_NAME);
			assertThat(failure.serverName()).matches("[ -~]*");
		}
	}

	/**
	 * With the alert of the engine where that refuses such a name whatever we choose:
	 * BoringSSL where there is a NUL or too much, JSSE where it is no host name.
	 */
	static Stream<Arguments> hostileNames() {
		return Stream
			.of(hostile("NUL", bytes("www\0.example.com"), 112, 47),
					hostile("NUL at the end", bytes("api.example.com\0"), 112, 47),
					hostile("255 bytes", bytes("a".repeat(243) + ".example.com"), null, 47),
					hostile("300 bytes", bytes("a.".repeat(150)), 112, 47),
					hostile("long label", bytes("a".repeat(64) + ".example.com"), null, 47),
					hostile("IPv4", bytes("127.0.0.1"), null, null), hostile("IPv6", bytes("::1"), null, 47),
					hostile("control characters", bytes("www\n.example.com"), null, 47),
					hostile("empty label", bytes(".example.com"), null, 47),
					hostile("two dots", bytes("www..example.com"), null, 47), hostile("a dot", bytes("."), null, 47),
					hostile("the pattern itself", bytes("*.example.com"), null, 47),
					hostile("not UTF-8", new byte[] { (byte) 0xff, (byte) 0xfe, '.', 'c' }, null, 47))
			.flatMap((stream) -> stream);
	}

	private static Stream<Arguments> hostile(String what, byte[] name, @Nullable Integer boringSsl,
			@Nullable Integer jsse) {
		return Stream.of(Arguments.of(TlsProvider.OPENSSL, what, name, boringSsl),
				Arguments.of(TlsProvider.JDK, what, name, jsse));
	}

	/**
	 * An empty name breaks RFC 6066, so that JSSE refuses it.
	 */
	@ParameterizedTest
	@CsvSource({ "OPENSSL", "JDK" })
	void anEmptyNameDoesNoHarm(TlsProvider provider) {
		try (RunningServer server = hosts(provider).unknownServerName(UnknownServerName.REJECT).start()) {
			try (RawClient client = RawClient.connect(server.port()).send(ClientHello.of(new byte[0]))) {
				assertThat(client.readAlert().level()).isEqualTo(2);
			}
			server.recorder().awaitFailure();
			assertThat(subject(server, "-tls1_3", "api.example.com")).isEqualTo("api.example.com");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void eachHostJudgesByItsOwnAuthorities(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider)
			.sni("open.example.com", (context) -> context)
			.sni("one.example.com",
					(context) -> context.requestCert(true)
						.rejectUnauthorized(true)
						.trust(RunningServer.trust(TestPki.ca())))
			.sni("two.example.com",
					(context) -> context.requestCert(true)
						.rejectUnauthorized(true)
						.trust(RunningServer.trust(TestPki.otherCa())))
			.start()) {
			client(server, "one.example.com").identity(TestPki.client()).exchange(ECHO, ECHO);
			assertThat(server.recorder().awaitSecured(1).authorized()).isTrue();
			OpenSslResult refused = client(server, "two.example.com").identity(TestPki.client()).awaitEnd();
			assertThat(refused.alert()).as(refused.output()).isNotNull();
			HandshakeFailure failure = server.recorder().awaitFailure();
			assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_REJECTED);
			assertThat(failure.contextName()).isEqualTo("two.example.com");
			client(server, "two.example.com").identity(TestPki.otherClient()).exchange(ECHO, ECHO);
			client(server, "open.example.com").identity(TestPki.client()).exchange(ECHO, ECHO);
			assertThat(server.recorder().awaitSecured(3).peerCertificate()).isEmpty();
			client(server, "one.example.com").awaitEnd();
			assertThat(server.recorder().awaitFailure(2).verdict()).isNotNull()
				.satisfies((verdict) -> assertThat(verdict.error())
					.isEqualTo(AuthorizationError.UNABLE_TO_GET_ISSUER_CERT));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void eachHostHasItsProtocolsInItsOrder(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider)
			.context((context) -> context.alpnProtocols(List.of("echo/1")))
			.sni("two.example.com", (context) -> context.alpnProtocols(List.of("echo/2", "echo/1")))
			.sni("none.example.com", (context) -> context.alpnProtocols(List.of()))
			.start()) {
			assertThat(client(server, "two.example.com").alpn("echo/1", "echo/2")
				.exchange(ECHO, ECHO)
				.applicationProtocol()).isEqualTo("echo/2");
			assertThat(
					client(server, "x.example.com").alpn("echo/1", "echo/2").exchange(ECHO, ECHO).applicationProtocol())
				.isEqualTo("echo/1");
			assertThat(client(server, "none.example.com").alpn("echo/9").exchange(ECHO, ECHO).applicationProtocol())
				.isNull();
			OpenSslResult refused = client(server, "two.example.com").alpn("echo/9").awaitEnd();
			assertThat(refused.alert()).as(refused.output()).isEqualTo(120);
			HandshakeFailure failure = server.recorder().awaitFailure();
			assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.NO_APPLICATION_PROTOCOL);
			assertThat(failure.contextName()).isEqualTo("two.example.com");
		}
	}

	@Test
	void aHostMayNegotiateOtherwise() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.sni("old.example.com", (context) -> context.protocols(List.of("TLSv1.2")))
			.sni("new.example.com", (context) -> context.protocols(List.of("TLSv1.3")).groups(List.of("P-384")))
			.sni("rsa.example.com", (context) -> context.identities(List.of(RunningServer.source(TestPki.serverRsa()))))
			.start()) {
			assertThat(client(server, "old.example.com").exchange(ECHO, ECHO).protocol()).isEqualTo("TLSv1.2");
			OpenSslResult result = client(server, "new.example.com").exchange(ECHO, ECHO);
			assertThat(result.protocol()).isEqualTo("TLSv1.3");
			assertThat(server.recorder().awaitSecured(2).namedGroup()).contains("P-384");
			assertThat(client(server, "rsa.example.com").exchange(ECHO, ECHO).output()).contains("RSA-PSS");
			assertThat(client(server, "new.example.com").tls12().awaitEnd().alert()).isEqualTo(70);
		}
	}

	private static RunningServer.Builder hosts(TlsProvider provider) {
		return RunningServer.with(provider)
			.sni("*.example.com", (context) -> context.identities(List.of(RunningServer.source(WILDCARD))))
			.sni("API.example.com", (context) -> context.identities(List.of(RunningServer.source(API))))
			.sni("bücher.example", (context) -> context.identities(List.of(RunningServer.source(IDN))));
	}

	private static OpenSslClient client(RunningServer server, @Nullable String name) {
		OpenSslClient client = OpenSslClient.to(server.port());
		return (name != null) ? client.serverName(name) : client;
	}

	private static String subject(RunningServer server, String version, @Nullable String name) {
		OpenSslResult result = client(server, name).option(version).exchange(ECHO, ECHO);
		String subject = String.valueOf(result.peerSubject());
		return subject.substring(subject.lastIndexOf("CN = ") + 5);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
