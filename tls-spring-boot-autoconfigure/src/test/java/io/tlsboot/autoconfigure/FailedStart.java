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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A start of an application that failed, and what the analyzers that Boot would ask say
 * of it. Paths of its configuration file show as {@code {yaml}}.
 *
 * @param description what was wrong
 * @param action what to do
 * @param trace the stack trace, for what must not be in it
 */
record FailedStart(String description, String action, String trace) {

	/** The beginning of a file in which each line that follows is a key of the server. */
	static final String ECHO = """
			tls:
			  servers:
			    echo:
			      port: 0
			      host: 127.0.0.1
			""";

	/** What may be in no text. */
	static final String SECRET = "Sesame-9-open";

	/** What may be in no text either. */
	static final String OTHER_SECRET = "Tampa-7-close";

	/**
	 * Start an application with an {@code echo} handler.
	 */
	static FailedStart of(String yaml) {
		return of(yaml, Map.of(), EchoApplication.class);
	}

	/**
	 * Start an echo server with a good identity and some more keys, one a line.
	 */
	static FailedStart ofEcho(String... keys) {
		return of(ECHO + identity(TestPki.server()) + lines(keys));
	}

	static String identity(TestCertificate certificate) {
		return lines("key: " + certificate.keyFile(), "cert: " + certificate.certFile());
	}

	/**
	 * Return keys of the server, one a line.
	 */
	static String lines(String... keys) {
		return Stream.of(keys).map((key) -> "      " + key + "\n").collect(Collectors.joining());
	}

	static FailedStart of(String yaml, Map<String, Object> environment, Class<?> application) {
		Path file = TestPki.newDirectory("application").resolve("application.yml");
		try {
			Files.writeString(file, yaml);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		ConfigurableApplicationContext[] context = new ConfigurableApplicationContext[1];
		SpringApplication started = new SpringApplicationBuilder(application).logStartupInfo(false)
			.properties("spring.main.banner-mode=off", "logging.level.org.springframework=off",
					"spring.config.location=" + file.toUri())
			.initializers((one) -> {
				context[0] = one;
				one.getEnvironment()
					.getPropertySources()
					.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment));
			})
			.build();
		started.setRegisterShutdownHook(false);
		try (ConfigurableApplicationContext running = started.run()) {
			throw new AssertionError("The application started");
		}
		catch (RuntimeException ex) {
			return analyze(ex, context[0], file);
		}
	}

	private static FailedStart analyze(RuntimeException failure, ConfigurableApplicationContext context, Path file) {
		ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
			.and(Environment.class, context.getEnvironment());
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, arguments, (type, name, missing) -> {
			});
		FailureAnalysis analysis = analyzers.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow(() -> new AssertionError("No analyzer explains it", failure));
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		return new FailedStart(shortened(analysis.getDescription(), file), shortened(analysis.getAction(), file),
				trace.toString());
	}

	private static String shortened(String text, Path file) {
		return text.replace("URL [" + file.toUri().toString().replace("file:///", "file:/") + "]", "{yaml}")
			.replace("file [" + file + "]", "{yaml}");
	}

	/**
	 * Expect these texts, and no secret in any text or in the messages of the stack
	 * trace.
	 */
	void says(String expectedDescription, String expectedAction) {
		assertThat(this.description).isEqualToNormalizingNewlines(expectedDescription);
		assertThat(this.action).isEqualToNormalizingNewlines(expectedAction);
		assertThat(this.description + this.action + this.trace).doesNotContain(SECRET, OTHER_SECRET)
			.doesNotContain(keyText(TestPki.server()), keyText(TestPki.client()));
	}

	private static String keyText(TestCertificate certificate) {
		return certificate.keyPem().lines().skip(1).findFirst().orElseThrow().substring(0, 40);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, TlsAutoConfiguration.class, TlsEventAutoConfiguration.class,
			TlsServerAutoConfiguration.class })
	static class EmptyApplication {

	}

	@Configuration(proxyBeanMethods = false)
	static class EchoApplication extends EmptyApplication {

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection.send(connection.receive().retain());
		}

	}

}
