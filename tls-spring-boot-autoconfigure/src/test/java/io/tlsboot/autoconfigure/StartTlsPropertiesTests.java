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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.event.SecureConnectionEvent;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * STARTTLS as declared in {@code application.yml}.
 */
class StartTlsPropertiesTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsEventAutoConfiguration.class, TlsServerAutoConfiguration.class, TlsClientAutoConfiguration.class))
		.withUserConfiguration(Application.class)
		.withPropertyValues("tls.servers.echo.port=0", "tls.servers.echo.host=127.0.0.1",
				"tls.servers.echo.start-tls=true", "tls.servers.echo.key=" + TestPki.server().keyFile(),
				"tls.servers.echo.cert=" + TestPki.server().certFile());

	@ParameterizedTest
	@CsvSource({ "openssl,smtp", "jdk,imap", "openssl,pop3", "jdk,ldap", "openssl,postgres" })
	void dialectOfAServer(String provider, String protocol) {
		String dialect = protocol.equals("postgres") ? "postgresql" : protocol;
		this.runner.withPropertyValues("tls.provider=" + provider, "tls.servers.echo.start-tls-dialect=" + dialect)
			.run((context) -> {
				assertThat(OpenSslClient.to(port(context.getBean(TlsServers.class)))
					.option("-starttls", protocol)
					.trust(TestPki.ca())
					.strict()
					.exchange("hello\n", "hello\n")
					.connected()).isTrue();
				AtomicReference<SecureConnection> heard = context.getBean(Application.class).heard;
				Await.until("the event", () -> heard.get() != null);
				assertThat(heard.get().contextName()).isEqualTo("default");
			});
	}

	@ParameterizedTest
	@CsvSource({ "openssl", "jdk" })
	void sniContextsAsForDirectTls(String provider) {
		this.runner
			.withPropertyValues("tls.provider=" + provider, "tls.servers.echo.start-tls-dialect=smtp",
					"tls.servers.echo.sni[mail.example.com].key=" + TestPki.serverFor("mail.example.com").keyFile(),
					"tls.servers.echo.sni[mail.example.com].cert=" + TestPki.serverFor("mail.example.com").certFile())
			.run((context) -> {
				assertThat(OpenSslClient.to(port(context.getBean(TlsServers.class)))
					.option("-starttls", "smtp", "-verify_hostname", "mail.example.com")
					.serverName("mail.example.com")
					.trust(TestPki.ca())
					.strict()
					.exchange("hello\n", "hello\n")
					.connected()).isTrue();
				AtomicReference<SecureConnection> heard = context.getBean(Application.class).heard;
				Await.until("the event", () -> heard.get() != null);
				assertThat(heard.get().contextName()).isEqualTo("mail.example.com");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "smtp", "imap", "pop3", "ldap", "postgresql" })
	void dialectsOfServerAndClient(String dialect) {
		this.runner
			.withPropertyValues("tls.servers.echo.start-tls-dialect=" + dialect, "tls.clients.echo.start-tls=true",
					"tls.clients.echo.start-tls-dialect=" + dialect, "tls.clients.echo.ca=" + TestPki.ca().certFile())
			.run((context) -> echoes(context.getBean(TlsServers.class), context.getBean(TlsClients.class)));
	}

	@Test
	void dialoguesByName() {
		this.runner.withUserConfiguration(Dialogues.class)
			.withPropertyValues("tls.clients.upstream.start-tls=true", "tls.clients.upstream.start-tls-dialogue=asks",
					"tls.clients.upstream.plaintext-timeout=5s", "tls.clients.upstream.ca=" + TestPki.ca().certFile())
			.run((context) -> {
				TlsServers servers = context.getBean(TlsServers.class);
				StartTlsSpec client = context.getBean(TlsClients.class).get("upstream").spec().startTls();
				assertThat(client).isNotNull();
				assertThat(client.limits().timeout()).isEqualTo(Duration.ofSeconds(5));
				assertThat(servers.get("echo").spec().startTls().limits().timeout()).isEqualTo(Duration.ofMinutes(1));
				echoes(servers, context.getBean(TlsClients.class));
			});
	}

	@Test
	void nobodyLeadsThePlaintext() {
		FailedStart.ofEcho("start-tls: true")
			.says("The configuration property 'tls.servers.echo.start-tls' ({yaml} - 8:18) cannot be used:\n\n"
					+ "    Nobody leads the plaintext part of connections. There is no StartTlsDialogue bean "
					+ "'echoStartTlsDialogue'; there are none at all.",
					"Set 'tls.servers.echo.start-tls-dialect' to one of 'smtp', 'imap', 'pop3', 'ldap', 'postgresql', "
							+ "or declare a bean 'echoStartTlsDialogue' of type "
							+ "io.tlsboot.connection.StartTlsDialogue, or set 'tls.servers.echo.start-tls-dialogue' "
							+ "to the name of another one.");
	}

	@ParameterizedTest
	@CsvSource({ "start-tls-dialect,smtp", "start-tls-dialogue,mine", "plaintext-timeout,1s" })
	void keysOfStartTlsWithoutIt(String key, String value) {
		int column = key.length() + 9;
		FailedStart.ofEcho(key + ": " + value)
			.says("The configuration property 'tls.servers.echo." + key + "' ({yaml} - 8:" + column
					+ ") cannot be used:\n\n    It belongs to 'tls.servers.echo.start-tls: true', which is not set.",
					"Set 'tls.servers.echo.start-tls: true', or remove 'tls.servers.echo." + key + "'.");
	}

	@Test
	void noTimeForThePlaintext() {
		FailedStart.ofEcho("start-tls: true", "start-tls-dialect: smtp", "plaintext-timeout: 0s")
			.says("The configuration property 'tls.servers.echo.plaintext-timeout' ({yaml} - 10:26) cannot be "
					+ "used:\n\n    Nothing could be said in plaintext.", "Use a time above zero.");
	}

	@Test
	void dialectAndDialogue() {
		FailedStart start = FailedStart.ofEcho("start-tls: true", "start-tls-dialect: smtp",
				"start-tls-dialogue: mine");
		assertThat(start.description()).contains("mutually exclusive", "tls.servers.echo.start-tls-dialect",
				"tls.servers.echo.start-tls-dialogue");
	}

	private static void echoes(TlsServers servers, TlsClients clients) {
		SecureConnection connection = clients.all()
			.iterator()
			.next()
			.connect("localhost", port(servers))
			.blockOptional(LIMIT)
			.orElseThrow();
		assertThat(connection.authorized()).isTrue();
		connection.sendString("hello").block(LIMIT);
		assertThat(connection.receive().asString().blockFirst(LIMIT)).isEqualTo("hello");
		connection.close().block(LIMIT);
	}

	private static int port(TlsServers servers) {
		return servers.get("echo").address().getPort();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		final AtomicReference<@Nullable SecureConnection> heard = new AtomicReference<>();

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection.send(connection.receive().retain());
		}

		@EventListener
		void on(SecureConnectionEvent event) {
			this.heard.set(event.connection());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Dialogues {

		@Bean
		StartTlsDialogue echoStartTlsDialogue() {
			return (connection) -> connection.eachLine((line) -> answer(connection, line));
		}

		@Bean
		StartTlsDialogue asks() {
			return (connection) -> connection.sendString("please\n")
				.then(connection.readLine())
				.flatMap((line) -> connection.startTls());
		}

		private static Mono<SecureConnection> answer(PlaintextConnection connection, String line) {
			return line.equals("please") ? connection.startTls("go\n") : Mono.empty();
		}

	}

}
