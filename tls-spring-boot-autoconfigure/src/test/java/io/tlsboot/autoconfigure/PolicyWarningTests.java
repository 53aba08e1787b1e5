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

import java.nio.file.Path;

import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says at start.
 */
@ExtendWith(OutputCaptureExtension.class)
class PolicyWarningTests {

	private static final String NO_EFFECT = "'tls.servers.echo.reject-unauthorized' has no effect without "
			+ "'request-cert: true'";

	private static final String WELL_KNOWN = "The TLS server 'echo' judges clients by the well-known roots, because "
			+ "'tls.servers.echo.ca' is not set: whoever holds any public certificate is authorized";

	private static final String NOT_SET = "The TLS server 'echo' asks for certificates and lets in clients that are not "
			+ "authorized, because 'tls.servers.echo.reject-unauthorized' is not set: check "
			+ "SecureConnection.authorized(), or set it";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsEventAutoConfiguration.class, TlsServerAutoConfiguration.class))
		.withUserConfiguration(TlsServerAutoConfigurationTests.Handlers.class);

	@Test
	void ordinaryServerHasNoWarning(CapturedOutput output) {
		start("");
		assertThat(output).doesNotContain("WARN")
			.containsPattern("TLS server 'echo' listens on 127\\.0\\.0\\.1, port \\d+, with BoringSSL: it is the "
					+ "fastest one and its native library loads");
	}

	@Test
	void chosenEngineIsReported(CapturedOutput output) {
		start("provider: jdk");
		assertThat(output).containsPattern("TLS server 'echo' listens on 127\\.0\\.0\\.1, port \\d+, with JSSE of Java "
				+ Runtime.version().feature() + ": it was chosen \\(provider: jdk\\)");
	}

	@Test
	void refusalWithoutRequest(CapturedOutput output) {
		start("reject-unauthorized: true");
		assertThat(output).contains(NO_EFFECT);
	}

	@Test
	void requestWithoutAuthorityAndRefusal(CapturedOutput output) {
		start("request-cert: true");
		assertThat(output).contains(WELL_KNOWN, NOT_SET);
	}

	@Test
	void requestWithEmptyRefusal(CapturedOutput output) {
		start("request-cert: true", "ca: " + TestPki.ca().certFile(), "reject-unauthorized:");
		assertThat(output).contains(NOT_SET).doesNotContain(WELL_KNOWN);
	}

	@Test
	void requestWithAuthorityAndDecision(CapturedOutput output) {
		start("request-cert: true", "ca: " + TestPki.ca().certFile(), "reject-unauthorized: false");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void wellKnownOnPurpose(CapturedOutput output) {
		start("request-cert: true", "ca: well-known", "reject-unauthorized: true");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void developmentCertificatesAreAnnouncedOnce(CapturedOutput output) {
		Path directory = TestPki.newDirectory("development").resolve("my certificates");
		String servers = FailedStart.ECHO + FailedStart.lines("development-certificate: true")
				+ FailedStart.ECHO.replace("tls:\n  servers:\n", "").replace("echo:", "second-echo:")
				+ FailedStart.lines("development-certificate: true") + "  development-certificates:\n    directory: "
				+ directory + "\n";
		this.runner.withInitializer(Yaml.of(servers)).run((context) -> {
			assertThat(context).hasNotFailed();
			String echo = context.getEnvironment().getProperty("local.tls.echo.port");
			String second = context.getEnvironment().getProperty("local.tls.second-echo.port");
			assertThat(output).containsOnlyOnce("Development certificates are in use: never use them in production")
				.containsPattern("Development CA, made now: " + directory + "/ca\\.pem \\(SHA-256 [0-9A-F:]{95}\\)")
				.contains("Try 'echo': openssl s_client -connect localhost:" + echo + " -CAfile '" + directory
						+ "/ca.pem'")
				.contains("Try 'second-echo': openssl s_client -connect localhost:" + second);
		});
		assertThat(directory.resolve("ca-key.pem")).exists();
	}

	@Test
	void developmentCertificatesAreReused(CapturedOutput output) {
		Path directory = TestPki.newDirectory("development");
		String yaml = FailedStart.ECHO + FailedStart.lines("development-certificate: true")
				+ "  development-certificates:\n    directory: file:" + directory + "\n";
		this.runner.withInitializer(Yaml.of(yaml)).run((context) -> assertThat(context).hasNotFailed());
		int first = output.length();
		this.runner.withInitializer(Yaml.of(yaml)).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.toString().substring(first)).contains("Development CA: " + directory)
			.doesNotContain("made now");
	}

	private void start(String... keys) {
		this.runner
			.withInitializer(
					Yaml.of(FailedStart.ECHO + FailedStart.identity(TestPki.server()) + FailedStart.lines(keys)))
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
