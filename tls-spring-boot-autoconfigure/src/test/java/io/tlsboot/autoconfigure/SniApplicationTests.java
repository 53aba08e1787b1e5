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

package io.tlsboot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.handshake.AlpnSelector;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.sni.SniContextResolver;
import io.tlsboot.test.peer.GnuTlsClient;
import io.tlsboot.test.peer.NodeClient;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hosts declared in {@code application.yml}, end to end.
 */
class SniApplicationTests {

	private static final String ECHO = "hello\n";

	private static final TestCertificate API = TestPki.serverFor("api.example.com");

	private static final TestCertificate WILDCARD = TestPki.serverFor("*.example.com");

	private static final TestCertificate TENANT = TestPki.serverFor("*.tenant.example");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsEventAutoConfiguration.class, TlsServerAutoConfiguration.class))
		.withUserConfiguration(Handlers.class);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "openssl", "jdk" })
	void everyPeerGetsTheCertificateOfItsHost(String provider) {
		this.runner.withInitializer(Yaml.of(hosts("provider: " + provider))).run((context) -> {
			int port = port(context);
			assertThat(subject(port, "api.example.com")).endsWith("api.example.com");
			assertThat(subject(port, "www.example.com")).endsWith("*.example.com");
			assertThat(subject(port, "other.example")).endsWith("localhost");
			for (String name : List.of("api.example.com", "www.example.com")) {
				assertThat(NodeClient.connect(Map.of("port", port, "servername", name, "ca", TestPki.ca().certFile(),
						"write", "x", "expect", "x")))
					.contains("\"authorized\":true");
				if (GnuTlsClient.isThere()) {
					try (Peer gnutls = GnuTlsClient.to(port).insecure().option("--sni-hostname", name).open()) {
						gnutls.awaitOutput("subject `CN=" + (name.startsWith("api") ? "api" : "*") + ".example.com'");
						gnutls.write(ECHO).awaitOutput("hello");
					}
				}
			}
		});
	}

	@Test
	void aHostAsksForWhatItsServerAsksFor() {
		Queue<String> secured = new ConcurrentLinkedQueue<>();
		this.runner.withBean(ConnectionListener.class, () -> new ConnectionListener() {

			@Override
			public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
				secured.add(connection.serverName().orElse("") + " " + connection.authorized());
				return null;
			}

		})
			.withInitializer(Yaml.of(FailedStart.ECHO + FailedStart.identity(TestPki.server()) + FailedStart.lines(
					"ca: " + TestPki.ca().certFile(), "request-cert: true", "reject-unauthorized: true", "sni:",
					"  '[api.example.com]': { key: " + API.keyFile() + ", cert: " + API.certFile() + ", ca: "
							+ TestPki.otherCa().certFile() + " }",
					"  '[*.example.com]': { key: " + WILDCARD.keyFile() + ", cert: " + WILDCARD.certFile() + " }",
					"  open: { key: " + API.keyFile() + ", cert: " + API.certFile() + ", request-cert: false }")))
			.run((context) -> {
				int port = port(context);
				assertThat(OpenSslClient.to(port).serverName("api.example.com").awaitEnd().alert()).isEqualTo(116);
				OpenSslClient.to(port)
					.serverName("api.example.com")
					.identity(TestPki.otherClient())
					.exchange(ECHO, ECHO);
				OpenSslClient.to(port).serverName("www.example.com").identity(TestPki.client()).exchange(ECHO, ECHO);
				assertThat(secured).as("at the host without 'ca'").contains("www.example.com true");
				assertThat(OpenSslClient.to(port)
					.serverName("www.example.com")
					.identity(TestPki.otherClient())
					.awaitEnd()
					.alert()).isEqualTo(48);
				assertThat(OpenSslClient.to(port).serverName("www.example.com").awaitEnd().alert()).isEqualTo(116);
				OpenSslClient.to(port).serverName("open").exchange(ECHO, ECHO);
				OpenSslClient.to(port).serverName("other").identity(TestPki.client()).exchange(ECHO, ECHO);
			});
	}

	@Test
	void beansChooseByTheirNames() {
		this.runner.withUserConfiguration(Choices.class).withInitializer(Yaml.of(hosts())).run((context) -> {
			int port = port(context);
			assertThat(subject(port, "a.tenant.example")).endsWith("*.tenant.example");
			assertThat(subject(port, "api.example.com")).endsWith("api.example.com");
			assertThat(OpenSslClient.to(port).alpn("a", "b").exchange(ECHO, ECHO).applicationProtocol()).isEqualTo("b");
		});
	}

	@Test
	void aFileOfTicketKeysOutlivesTheApplication() throws IOException {
		Path keys = Files.writeString(this.directory.resolve("tickets"),
				"# test\n" + Base64.getEncoder().encodeToString(new byte[48]) + "\n");
		Path session = this.directory.resolve("session.pem");
		ApplicationContextRunner application = this.runner
			.withInitializer(Yaml.of(hosts("session:", "  ticket-keys:", "    source: file", "    location: " + keys)));
		application.run((context) -> OpenSslClient.to(port(context))
			.serverName("api.example.com")
			.exchangeAndSave(session, ECHO, ECHO));
		application.run((context) -> {
			OpenSslResult other = OpenSslClient.to(port(context))
				.serverName("www.example.com")
				.resumeSession(session)
				.exchange(ECHO, ECHO);
			assertThat(other.reused()).as("at another host").isFalse();
			OpenSslResult same = OpenSslClient.to(port(context))
				.serverName("api.example.com")
				.resumeSession(session)
				.exchange(ECHO, ECHO);
			assertThat(same.reused()).as(same.output()).isTrue();
		});
	}

	@Test
	void aBadHostFailsTheStart() {
		FailedStart
			.ofEcho("sni:", "  '[api.example.com]':", "    key: " + API.keyFile(), "    cert: " + WILDCARD.certFile())
			.says("The configuration property 'tls.servers.echo.sni[api.example.com].key' ({yaml} - 10:16) cannot be "
					+ "used:\n\n    The private key does not belong to the certificate CN=*.example.com ("
					+ API.keyFile() + ").",
					"Give the key that the certificate was issued for. These two print the same then: openssl pkey -pubout "
							+ "-in " + API.keyFile() + " and openssl x509 -pubkey -noout -in " + WILDCARD.certFile()
							+ ".");
	}

	@Test
	void allBadHostsAreNamed() {
		FailedStart
			.ofEcho("sni:", "  '[api.example.com]':", "    key: file:/none/a.key", "    cert: " + API.certFile(),
					"  '[*.example.com]':", "    key: " + WILDCARD.keyFile(), "    cert: file:/none/b.pem")
			.says("2 hosts of the TLS server 'echo' cannot be set up:\n\n"
					+ "    'tls.servers.echo.sni[*.example.com].cert' ({yaml} - 14:17): The file does not exist "
					+ "(file:/none/b.pem).\n    'tls.servers.echo.sni[api.example.com].key' ({yaml} - 10:16): The file "
					+ "does not exist (file:/none/a.key).",
					"Correct each of them:\n\n    Create /none/b.pem, or correct the location.\n    Create "
							+ "/none/a.key, or correct the location.");
	}

	private static String hosts(String... keys) {
		return FailedStart.ECHO + FailedStart.identity(TestPki.server()) + FailedStart.lines(keys)
				+ FailedStart.lines("sni:",
						"  '[api.example.com]': { key: " + API.keyFile() + ", cert: " + API.certFile() + " }",
						"  '[*.example.com]': { key: " + WILDCARD.keyFile() + ", cert: " + WILDCARD.certFile() + " }");
	}

	private static int port(ApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.tls.echo.port", Integer.class);
	}

	private static String subject(int port, String name) {
		return String.valueOf(OpenSslClient.to(port).serverName(name).exchange(ECHO, ECHO).peerSubject());
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection.send(connection.receive().retain());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Choices {

		@Bean
		SniContextResolver echoSniContextResolver() {
			return (name) -> Mono.justOrEmpty(
					name.endsWith(".tenant.example")
							? SecureContextSpec
								.server("tenant",
										new IdentitySource.Pem(TENANT.keyFile().toString(),
												TENANT.certFile().toString(), null))
								.with((context) -> context.name("tenant"))
							: null);
		}

		@Bean
		AlpnSelector alpn() {
			return (context, name, offered) -> offered.contains("b") ? "b" : null;
		}

	}

}
