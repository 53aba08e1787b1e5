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

import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Curl;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at the page of the sample in Chromium while real clients come and go.
 */
class PageTests extends AbstractPageTests {

	private static final String HOSTILE = "<img src=x onerror=window.hacked=1>";

	@Test
	void showsServersAndClientsWithTheirCertificates() {
		assertThat(this.browser.text("#status")).isEqualTo("Up");
		List<String> cards = this.browser
			.script("return Array.from(document.querySelectorAll('#endpoints > li'), (card) => card.innerText)");
		assertThat(cards).hasSize(5)
			.allMatch((card) -> card.contains("BoringSSL") && card.contains("localhost, 127.0.0.1, ::1"))
			.allMatch((card) -> card.matches("(?s).*\\b\\d+ days left.*"));
		assertThat(cards.get(0)).startsWith("echo").contains("Listening", "*:" + ECHO);
		assertThat(cards.get(1)).startsWith("mail").contains("Listening", "STARTTLS");
		assertThat(cards.get(2)).startsWith("whoami").contains("Listening", "judged, but not refused");
		assertThat(cards.get(3)).startsWith("echo").contains("client", "must be authorized");
		assertThat(this.browser.text("#endpoints")).contains("openssl s_client -connect localhost:" + ECHO);
	}

	@Test
	void handshakeAppearsAsItHappens() {
		this.browser.script("window.marker = 'same page'; return 1");
		succeed();
		assertThat(this.browser.<String>script("return window.marker")).isEqualTo("same page");
	}

	@Test
	void failureAppearsWithItsFix() {
		fail();
		assertThat(number("#failed")).isPositive();
		assertThat(this.browser.<Boolean>script("return document.getElementById('no-failures').hidden")).isTrue();
	}

	@Test
	void clientConnectsAtThePressOfAButton() {
		this.browser.script("document.querySelector('[data-key=\"client echo\"] button').click(); return 1");
		this.browser.awaitText("[data-key='client echo'] [data-field='so-far']", "1 secure, 0 failed");
		this.browser.awaitText("#events", "client, peer 127.0.0.1 port " + ECHO, "authorized",
				"6 bytes in, 6 bytes out");
	}

	@Test
	void textOfPeersIsTextAndNothingElse() {
		OpenSslClient.to(ECHO).serverName(HOSTILE).exchange("hello\n", "hello");
		OpenSslClient.to(ECHO).serverName(HOSTILE).option("-tls1_1", "-cipher", "ALL:@SECLEVEL=0").awaitEnd();
		Path certificate = DIRECTORY.resolve("hostile.pem");
		Path key = DIRECTORY.resolve("hostile-key.pem");
		Program.require("openssl")
			.run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
					"-subj", "/CN=" + HOSTILE, "-out", certificate.toString(), "-keyout", key.toString())
			.success();
		OpenSslClient.to(this.whoami).option("-cert", certificate.toString(), "-key", key.toString()).awaitEnd();
		this.browser.awaitText("#events", "server name " + HOSTILE, "peer CN=\\\\<img src\\\\=x");
		this.browser.awaitText("#failures", "UNSUPPORTED_PROTOCOL", "server name " + HOSTILE);
		assertThat(this.browser.<Integer>script("return document.querySelectorAll('main img').length")).isZero();
		assertThat(this.browser.<Boolean>script("return 'hacked' in window")).isFalse();
	}

	@Test
	void canBePaused() {
		this.browser.script("document.getElementById('pause').click(); return 1");
		this.browser.awaitText("#live", "Paused");
		OpenSslClient.to(ECHO).serverName("while-paused.test").exchange("hello\n", "hello");
		assertThat(this.browser.text("main")).doesNotContain("while-paused.test");
		this.browser.script("document.getElementById('pause').click(); return 1");
		this.browser.awaitText("#live", "Live");
		this.browser.awaitText("#events", "while-paused.test");
	}

	@Test
	void nothingComesFromElsewhereAndNothingIsWrong() {
		this.browser.requests();
		this.browser.console();
		openPage();
		succeed();
		fail();
		assertThat(this.browser.requests()).isNotEmpty()
			.allMatch((url) -> url.startsWith("http://localhost:" + this.web + "/"));
		assertThat(this.browser.console()).isEmpty();
	}

	@Test
	void policyForbidsWhatThePageDoesNotNeed() {
		for (String path : List.of("/", "/page.js", "/api/mails")) {
			assertThat(Curl.run("-D", "-", "-o", "/dev/null", "http://localhost:" + this.web + path).success())
				.containsIgnoringCase("Content-Security-Policy: " + PageHeaders.POLICY)
				.containsIgnoringCase("X-Content-Type-Options: nosniff");
		}
		this.browser.console();
		this.browser
			.script("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.hacked=1>'); return 1");
		Await.until("the policy is violated",
				() -> this.browser.console().stream().anyMatch((line) -> line.contains("Content Security Policy")));
		assertThat(this.browser.<Boolean>script("return 'hacked' in window")).isFalse();
	}

}
