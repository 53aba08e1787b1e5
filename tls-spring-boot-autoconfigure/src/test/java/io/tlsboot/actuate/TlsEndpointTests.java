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

package io.tlsboot.actuate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.tlsboot.client.TestClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TicketKeySpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.server.RunningServer;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TlsEndpointTests {

	private final ConnectionHistory history = new ConnectionHistory(Clock.systemUTC(), List.of("test"), List.of());

	@Test
	void withNothingThereIsNothing() {
		TlsEndpoint endpoint = new TlsEndpoint(null, null, this.history, Clock.systemUTC());
		assertThat(endpoint.overview().servers()).isEmpty();
		assertThat(endpoint.overview().clients()).isEmpty();
		assertThat(endpoint.endpoint("test", null, null, null, null)).isNull();
		assertThat(endpoint.failures("test", "failures", null)).isNull();
	}

	@Test
	void whatIsNotThereIsNull() {
		try (RunningServer server = builder().start()) {
			TlsEndpoint endpoint = endpoint(server, Clock.systemUTC());
			assertThat(endpoint.endpoint("other", null, null, null, null)).isNull();
			assertThat(endpoint.endpoint("test", "client", null, null, null)).isNull();
			assertThat(endpoint.failures("other", "failures", null)).isNull();
			assertThat(endpoint.failures("test", "successes", null)).isNull();
			assertThat(endpoint.failures("test", "failures", "client")).isNull();
			assertThat(endpoint.failures("test", "failures", "SERVER")).isNotNull();
		}
	}

	@Test
	void aRoleThatIsNoneIsRefused() {
		try (RunningServer server = builder().start()) {
			TlsEndpoint endpoint = endpoint(server, Clock.systemUTC());
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> endpoint.endpoint("test", "peer", null, null, null));
		}
	}

	@Test
	void serverIsDescribed() {
		TestCertificate leaf = TestPki.serverUnderIntermediate();
		Instant now = leaf.certificate().getNotAfter().toInstant().minus(Duration.ofDays(40)).minusSeconds(1);
		try (RunningServer server = builder()
			.context((spec) -> spec.identities(List.of(RunningServer.source(leaf)))
				.alpnProtocols(List.of("echo/2", "echo/1"))
				.protocols(List.of("TLSv1.3", "TLSv1.2")))
			.requestCert(false, TestPki.ca())
			.maxConnections(7)
			.start()) {
			EndpointDescriptor described = describe(server, now);
			assertThat(described.name()).isEqualTo("test");
			assertThat(described.role()).isEqualTo("server");
			assertThat(described.listening()).isTrue();
			assertThat(described.address()).isEqualTo("127.0.0.1:" + server.port());
			assertThat(described.target()).isNull();
			assertThat(described.engine()).isNotNull().satisfies((engine) -> {
				assertThat(engine.provider()).isEqualTo("openssl");
				assertThat(engine.version()).contains("BoringSSL");
				assertThat(engine.reason()).contains("provider: openssl");
			});
			assertThat(described.startTls()).isFalse();
			assertThat(described.limits().maxConnections()).isEqualTo(7);
			assertThat(described.session()).isEqualTo(
					new SessionDescriptor("test", Duration.ofHours(1), 4096, true, "generated", Duration.ofHours(12)));
			ContextDescriptor context = described.context();
			assertThat(context.name()).isEqualTo("default");
			assertThat(context.requestCert()).isTrue();
			assertThat(context.rejectUnauthorized()).isFalse();
			assertThat(context.trust()).isEqualTo("1 location");
			assertThat(context.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
			assertThat(context.ciphers()).contains("TLS_AES_128_GCM_SHA256");
			assertThat(context.groups()).startsWith("X25519MLKEM768");
			assertThat(context.alpnProtocols()).containsExactly("echo/2", "echo/1");
			assertThat(context.built()).isTrue();
			CertificateDescriptor certificate = context.certificates().get(0);
			assertThat(certificate.subject()).isEqualTo("CN=localhost,O=Test");
			assertThat(certificate.alternativeNames()).contains("DNS:localhost", "IP Address:127.0.0.1");
			assertThat(certificate.validTo()).isEqualTo(leaf.certificate().getNotAfter().toInstant());
			assertThat(certificate.daysLeft()).isEqualTo(40);
			assertThat(certificate.validity()).isEqualTo("valid");
			assertThat(certificate.fingerprint256()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
			assertThat(certificate.intermediates()).singleElement()
				.satisfies((sent) -> assertThat(sent.subject())
					.isEqualTo(TestPki.intermediate().certificate().getSubjectX500Principal().getName()));
			assertThat(described.hosts()).isEqualTo(new HostsDescriptor(0, "default", false, 0, null, List.of()));
		}
	}

	@Test
	void connectionsAreCountedByState() {
		try (RunningServer server = builder().start(); RawClient pending = RawClient.connect(server.port())) {
			pending.sendHello().readRecord();
			try (OpenSslConnection secure = OpenSslClient.to(server.port()).open()) {
				server.recorder().awaitSecured(1);
				Await.untilAsserted(() -> assertThat(describe(server, Instant.now()).connections())
					.isEqualTo(new ConnectionsDescriptor(1, 1)));
				assertThat(this.history.handshakes(Role.SERVER, "test")).isEqualTo(new HandshakesDescriptor(1, 0, 0));
			}
		}
	}

	@Test
	void aServerThatDoesNotRunHasNoCertificatesToShow() {
		try (RunningServer server = builder().sni("a.example", (spec) -> spec).stopped()) {
			EndpointDescriptor described = describe(server, Instant.now());
			assertThat(described.listening()).isFalse();
			assertThat(described.address()).isNull();
			assertThat(described.engine()).isNull();
			assertThat(described.context().certificates()).isEmpty();
			assertThat(described.context().built()).isFalse();
			assertThat(described.hosts()).isNotNull();
			assertThat(described.hosts().total()).isEqualTo(1);
			assertThat(endpoint(server, Clock.systemUTC()).overview().servers().get("test").firstToExpire()).isNull();
		}
	}

	@Test
	void clientIsDescribed() {
		try (RunningServer server = builder().start();
				TestClient client = TestClient.with(TlsProvider.JDK)
					.present(TestPki.client())
					.serverName("localhost")
					.listener(this.history)
					.make()) {
			TlsEndpoint endpoint = new TlsEndpoint(null,
					new TlsClients(List.of(client.client()), (spec) -> client.client()), this.history,
					Clock.systemUTC());
			String name = client.client().name();
			SecureConnection connection = client.connect(server.port());
			EndpointDescriptor described = endpoint.endpoint(name, null, null, null, null);
			assertThat(described).isNotNull();
			assertThat(described.role()).isEqualTo("client");
			assertThat(described.listening()).isNull();
			assertThat(described.target()).isNotNull();
			assertThat(described.target().serverName()).isEqualTo("localhost");
			assertThat(described.engine()).isNotNull();
			assertThat(described.engine().provider()).isEqualTo("jdk");
			assertThat(described.session().tickets()).isNull();
			assertThat(described.connections()).isEqualTo(new ConnectionsDescriptor(0, 1));
			assertThat(described.handshakes()).isEqualTo(new HandshakesDescriptor(1, 0, 0));
			assertThat(described.context().certificates()).hasSize(1);
			assertThat(described.hosts()).isNull();
			assertThat(endpoint.overview().clients()).containsOnlyKeys(name);
			connection.close().block(Await.LIMIT);
			Await.untilAsserted(() -> assertThat(endpoint.overview().clients().get(name).connections())
				.isEqualTo(ConnectionsDescriptor.NONE));
		}
	}

	@Test
	void noSecretIsShown() throws Exception {
		String passphrase = "Sesame-9-open";
		byte[] root = new byte[48];
		Arrays.fill(root, (byte) 0x5a);
		String ticketKey = Base64.getEncoder().encodeToString(root);
		Path keys = Files.writeString(TestPki.newDirectory("endpoint").resolve("ticket.keys"), ticketKey + "\n");
		TestCertificate inline = TestPki.serverFor("inline.example");
		Path pfx = TestPki.server().pfxFile(passphrase);
		try (RunningServer server = builder()
			.context((spec) -> spec.identities(List.of(new IdentitySource.Pkcs12(pfx.toUri().toString(), passphrase)))
				.session(new SessionSpec(Duration.ofHours(1), 10, true,
						new TicketKeySpec(keys.toUri().toString(), null))))
			.sni("inline.example",
					(spec) -> spec
						.identities(List.of(new IdentitySource.Pem(inline.keyPem(), inline.chainPem(), passphrase))))
			.start()) {
			OpenSslClient.to(server.port()).serverName("inline.example").exchange("hello\n", "hello");
			TlsEndpoint endpoint = endpoint(server, Clock.systemUTC());
			String shown = endpoint.overview() + "\n" + describe(server, Instant.now()) + "\n"
					+ endpoint.failures("test", "failures", null);
			assertThat(shown).contains("ticketKeys=file").contains("inline.example");
			assertThat(shown).doesNotContain(passphrase)
				.doesNotContain(ticketKey)
				.doesNotContain("PRIVATE KEY")
				.doesNotContain(keys.toString())
				.doesNotContain(pfx.toString());
			inline.keyPem()
				.lines()
				.filter((line) -> !line.startsWith("-"))
				.forEach((line) -> assertThat(shown).doesNotContain(line));
		}
	}

	@Test
	void thousandsOfHostsAreBounded() {
		RunningServer.Builder many = builder();
		for (int i = 0; i < 10_000; i++) {
			many.sni(String.format("host-%05d.example", i), (spec) -> spec);
		}
		try (RunningServer server = many.start()) {
			TlsEndpoint endpoint = endpoint(server, Clock.systemUTC());
			assertThat(endpoint.overview().servers().get("test").hosts()).isEqualTo(10_000);
			assertThat(endpoint.overview().toString()).hasSizeLessThan(1000);
			assertThat(describe(server, Instant.now()).toString()).hasSizeLessThan(40_000);
			HostsDescriptor first = hosts(endpoint, null, null, null);
			assertThat(first.contexts()).hasSize(10)
				.extracting(ContextDescriptor::name)
				.startsWith("host-00000.example");
			assertThat(first.total()).isEqualTo(10_000);
			assertThat(first.nextOffset()).isEqualTo(10);
			HostsDescriptor most = hosts(endpoint, null, 20, 1_000_000);
			assertThat(most.contexts()).hasSize(100);
			assertThat(most.nextOffset()).isEqualTo(120);
			HostsDescriptor last = hosts(endpoint, null, 9_995, null);
			assertThat(last.contexts()).hasSize(5).extracting(ContextDescriptor::name).endsWith("host-09999.example");
			assertThat(last.nextOffset()).isNull();
			HostsDescriptor one = hosts(endpoint, "HOST-04321", null, null);
			assertThat(one.matching()).isEqualTo(1);
			assertThat(one.contexts()).extracting(ContextDescriptor::name).containsExactly("host-04321.example");
			assertThat(hosts(endpoint, null, Integer.MAX_VALUE, -5).contexts()).isEmpty();
			assertThat(hosts(endpoint, null, Integer.MIN_VALUE, -5).contexts()).hasSize(1);
		}
	}

	@Test
	void hostsThatCameAtRunTimeAreShown() {
		try (RunningServer server = builder().start()) {
			TlsServer running = server.server();
			running
				.addContext("late.example", running.spec()
					.context()
					.with((spec) -> spec.identities(List.of(RunningServer.source(TestPki.serverFor("late.example"))))))
				.block(Await.LIMIT);
			TlsEndpoint endpoint = endpoint(server, Clock.systemUTC());
			assertThat(hosts(endpoint, null, null, null).contexts()).singleElement().satisfies((host) -> {
				assertThat(host.name()).isEqualTo("late.example");
				assertThat(host.certificates().get(0).alternativeNames()).containsExactly("DNS:late.example");
			});
			running.removeContext("late.example");
			assertThat(hosts(endpoint, null, null, null).contexts()).isEmpty();
		}
	}

	private RunningServer.Builder builder() {
		return RunningServer.with(TlsProvider.OPENSSL).listener(this.history);
	}

	private TlsEndpoint endpoint(RunningServer server, Clock clock) {
		return new TlsEndpoint(new TlsServers(List.of(server.server())), null, this.history, clock);
	}

	private EndpointDescriptor describe(RunningServer server, Instant now) {
		EndpointDescriptor described = endpoint(server, Clock.fixed(now, ZoneOffset.UTC)).endpoint("test", null, null,
				null, null);
		assertThat(described).isNotNull();
		return described;
	}

	private static HostsDescriptor hosts(TlsEndpoint endpoint, @Nullable String host, @Nullable Integer offset,
			@Nullable Integer limit) {
		EndpointDescriptor described = endpoint.endpoint("test", "server", host, offset, limit);
		assertThat(described).isNotNull();
		assertThat(described.hosts()).isNotNull();
		return described.hosts();
	}

}
