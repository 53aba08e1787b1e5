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

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Curl;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at the sample over HTTP as its operator does.
 */
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tls.servers.echo.port=0", "tls.servers.whoami.port=0", "tls.servers.mail.port=0",
				"tls.servers.spare.port=0", "tls.servers.spare.handler=echo",
				"tls.servers.spare.development-certificate=true", "spring.jmx.enabled=true",
				"management.endpoints.jmx.exposure.include=tls" })
class ActuatorTests {

	private static final Path DIRECTORY = TestPki.newDirectory("actuator");

	@Value("${local.tls.echo.port}")
	private int echo;

	@Value("${local.server.port}")
	private int web;

	@Autowired
	private @Nullable TlsServers servers;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("tls.development-certificates.directory", DIRECTORY::toString);
	}

	@Test
	void overviewShowsServersAndClients() {
		String shown = get("/actuator/tls");
		assertThat(JsonPath.<Map<String, Object>>read(shown, "$.servers")).containsKeys("echo", "whoami", "mail");
		assertThat(JsonPath.<Map<String, Object>>read(shown, "$.clients")).containsKeys("echo", "whoami");
		assertThat(JsonPath.<Boolean>read(shown, "$.servers.echo.listening")).isTrue();
		assertThat(JsonPath.<String>read(shown, "$.servers.echo.address")).endsWith(":" + this.echo);
		assertThat(JsonPath.<String>read(shown, "$.servers.echo.firstToExpire.validTo"))
			.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
	}

	@Test
	void serverAndClientOfOneNameAreToldApart() {
		String server = get("/actuator/tls/echo");
		assertThat(JsonPath.<String>read(server, "$.role")).isEqualTo("server");
		assertThat(JsonPath.<String>read(server, "$.session.timeout")).isEqualTo("PT1H");
		assertThat(JsonPath.<List<String>>read(server, "$.context.certificates[0].alternativeNames"))
			.contains("DNS:localhost");
		assertThat(JsonPath.<Map<String, Object>>read(server, "$")).doesNotContainKey("target");
		String client = get("/actuator/tls/echo?role=client");
		assertThat(JsonPath.<String>read(client, "$.role")).isEqualTo("client");
		assertThat(JsonPath.<Integer>read(client, "$.target.port")).isEqualTo(8000);
		assertThat(JsonPath.<Map<String, Object>>read(client, "$")).doesNotContainKeys("listening", "hosts");
		assertThat(status("/actuator/tls/echo?role=peer")).isEqualTo("400");
	}

	@Test
	void whatIsNotThereIsNotFound() {
		assertThat(status("/actuator/tls/other")).isEqualTo("404");
		assertThat(status("/actuator/tls/echo/successes")).isEqualTo("404");
		assertThat(status("/actuator/tls/other/failures")).isEqualTo("404");
	}

	@Test
	void jmxShowsTheSame() throws Exception {
		MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = beans.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=Tls,*"), null)
			.iterator()
			.next();
		String text = String.class.getName();
		assertThat(beans.invoke(name, "overview", new Object[0], new String[0]).toString()).contains("whoami");
		assertThat(beans.invoke(name, "failures", new Object[] { "echo", "failures", "client" },
				new String[] { text, text, text }))
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("role", "client");
	}

	@Test
	void failuresSayWhyAndWhatToDo() {
		try (RawClient client = RawClient.connect(this.echo)) {
			client.sendHttp().awaitEnd();
		}
		OpenSslClient.to(this.echo).trust(TestPki.otherCa()).strict().awaitEnd();
		Await.untilAsserted(() -> {
			String shown = get("/actuator/tls/echo/failures");
			assertThat(JsonPath.<List<String>>read(shown, "$.failures[*].reason")).contains("NOT_TLS",
					"LOCAL_CERTIFICATE_REJECTED");
			assertThat(JsonPath.<List<String>>read(shown, "$.failures[?(@.reason == 'NOT_TLS')].fix"))
				.containsExactly(HandshakeFailureReason.NOT_TLS.fix() + ".");
			assertThat(JsonPath.<List<String>>read(shown, "$.failures[*].examples[*].peer"))
				.allMatch((peer) -> peer.startsWith("127.0.0.1:"));
		});
	}

	@Test
	void noKeyIsShown() throws Exception {
		String shown = get("/actuator/tls") + get("/actuator/tls/echo") + get("/actuator/tls/echo?role=client")
				+ get("/actuator/tls/echo/failures") + get("/actuator/health");
		assertThat(shown).doesNotContain("PRIVATE");
		try (var files = Files.walk(DIRECTORY)) {
			for (Path file : files.filter((path) -> path.toString().contains("key")).toList()) {
				if (Files.isRegularFile(file)) {
					Files.readString(file)
						.lines()
						.filter((line) -> line.length() > 20)
						.forEach((line) -> assertThat(shown).doesNotContain(line));
				}
			}
		}
	}

	@Test
	void healthFollowsTheServers() {
		assertThat(this.servers).isNotNull();
		assertThat(JsonPath.<String>read(get("/actuator/health"), "$.components.tls.status")).isEqualTo("UP");
		this.servers.get("spare").close(Duration.ZERO).block(Await.LIMIT);
		String down = Curl.run("-s", url("/actuator/health")).success();
		assertThat(JsonPath.<String>read(down, "$.components.tls.status")).isEqualTo("DOWN");
		assertThat(JsonPath.<List<String>>read(down, "$.components.tls.details.notListening")).containsExactly("spare");
		assertThat(status("/actuator/health")).isEqualTo("503");
		this.servers.get("spare").listen().block(Await.LIMIT);
		assertThat(status("/actuator/health")).isEqualTo("200");
	}

	private String get(String path) {
		return Curl.run("-s", "--fail", url(path)).success();
	}

	private String status(String path) {
		return Curl.run("-s", "-o", "/dev/null", "-w", "%{http_code}", url(path)).success().trim();
	}

	private String url(String path) {
		return "http://127.0.0.1:" + this.web + path;
	}

}
