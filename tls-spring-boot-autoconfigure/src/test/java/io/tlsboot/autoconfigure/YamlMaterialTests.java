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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Declares identities and trust in YAML in every way there is, with openssl as the judge.
 */
@ExtendWith(OutputCaptureExtension.class)
class YamlMaterialTests {

	private static final String PASSWORD = "store-password";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsEventAutoConfiguration.class, TlsServerAutoConfiguration.class))
		.withUserConfiguration(Verdicts.class);

	static Stream<Arguments> identities() throws IOException {
		TestCertificate server = TestPki.server();
		String noise = "subject=O = Test, CN = localhost\nissuer=O = Test, CN = Test CA\n";
		Path resources = Path.of(YamlMaterialTests.class.getResource("/").getPath());
		Files.copy(server.keyFile(), resources.resolve("yaml-key.pem"),
				java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		Files.copy(server.certFile(), resources.resolve("yaml-cert.pem"),
				java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		Path here = Path.of("").toAbsolutePath();
		return Stream.of(
				arguments("block", "key: " + Yaml.block(noise + server.keyPem(), 8),
						"cert: " + Yaml.block(noise + server.certPem(), 8)),
				arguments("folded", "key: \"" + server.keyPem().strip().replace("\n", "\\n") + "\"",
						"cert: '" + server.certPem().strip().replace('\n', ' ') + "'"),
				arguments("base64", "key: base64:" + base64(server.keyPem()),
						"cert: base64:" + base64(server.certPem())),
				arguments("classpath", "key: classpath:yaml-key.pem", "cert: classpath:yaml-cert.pem"),
				arguments("file", "key: file:" + server.keyFile(), "cert: " + server.certFile().toUri()),
				arguments("relative", "key: " + here.relativize(server.keyFile()),
						"cert: file:" + here.relativize(server.certFile())),
				arguments("list", "key: [" + server.keyFile() + "]", "cert: [" + server.certFile() + "]"),
				arguments("pfx", "pfx: " + server.pfxFile(PASSWORD), "passphrase: " + PASSWORD));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("identities")
	void identity(String name, String key, String cert) {
		this.runner
			.withInitializer(Yaml.of(FailedStart.ECHO + FailedStart.lines(key.stripTrailing(), cert.stripTrailing())))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				OpenSslResult result = client(port(context.getEnvironment())).exchange("", "not asked");
				assertThat(result.verifyCode()).isZero();
			});
	}

	@Test
	void rsaAndEcdsaOnOneServer() {
		TestCertificate ec = TestPki.server();
		TestCertificate rsa = TestPki.serverRsa();
		this.runner.withInitializer(
				Yaml.of(FailedStart.ECHO + FailedStart.lines("key: [" + ec.keyFile() + ", " + rsa.keyFile() + "]",
						"cert: [" + ec.certFile() + ", " + rsa.certFile() + "]")))
			.run((context) -> {
				int port = port(context.getEnvironment());
				assertThat(client(port).tls12().option("-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256").exchange("", "not"))
					.extracting(OpenSslResult::verifyCode)
					.isEqualTo(0);
				assertThat(client(port).tls12().option("-cipher", "ECDHE-RSA-AES128-GCM-SHA256").exchange("", "not"))
					.extracting(OpenSslResult::verifyCode)
					.isEqualTo(0);
			});
	}

	@Test
	void authoritiesAsNoisyText() {
		String noisy = "Issuer: O=Test, CN=Test CA, and so on\n" + TestPki.otherCa().certPem() + "# next, please\n"
				+ TestPki.ca().certPem();
		judges(FailedStart.ECHO + FailedStart.identity(TestPki.server()) + FailedStart.lines("request-cert: true",
				"reject-unauthorized: false", "ca: " + Yaml.block(noisy, 8).stripTrailing()));
	}

	@Test
	void pemBundle() {
		judges("""
				spring:
				  ssl:
				    bundle:
				      pem:
				        web:
				          keystore:
				            certificate: "file:%s"
				            private-key: "file:%s"
				          truststore:
				            certificate: "file:%s"
				""".formatted(TestPki.server().certFile(), TestPki.server().keyFile(), TestPki.ca().certFile())
				+ FailedStart.ECHO
				+ FailedStart.lines("bundle: web", "request-cert: true", "reject-unauthorized: false"));
	}

	@Test
	void jksBundleWithStorePasswordOnly() {
		judges("""
				spring:
				  ssl:
				    bundle:
				      jks:
				        web:
				          keystore:
				            location: "file:%s"
				            password: %s
				            type: PKCS12
				          truststore:
				            location: "file:%s"
				            password: %s
				            type: PKCS12
				""".formatted(TestPki.server().pfxFile(PASSWORD), PASSWORD, trustStore(), PASSWORD) + FailedStart.ECHO
				+ FailedStart.lines("bundle: web", "request-cert: true", "reject-unauthorized: false"));
	}

	@Test
	void jksBundleWithWrongPasswordNamesTheBundle() {
		FailedStart.of("""
				spring:
				  ssl:
				    bundle:
				      jks:
				        web:
				          keystore:
				            location: "file:%s"
				            password: wrong
				            type: PKCS12
				""".formatted(TestPki.server().pfxFile(PASSWORD)) + FailedStart.ECHO + FailedStart.lines("bundle: web"))
			.says("The configuration property 'tls.servers.echo.bundle' ({yaml} - 15:15) cannot be used:\n\n"
					+ "    The key store cannot be loaded (SSL bundle 'web'): keystore password was " + "incorrect.",
					"Correct the bundle as the cause says.");
	}

	@Test
	void bundleWithoutTrustFallsBackToWellKnownRootsWithWarning(CapturedOutput output) {
		String yaml = """
				spring:
				  ssl:
				    bundle:
				      pem:
				        web:
				          keystore:
				            certificate: "file:%s"
				            private-key: "file:%s"
				""".formatted(TestPki.server().certFile(), TestPki.server().keyFile()) + FailedStart.ECHO
				+ FailedStart.lines("bundle: web", "request-cert: true", "reject-unauthorized: false");
		this.runner.withInitializer(Yaml.of(yaml)).run((context) -> {
			int port = port(context.getEnvironment());
			client(port).identity(TestPki.client()).exchange("", "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
		});
		assertThat(output).contains("judges clients by the well-known roots, because 'tls.servers.echo.ca' is not set");
	}

	/**
	 * The server has its identity, and authorizes who has a certificate of the authority
	 * and nobody else.
	 */
	private void judges(String yaml) {
		this.runner.withInitializer(Yaml.of(yaml)).run((context) -> {
			assertThat(context).hasNotFailed();
			int port = port(context.getEnvironment());
			assertThat(client(port).identity(TestPki.client()).exchange("", "authorized").verifyCode()).isZero();
			client(port).identity(TestPki.selfSigned()).exchange("", "DEPTH_ZERO_SELF_SIGNED_CERT");
		});
	}

	private static OpenSslClient client(int port) {
		return OpenSslClient.to(port).trust(TestPki.ca());
	}

	private static int port(org.springframework.core.env.Environment environment) {
		return environment.getRequiredProperty("local.tls.echo.port", Integer.class);
	}

	private static Path trustStore() {
		try {
			java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setCertificateEntry("ca", TestPki.ca().certificate());
			Path file = TestPki.newDirectory("trust").resolve("trust.p12");
			try (java.io.OutputStream out = Files.newOutputStream(file)) {
				store.store(out, PASSWORD.toCharArray());
			}
			return file;
		}
		catch (IOException | java.security.GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

	@Configuration(proxyBeanMethods = false)
	static class Verdicts {

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection
				.sendString(connection.authorized() ? "authorized"
						: connection.authorizationError().map(Enum::name).orElse("not asked"))
				.then(connection.receive().then());
		}

	}

}
