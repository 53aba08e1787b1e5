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
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.server.TlsServerBindException;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What a user reads when a server cannot be set up or cannot listen, word for word.
 */
class ServerFailureTests {

	@ParameterizedTest
	@ValueSource(strings = { "-1", "70000" })
	void numberThatIsNoPort(String port) {
		FailedStart.of(withPort(port))
			.says(property("port", "4:13") + "    " + port + " is not a port.", "Use a number from 0 to 65535.");
	}

	@Test
	void textThatIsNoPort() {
		FailedStart.of(withPort("abc"))
			.says("Failed to bind properties under 'tls.servers.echo.port' to java.lang.Integer:\n\n"
					+ "    Property: tls.servers.echo.port\n    Value: \"abc\"\n    Origin: {yaml} - 4:13\n"
					+ "    Reason: failed to convert java.lang.String to java.lang.Integer (caused by "
					+ "java.lang.NumberFormatException: For input string: \"abc\")",
					"Update your application's configuration");
	}

	@Test
	void emptyPort() {
		FailedStart.of(withPort(""))
			.says(property("port", "4:12") + "    The server has no port.",
					"Set 'tls.servers.echo.port' to the port to listen on, or to 0 for any free one.");
	}

	@Test
	void noPort() {
		FailedStart.of(withPort("0").replace("      port: 0\n", ""))
			.says("The configuration property 'tls.servers.echo.port' is not set:\n\n    The server has no port.",
					"Set 'tls.servers.echo.port' to the port to listen on, or to 0 for any free one.");
	}

	@Test
	void portInUse() throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			int port = other.getLocalPort();
			FailedStart.of(withPort(Integer.toString(port)))
				.says("The TLS server 'echo' cannot listen on 127.0.0.1, port " + port
						+ ", as the configuration property 'tls.servers.echo.port' ({yaml} - 4:13) says:\n\n"
						+ "    The port is already in use.",
						"Stop the process that listens on port " + port
								+ ", or set 'tls.servers.echo.port' to another port (0 for any free one).");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.1", "nowhere.invalid" })
	void hostOfAnotherMachine(String host) {
		FailedStart.of(withPort("0").replace("127.0.0.1", host))
			.says("The TLS server 'echo' cannot listen on " + host
					+ ", port 0, as the configuration property 'tls.servers.echo.host' ({yaml} - 5:13) says:\n\n"
					+ "    The host is not an address of this machine.",
					"Set 'tls.servers.echo.host' to an address of this machine, or remove it to listen on all interfaces.");
	}

	static Stream<Arguments> bindProblems() {
		String denied = "This process may not use the port.";
		String lower = "Set 'tls.servers.echo.port' to a port above 1023, or allow the process to use lower ones "
				+ "(CAP_NET_BIND_SERVICE).";
		return Stream.of(arguments("Permission denied", denied, lower),
				arguments("bind(..) failed with error(-13): Permission denied", denied, lower),
				arguments("Address already in use", "The port is already in use.", "Stop the process that listens on "
						+ "port 443, or set 'tls.servers.echo.port' to another port (0 for any free one)."));
	}

	@ParameterizedTest
	@MethodSource("bindProblems")
	void whatTheSystemSays(String message, String problem, String action) {
		FailureAnalysis analysis = new TlsServerBindFailureAnalyzer(new MockEnvironment())
			.analyze(new TlsServerBindException("echo", null, 443, new BindException(message)));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo("The TLS server 'echo' cannot listen on all interfaces, port "
				+ "443, as the configuration property 'tls.servers.echo.port' says:\n\n    " + problem);
		assertThat(analysis.getAction()).isEqualTo(action);
	}

	@Test
	void otherReasonNotToListen() {
		FailureAnalysis analysis = new TlsServerBindFailureAnalyzer(new MockEnvironment())
			.analyze(new TlsServerBindException("echo", "::1", 443, new IOException("Too many open files")));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo("The TLS server 'echo' cannot listen on ::1, port 443, as the "
				+ "configuration property 'tls.servers.echo.port' says:\n\n    Too many open files.");
		assertThat(analysis.getAction()).isEqualTo("Review 'tls.servers.echo.host' and 'tls.servers.echo.port'.");
	}

	@Test
	void handlerOfUnknownName() {
		FailedStart.ofEcho("handler: nobody")
			.says(property("handler", "8:16")
					+ "    There is no SecureConnectionHandler bean 'nobody'; there is 'echo'.",
					"Declare a bean 'nobody' of type io.tlsboot.connection.SecureConnectionHandler, or set "
							+ "'tls.servers.echo.handler' to the name of another one, or to 'none' when a listener of "
							+ "the SecureConnectionEvent serves the connections.");
	}

	@Test
	void noHandlerOfTheServersName() {
		noHandler(TwoHandlers.class, "are 'one', 'two'.");
	}

	@Test
	void noHandlerAtAll() {
		noHandler(FailedStart.EmptyApplication.class, "are none at all.");
	}

	private static void noHandler(Class<?> application, String there) {
		FailedStart.of(withPort("0"), Map.of(), application)
			.says("The TLS server 'echo' cannot be set up:\n\n    There is no SecureConnectionHandler bean 'echo'; there "
					+ there,
					"Declare a bean 'echo' of type io.tlsboot.connection.SecureConnectionHandler, or set "
							+ "'tls.servers.echo.handler' to the name of another one, or to 'none' when a listener of "
							+ "the SecureConnectionEvent serves the connections.");
	}

	@Test
	void ambiguousHandler() {
		FailedStart.of(withPort("0").replace("echo:", "my-echo:"), Map.of(), AmbiguousHandlers.class)
			.says("The TLS server 'my-echo' cannot be set up:\n\n    More than one SecureConnectionHandler bean can be "
					+ "meant by 'my-echo': 'MyEcho', 'myEcho'.",
					"Set 'tls.servers.my-echo.handler' to the name of the one to use.");
	}

	@Test
	void nameThatIsNone() {
		FailedStart.of(withPort("0").replace("echo:", "Echo_1:"))
			.says("The TLS server 'Echo_1' cannot be set up:\n\n    'Echo_1' is not a name for a server.",
					"Use lower-case letters, digits and '-', as environment variables know no other names.");
	}

	@Test
	void namesThatDifferInHyphens() {
		FailedStart
			.of(withPort("0").replace("echo:", "my-echo:"), Map.of("TLS_SERVERS_MYECHO_PORT", "8443"),
					FailedStart.EchoApplication.class)
			.says("The TLS server 'myecho' cannot be set up:\n\n"
					+ "    The servers 'my-echo' and 'myecho' differ in hyphens only.",
					"Rename one. An environment variable cannot write a hyphen: give a server that is set by "
							+ "environment variables a name without.");
	}

	static Stream<Arguments> badValues() {
		return Stream.of(
				arguments("ciphers: [NOPE]", "ciphers", "8:17",
						"'NOPE' is not a cipher suite that can be used: it is not forward secret with authenticated "
								+ "encryption.",
						"Use some of [TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256, "
								+ "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "
								+ "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, "
								+ "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, "
								+ "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256]."),
				arguments("protocols: [SSLv3]", "protocols", "8:19", "'SSLv3' is not a TLS version that can be used.",
						"Use TLSv1.3, TLSv1.2 or both."),
				arguments("groups: [P-192]", "groups", "8:16", "'P-192' is not a key exchange group that can be used.",
						"Use some of [X25519MLKEM768, X25519, P-256, P-384, P-521]."),
				arguments("session.timeout: 0s", "session.timeout", "8:24",
						"A session must live for one second or more.", "Use a longer time."),
				arguments("session.cache-size: 0", "session.cache-size", "8:27",
						"The cache must have room for one session.", "Use 1 or more."),
				arguments("handshake-timeout: 0s", "handshake-timeout", "8:26", "No handshake could finish.",
						"Use a time above zero."),
				arguments("client-hello-max-size: 5B", "client-hello-max-size", "8:30",
						"5 bytes is not a sensible limit.", "Use a size from 1KB to 1MB."),
				arguments("max-connections: -1", "max-connections", "8:24", "The limit is negative.",
						"Use 0 for no limit, or more."),
				arguments("max-pending-handshakes: 0", "max-pending-handshakes", "8:31", "No handshake could begin.",
						"Use 1 or more."));
	}

	@ParameterizedTest
	@MethodSource("badValues")
	void valueThatCannotBe(String line, String key, String position, String problem, String action) {
		FailedStart.ofEcho(line).says(property(key, position) + "    " + problem, action);
	}

	@Test
	void alpnProtocolTwice() {
		FailedStart.ofEcho("alpn-protocols: [a, a]")
			.says(property("alpn-protocols", "8:24") + "    A protocol is named twice.", "Name each protocol once.");
	}

	@Test
	void groupsOfTheJdk() {
		FailedStart.ofEcho("groups: [P-256]", "provider: jdk")
			.says(property("groups", "8:16") + "    The jdk engine takes its groups from the system property "
					+ "'jdk.tls.namedGroups', not from 'groups'.", "Remove 'groups' or use 'provider: openssl'.");
	}

	@Test
	void noTicketsOfTheJdk() {
		FailedStart.ofEcho("session.tickets: false", "provider: jdk")
			.says(property("session.tickets", "8:24")
					+ "    The jdk engine turns tickets off only for the whole process and cannot honour "
					+ "'session.tickets: false'.",
					"Use 'provider: openssl', or the system property 'jdk.tls.server.enableSessionTicketExtension'.");
	}

	private static String withPort(String port) {
		return FailedStart.ECHO.replace("port: 0", "port: " + port) + FailedStart.identity(TestPki.server());
	}

	private static String property(String key, String position) {
		return "The configuration property 'tls.servers.echo." + key + "' ({yaml} - " + position
				+ ") cannot be used:\n\n";
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoHandlers extends FailedStart.EmptyApplication {

		@Bean
		SecureConnectionHandler two() {
			return (connection) -> connection.sendString("2");
		}

		@Bean
		SecureConnectionHandler one() {
			return (connection) -> connection.sendString("1");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AmbiguousHandlers extends FailedStart.EmptyApplication {

		@Bean("myEcho")
		SecureConnectionHandler one() {
			return (connection) -> connection.sendString("1");
		}

		@Bean("MyEcho")
		SecureConnectionHandler two() {
			return (connection) -> connection.sendString("2");
		}

	}

}
