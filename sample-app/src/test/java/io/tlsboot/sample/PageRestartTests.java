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
import java.time.Duration;
import java.util.List;

import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.peer.server.FreePort;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stops and starts the sample while somebody watches.
 */
class PageRestartTests {

	/** Far below the half minute that Spring waits for responses that do not end. */
	private static final Duration SOON = Duration.ofSeconds(10);

	private static final Path DIRECTORY = TestPki.newDirectory("page-restart");

	private final int web = FreePort.next();

	@Test
	void pageSaysThatItIsDisconnectedAndComesBackByItself() {
		try (Browser browser = Browser.start()) {
			try (ConfigurableApplicationContext application = start()) {
				browser.open(url("/"));
				browser.awaitText("#live", "Live");
				browser.awaitText("#no-events", "Run openssl s_client -connect localhost:" + echo(application));
				browser.awaitText("#no-failures", "run curl http://localhost:" + echo(application) + "/");
				browser.script("window.marker = 'same page'; return 1");
				assertThat(close(application)).isLessThan(SOON);
			}
			browser.awaitText("#live", "Disconnected");
			browser.awaitText("#status", "Unknown");
			try (ConfigurableApplicationContext application = start()) {
				browser.awaitText("#live", "Live");
				OpenSslClient.to(echo(application)).serverName("again.test").exchange("hello\n", "hello");
				browser.awaitText("#events", "again.test");
				assertThat(browser.text("#endpoints")).contains("*:" + echo(application));
				assertThat(browser.<String>script("return window.marker")).isEqualTo("same page");
				assertThat(close(application)).isLessThan(SOON);
			}
		}
	}

	@Test
	void streamEndsCleanlyWhenTheApplicationStops() {
		try (ConfigurableApplicationContext application = start();
				Peer curl = Program.require("curl").start(List.of("-sN", "--noproxy", "*", url("/api/live")))) {
			curl.awaitOutput("data:");
			assertThat(close(application)).isLessThan(SOON);
			assertThat(curl.awaitEnd().status()).isZero();
		}
	}

	private ConfigurableApplicationContext start() {
		return SpringApplication.run(SampleApplication.class, "--server.port=" + this.web, "--tls.servers.echo.port=0",
				"--tls.servers.whoami.port=0", "--tls.servers.mail.port=0",
				"--tls.development-certificates.directory=" + DIRECTORY);
	}

	private static int echo(ConfigurableApplicationContext application) {
		return application.getEnvironment().getRequiredProperty("local.tls.echo.port", Integer.class);
	}

	private static Duration close(ConfigurableApplicationContext application) {
		long before = System.nanoTime();
		application.close();
		return Duration.ofNanos(System.nanoTime() - before);
	}

	private String url(String path) {
		return "http://localhost:" + this.web + path;
	}

}
