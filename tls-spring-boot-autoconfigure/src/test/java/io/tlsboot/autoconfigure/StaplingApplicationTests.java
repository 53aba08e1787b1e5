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

import java.util.Locale;

import io.tlsboot.client.TlsClients;
import io.tlsboot.client.TlsConnectException;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OcspAuthority;
import io.tlsboot.test.peer.OcspResponder;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Exceptions;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Stapling as an application declares it, with a server and a client that requires it.
 */
@ExtendWith(OutputCaptureExtension.class)
class StaplingApplicationTests {

	private static final TestCertificate MUST_STAPLE = TestCertificate.builder("must-staple")
		.subject("CN=must-staple")
		.dns("localhost")
		.issuer(TestPki.intermediate())
		.serverAuth()
		.extension(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24"), false, new DERSequence(new ASN1Integer(5)))
		.build();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsServerAutoConfiguration.class, TlsClientAutoConfiguration.class))
		.withUserConfiguration(Handlers.class);

	@Test
	void aClientThatRequiresAnAnswerGetsIt() {
		OcspAuthority authority = new OcspAuthority(TestPki.intermediate()).good(MUST_STAPLE);
		try (OcspResponder responder = authority.start("-ndays", "1")) {
			this.runner
				.withInitializer(
						Yaml.of(yaml("      ocsp: { stapling: true, responder: '" + responder.address() + "' }\n")))
				.run((context) -> {
					int port = context.getEnvironment().getRequiredProperty("local.tls.echo.port", Integer.class);
					TlsClients clients = context.getBean(TlsClients.class);
					Await.until("the server is authorized", () -> authorized(clients, port));
					assertThat(OpenSslClient.to(port)
						.option("-status")
						.exchange("hello\n", "hello")
						.output()
						.toUpperCase(Locale.ROOT))
						.contains(MUST_STAPLE.certificate().getSerialNumber().toString(16).toUpperCase(Locale.ROOT));
				});
		}
	}

	@Test
	void aClientThatRequiresAnAnswerRefusesAServerWithoutOne(CapturedOutput output) {
		this.runner.withInitializer(Yaml.of(yaml(""))).run((context) -> {
			int port = context.getEnvironment().getRequiredProperty("local.tls.echo.port", Integer.class);
			TlsClients clients = context.getBean(TlsClients.class);
			assertThat(Exceptions
				.unwrap(catchThrowable(() -> clients.get("upstream").connect("localhost", port).block(Await.LIMIT))))
				.isInstanceOfSatisfying(TlsConnectException.class,
						(failure) -> assertThat(failure.verdict().orElseThrow().error())
							.isEqualTo(AuthorizationError.OCSP_NO_RESPONSE));
			assertThat(output).contains("The certificate of CN=must-staple for 'default' demands an OCSP response "
					+ "(must-staple): clients may refuse it without 'ocsp.stapling: true'");
			// The warm-up says nothing of its own
			assertThat(output.getAll().split("must-staple\\)", -1)).hasSize(2);
		});
	}

	@Test
	void aServerStartsWithoutAnybodyToAsk(CapturedOutput output) {
		this.runner.withInitializer(Yaml.of(yaml("      ocsp.stapling: true\n"))).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("The certificate of CN=must-staple for 'default' is served without an OCSP "
					+ "response, although 'ocsp.stapling' is on: it names no OCSP responder; set 'ocsp.responder' if "
					+ "its issuer has one. It demands one (must-staple): clients may refuse it");
		});
	}

	@Test
	void aServerStartsWhenTheResponderIsAway(CapturedOutput output) {
		this.runner
			.withInitializer(Yaml.of(yaml("      ocsp: { stapling: true, responder: 'http://127.0.0.1:9/ocsp' }\n")))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Await.until("it was asked", () -> output.toString().contains("gives no good answer"));
				assertThat(output).contains("about the certificate of CN=must-staple: Connection refused. The "
						+ "certificate is served without one, although it demands one (must-staple): clients may "
						+ "refuse it");
			});
	}

	private static boolean authorized(TlsClients clients, int port) {
		try {
			SecureConnection connection = clients.get("upstream").connect("localhost", port).block(Await.LIMIT);
			boolean authorized = connection != null && connection.authorized();
			if (connection != null) {
				connection.destroy();
			}
			return authorized;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private static String yaml(String ocsp) {
		return "tls:\n  servers:\n    echo:\n      port: 0\n      host: 127.0.0.1\n      key: "
				+ MUST_STAPLE.keyFile().toUri() + "\n      cert: " + MUST_STAPLE.chainFile().toUri() + "\n" + ocsp
				+ "  clients:\n    upstream:\n      ca: " + TestPki.ca().certFile().toUri()
				+ "\n      ocsp.require-staple: true\n";
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection.send(connection.receive().retain());
		}

	}

}
