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

import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.peer.server.FreePort;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The sample with its page open in Chromium, and what can be done to it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tls.servers.whoami.port=0", "tls.servers.mail.port=0" })
abstract class AbstractPageTests {

	static final Path DIRECTORY = TestPki.newDirectory("page");

	static final int ECHO = FreePort.next();

	static @Nullable Browser started;

	Browser browser;

	@Value("${local.server.port}")
	int web;

	@Value("${local.tls.whoami.port}")
	int whoami;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("tls.development-certificates.directory", DIRECTORY::toString);
		registry.add("tls.servers.echo.port", () -> ECHO);
		registry.add("tls.clients.echo.port", () -> ECHO);
	}

	@AfterAll
	static void closeBrowser() {
		if (started != null) {
			started.close();
			started = null;
		}
	}

	@BeforeEach
	void startBrowser() {
		// Not before all tests: without Chromium each of them is skipped and says so.
		if (started == null) {
			started = Browser.start();
		}
		this.browser = started;
		openPage();
	}

	void openPage() {
		this.browser.size(1280, 900, false);
		this.browser.open("http://localhost:" + this.web + "/");
		this.browser.awaitText("#live", "Live");
	}

	void succeed() {
		long before = number("#secure-note");
		try (OpenSslConnection connection = OpenSslClient.to(ECHO).serverName("localhost").open()) {
			connection.awaitHandshake();
			this.browser.awaitText("#events", "Secure", "TLSv1.3", "server name localhost");
			Await.until("one is secure now", () -> number("#secure") >= 1);
			Await.until("it is counted", () -> number("#secure-note") > before);
			Await.until("it is drawn",
					() -> this.browser
						.<String>script("return document.querySelector('#chart .secured').getAttribute('d')")
						.startsWith("M"));
		}
		this.browser.awaitText("#events", "Closed");
	}

	void fail() {
		try (RawClient client = RawClient.connect(ECHO)) {
			client.sendHttp().awaitEnd();
			this.browser.awaitText("#events", "Failed", "NOT_TLS");
			this.browser.awaitText("#failures", "NOT_TLS", HandshakeFailureReason.NOT_TLS.fix() + ".", "server echo",
					"Last peer 127.0.0.1:" + client.localPort());
		}
	}

	long number(String selector) {
		return Long.parseLong(this.browser.text(selector).replaceAll("\\D.*", ""));
	}

}
