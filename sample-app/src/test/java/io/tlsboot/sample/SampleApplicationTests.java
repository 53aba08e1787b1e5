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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Curl;
import io.tlsboot.test.peer.NodeClient;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uses the sample as a newcomer would.
 */
@SpringBootTest(
		args = { "--tls.servers.other.port=0", "--tls.servers.other.handler=whoami",
				"--tls.servers.other.development-certificate=true" },
		properties = { "tls.servers.echo.port=0", "tls.servers.whoami.port=0", "tls.servers.mail.port=0",
				"tls.servers.asked.port=0", "tls.servers.asked.handler=whoami",
				"tls.servers.asked.development-certificate=true", "tls.servers.asked.request-cert=true",
				"tls.servers.asked.reject-unauthorized=false", "tls.servers.asked.alpn-protocols=who/1,http/1.1" })
@ExtendWith(OutputCaptureExtension.class)
class SampleApplicationTests {

	private static final Path DIRECTORY = TestPki.newDirectory("sample");

	private static final Path AUTHORITY = DIRECTORY.resolve("ca.pem");

	@Value("${local.tls.echo.port}")
	private int echo;

	@Value("${local.tls.whoami.port}")
	private int whoami;

	@Value("${local.tls.other.port}")
	private int other;

	@Value("${local.tls.asked.port}")
	private int asked;

	@Autowired
	private @Nullable TlsServers servers;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("tls.development-certificates.directory", DIRECTORY::toString);
		registry.add("tls.servers.asked.ca", () -> TestPki.ca().certFile().toString());
	}

	@Test
	void echoReturnsTheBytes() {
		OpenSslResult result = OpenSslClient.to(this.echo).trust(AUTHORITY).strict().exchange("hello\n", "hello");
		assertThat(result.verifyCode()).isZero();
	}

	@Test
	void nodeTrustsTheDevelopmentAuthority() {
		String result = NodeClient.connect(Map.of("port", this.echo, "host", "localhost", "ca", AUTHORITY.toString(),
				"write", "hello", "expect", "hello"));
		assertThat(JsonPath.<Boolean>read(result, "$.authorized")).isTrue();
		assertThat(JsonPath.<String>read(result, "$.data")).isEqualTo("hello");
	}

	@Test
	void curlTrustsTheDevelopmentAuthority() {
		Program.Result result = Curl.run("--http0.9", "--cacert", AUTHORITY.toString(),
				"https://localhost:" + this.whoami + "/");
		Map<String, Object> view = JsonPath.read(json(result.success()), "$");
		assertThat(view).containsEntry("serverName", "localhost").containsEntry("authorized", false);
	}

	@Test
	void clientWithoutCertificate() {
		Map<String, Object> view = view(OpenSslClient.to(this.asked).tls13().serverName("localhost").alpn("who/1"));
		assertThat(view.keySet()).containsExactly("authorized", "authorizationError", "serverName", "context",
				"applicationProtocol", "protocol", "cipher", "group", "sessionReused", "remoteAddress", "remotePort",
				"peer");
		assertThat(view).containsEntry("authorized", false)
			.containsEntry("authorizationError", "UNABLE_TO_GET_ISSUER_CERT")
			.containsEntry("serverName", "localhost")
			.containsEntry("context", "default")
			.containsEntry("applicationProtocol", "who/1")
			.containsEntry("protocol", "TLSv1.3")
			.containsEntry("sessionReused", false)
			.containsEntry("remoteAddress", "127.0.0.1")
			.containsEntry("peer", null);
		assertThat(view.get("cipher")).asString().startsWith("TLS_");
		assertThat(view.get("group")).asString().isNotBlank();
		assertThat((Integer) view.get("remotePort")).isPositive();
	}

	@Test
	void serverThatAsksForNothingFindsNobody() {
		Map<String, Object> view = view(OpenSslClient.to(this.other).identity(TestPki.client()));
		assertThat(view).containsEntry("authorized", false)
			.containsEntry("authorizationError", null)
			.containsEntry("peer", null);
	}

	@Test
	void clientWithCertificate() {
		TestCertificate client = TestPki.client();
		Map<String, Object> view = view(OpenSslClient.to(this.asked).identity(client));
		assertThat(view).containsEntry("authorized", true).containsEntry("authorizationError", null);
		Map<String, Object> peer = peer(view);
		assertThat(peer.keySet()).containsExactly("subject", "issuer", "subjectAltNames", "validFrom", "validTo",
				"serialNumber", "fingerprint", "fingerprint256");
		assertThat(peer).containsEntry("subject", Map.of("O", "Test", "CN", "client"))
			.containsEntry("issuer", Map.of("O", "Test", "CN", "Test CA"))
			.containsEntry("validFrom", client.certificate().getNotBefore().toInstant().toString())
			.containsEntry("validTo", client.certificate().getNotAfter().toInstant().toString())
			.containsEntry("serialNumber",
					client.certificate().getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT))
			.containsEntry("fingerprint", fingerprint(client, "-sha1"))
			.containsEntry("fingerprint256", fingerprint(client, "-sha256"));
	}

	@Test
	void certificateWithHostileNames() {
		Map<String, Object> view = view(OpenSslClient.to(this.asked).identity(TestPki.hostileNames()));
		Map<String, Object> peer = peer(view);
		assertThat(peer).containsEntry("subject",
				Map.of("C", "HU", "O", "A, B", "OU", List.of("one", "two"), "CN", "\u00c1d\u00e1m"));
		assertThat(peer.get("subjectAltNames")).asString()
			.isEqualTo("DNS:\"good.test\\u0000.evil.test\", DNS:\"a.test\\u002c DNS:b.test\"");
	}

	@Test
	void strangerIsNotAuthorized() {
		assertThat(view(OpenSslClient.to(this.asked).identity(TestPki.otherClient())))
			.containsEntry("authorized", false)
			.containsEntry("authorizationError", "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
	}

	@Test
	void eventsAreLogged(CapturedOutput output) {
		OpenSslClient.to(this.echo).exchange("hello\n", "hello");
		Await.untilAsserted(() -> assertThat(output)
			.containsPattern("echo: secure connection from /127\\.0\\.0\\.1:\\d+, authorized=false")
			.containsPattern("echo: closed by \\w+ after \\d+ ms, 6 bytes in, 6 bytes out"));
		OpenSslClient.to(this.echo).strict().awaitEnd();
		Await.untilAsserted(() -> assertThat(output).contains("echo: handshake failed: LOCAL_CERTIFICATE_REJECTED. "));
	}

	@Test
	void serversAreThoseOfYamlAndCommandLine() {
		assertThat(this.servers).isNotNull();
		assertThat(this.servers.all()).extracting(TlsServer::name)
			.containsExactlyInAnyOrder("echo", "whoami", "mail", "other", "asked");
	}

	private static Map<String, Object> view(OpenSslClient client) {
		try (OpenSslConnection connection = client.option("-quiet").open()) {
			return JsonPath.read(json(connection.awaitEnd().output()), "$");
		}
	}

	/**
	 * Return the JSON of an answer, which is all of one line.
	 */
	private static String json(String output) {
		List<String> lines = output.lines().filter((line) -> line.contains("{") || line.contains("}")).toList();
		assertThat(lines).singleElement().asString().startsWith("{").endsWith("}");
		return lines.get(0);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> peer(Map<String, Object> view) {
		assertThat(view.get("peer")).isInstanceOf(Map.class);
		return (Map<String, Object>) view.get("peer");
	}

	private static String fingerprint(TestCertificate certificate, String digest) {
		return Program.require("openssl")
			.run("x509", "-noout", "-fingerprint", digest, "-in", certificate.certFile().toString())
			.success()
			.strip()
			.replaceFirst(".*=", "");
	}

}
