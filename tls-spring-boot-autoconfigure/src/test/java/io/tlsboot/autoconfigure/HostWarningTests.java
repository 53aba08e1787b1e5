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

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says of the hosts of a server at start.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostWarningTests {

	private static final String PAIR = "key: a, cert: b, ";

	@Test
	void hostsLikeTheirServerHaveNoWarning(CapturedOutput output) {
		BoundServer.withHost("", PAIR);
		BoundServer.withHost("request-cert: true\n      reject-unauthorized: true\n      ca: ca.pem", PAIR);
		BoundServer.withHost("request-cert: true\n      reject-unauthorized: false\n      ca: ca.pem", PAIR);
		BoundServer.withHost("request-cert: true\n      reject-unauthorized: true\n      ca: ca.pem",
				PAIR + "ca: h.pem");
		BoundServer.withHost("request-cert: true\n      reject-unauthorized: true\n      ca: ca.pem",
				PAIR + "request-cert: false");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void serverThatDoesNotAskWhileAHostDoes(CapturedOutput output) {
		BoundServer.withHost("", PAIR + "ca: h.pem, request-cert: true, reject-unauthorized: false");
		assertThat(warnings(output)).singleElement()
			.asString()
			.endsWith(
					"The default context of the TLS server 'echo' does not ask for certificates: clients that ask for "
							+ "an unknown name, or for none, get in more easily than at 'a.example.com'. Set "
							+ "'tls.servers.echo.unknown-server-name' to 'reject', or let the server ask for as much as its "
							+ "hosts");
	}

	@Test
	void serverThatDoesNotRefuseWhileAHostDoes(CapturedOutput output) {
		BoundServer.withHost("ca: ca.pem\n      request-cert: true\n      reject-unauthorized: false",
				PAIR + "ca: h.pem, reject-unauthorized: true");
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("The default context of the TLS server 'echo' does not refuse clients that are not authorized: ");
	}

	@Test
	void whoAsksForNoNameReachesTheDefaultInAnyCase(CapturedOutput output) {
		BoundServer.withHost("unknown-server-name: reject",
				PAIR + "ca: h.pem, request-cert: true, reject-unauthorized: true");
		assertThat(warnings(output)).singleElement()
			.asString()
			.endsWith(
					"clients that ask for no name get in more easily than at 'a.example.com'. Let the server ask for as "
							+ "much as its hosts");
	}

	@Test
	void serverThatIsStricterThanItsHosts(CapturedOutput output) {
		BoundServer.withHost("ca: ca.pem\n      request-cert: true\n      reject-unauthorized: true",
				PAIR + "ca: h.pem, reject-unauthorized: false");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void manyHostsHaveOneLine(CapturedOutput output) {
		server("", "request-cert: true, reject-unauthorized: false, " + PAIR);
		assertThat(warnings(output)).hasSize(2)
			.first()
			.asString()
			.endsWith("Hosts of the TLS server 'echo' judge clients by the well-known roots, because neither they nor "
					+ "the server have a 'ca': whoever holds any public certificate is authorized at "
					+ "'h0.example.com', 'h1.example.com', 'h2.example.com' and 97 more");
	}

	@Test
	void hostsThatJudgeByTheAuthoritiesOfTheirServer(CapturedOutput output) {
		server("ca: ca.pem", "request-cert: true, reject-unauthorized: false, " + PAIR);
		assertThat(warnings(output)).singleElement().asString().contains("does not ask for certificates");
	}

	@Test
	void refusalThatIsNotSet(CapturedOutput output) {
		server("", "request-cert: true, ca: h.pem, " + PAIR);
		assertThat(warnings(output)).hasSize(2)
			.first()
			.asString()
			.endsWith("Hosts of the TLS server 'echo' ask for certificates and let in clients that are not authorized, "
					+ "because 'reject-unauthorized' is not set: check SecureConnection.authorized(), or set it at "
					+ "'h0.example.com', 'h1.example.com', 'h2.example.com' and 97 more");
	}

	@Test
	void whatTheServerLeavesOpenIsSaidOnce(CapturedOutput output) {
		server("request-cert: true\n      ca: ca.pem", "ca: h.pem, " + PAIR);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("'tls.servers.echo.reject-unauthorized' is not");
	}

	@Test
	void refusalWithoutRequest(CapturedOutput output) {
		server("", "reject-unauthorized: true, " + PAIR);
		assertThat(warnings(output)).singleElement()
			.asString()
			.endsWith("'reject-unauthorized' has no effect without 'request-cert: true' at hosts of the TLS server "
					+ "'echo': 'h0.example.com', 'h1.example.com', 'h2.example.com' and 97 more");
	}

	private static void server(String server, String host) {
		Stream<String> hosts = IntStream.range(0, 100)
			.mapToObj((i) -> "  \"[h" + i + ".example.com]\": { " + host + " }");
		BoundServer.of(Stream.concat(Stream.of(server, "sni:"), hosts).toArray(String[]::new));
	}

	private static Stream<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("WARN"));
	}

}
