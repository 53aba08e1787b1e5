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

package io.tlsboot.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.test.peer.Curl;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tries the clients of the sample over HTTP, with curl.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tls.servers.mail.port=0", "tls.clients.stranger.reject-unauthorized=true",
				"tls.clients.nobody.host=no-such-host.invalid", "tls.clients.nobody.port=1" })
class ClientControllerTests {

	private static final Path DIRECTORY = TestPki.newDirectory("sample-clients");

	@Value("${local.server.port}")
	private int port;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		int echo = freePort();
		int whoami = freePort();
		registry.add("tls.development-certificates.directory", DIRECTORY::toString);
		registry.add("tls.servers.echo.port", () -> echo);
		registry.add("tls.servers.whoami.port", () -> whoami);
		registry.add("tls.clients.echo.port", () -> echo);
		registry.add("tls.clients.whoami.port", () -> whoami);
		registry.add("tls.clients.stranger.port", () -> echo);
		registry.add("tls.clients.stranger.ca", () -> TestPki.ca().certFile().toString());
	}

	@Test
	void listsClients() {
		String clients = Curl.run("-s", url("")).success();
		assertThat(JsonPath.<java.util.List<String>>read(clients, "$[*].name")).contains("echo", "whoami", "stranger");
	}

	@Test
	void sendsTextAndReturnsWhatComesBack() {
		String view = post("echo", "hello");
		assertThat(JsonPath.<String>read(view, "$.received")).isEqualTo("hello");
		assertThat(JsonPath.<Boolean>read(view, "$.authorized")).isTrue();
		assertThat(JsonPath.<String>read(view, "$.serverName")).isEqualTo("localhost");
		assertThat(JsonPath.<String>read(view, "$.peer.subject.CN")).isEqualTo("localhost");
	}

	@Test
	void presentsItsCertificate() {
		String view = post("whoami", null);
		String seen = JsonPath.read(view, "$.received");
		assertThat(JsonPath.<Boolean>read(seen, "$.authorized")).isTrue();
	}

	@Test
	void explainsRefusedServer() {
		String view = post("stranger", "hello");
		assertThat(JsonPath.<String>read(view, "$.phase")).isEqualTo("VERIFY");
		assertThat(JsonPath.<String>read(view, "$.reason")).isEqualTo("PEER_CERTIFICATE_REJECTED");
		assertThat(JsonPath.<String>read(view, "$.authorizationError")).isEqualTo("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
		assertThat(JsonPath.<String>read(view, "$.alert")).isEqualTo("unknown_ca");
		assertThat(JsonPath.<String>read(view, "$.fix")).contains("'ca'");
	}

	@Test
	void explainsUnknownHost() {
		String view = post("nobody", null);
		assertThat(JsonPath.<String>read(view, "$.phase")).isEqualTo("RESOLVE");
		assertThat(JsonPath.<String>read(view, "$.fix")).contains("'host'");
	}

	@Test
	void unknownClientIsNotFound() {
		assertThat(
				Curl.run("-s", "-o", "/dev/null", "-w", "%{http_code}", "-X", "POST", url("/none/connect")).success())
			.isEqualTo("404");
	}

	private String post(String client, String text) {
		String url = url("/" + client + "/connect");
		return ((text != null)
				? Curl.run("-s", "-X", "POST", "-H", "Content-Type: text/plain", "--data-binary", text, url)
				: Curl.run("-s", "-X", "POST", url))
			.success();
	}

	private String url(String path) {
		return "http://127.0.0.1:" + this.port + "/api/clients" + path;
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
