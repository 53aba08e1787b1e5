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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the metadata for editors to what the properties are.
 */
class MetadataTests {

	private static final String SERVER = "META-INF/spring/configuration-metadata/"
			+ "io.tlsboot.autoconfigure.TlsServerProperties.json";

	private static final List<String> NESTED = List.of("session", "reload", "ocsp");

	private static final String CLIENT = SERVER.replace("TlsServerProperties", "TlsClientProperties");

	private static final String HOST = SERVER.replace("TlsServerProperties", "TlsSniContextProperties");

	private static final String SHARED = "META-INF/spring-configuration-metadata.json";

	@Test
	void everyPropertyOfServersIsThere() {
		List<String> expected = Stream
			.of(keys(TlsServerProperties.class).filter((key) -> !NESTED.contains(key)),
					keys(TlsServerReloadProperties.class).map("reload."::concat),
					keys(TlsServerOcspProperties.class).map("ocsp."::concat),
					keys(TlsServerSessionProperties.class).filter((key) -> !key.equals("ticket-keys"))
						.map("session."::concat),
					keys(TlsServerSessionProperties.TicketKeys.class).map("session.ticket-keys."::concat))
			.flatMap((keys) -> keys)
			.toList();
		assertThat(properties(SERVER)).extracting((property) -> property.get("name"))
			.containsExactlyInAnyOrderElementsOf(expected)
			.contains("port", "sni", "session.cache-size", "session.ticket-keys.rotate-every");
	}

	@Test
	void everyPropertyOfHostsIsThere() {
		assertThat(properties(HOST)).extracting((property) -> property.get("name"))
			.containsExactlyInAnyOrderElementsOf(Stream
				.concat(keys(TlsSniContextProperties.class).filter((key) -> !NESTED.contains(key)),
						keys(TlsServerOcspProperties.class).map("ocsp."::concat))
				.toList())
			.contains("key", "request-cert", "alpn-protocols", "npn-protocols")
			.doesNotContain("session", "provider");
	}

	@Test
	void everyPropertyOfClientsIsThere() {
		List<String> expected = Stream
			.of(keys(TlsClientProperties.class).filter((key) -> !NESTED.contains(key)),
					keys(TlsReloadProperties.class).map("reload."::concat),
					keys(TlsClientOcspProperties.class).map("ocsp."::concat),
					keys(TlsSessionProperties.class).map("session."::concat))
			.flatMap((keys) -> keys)
			.toList();
		assertThat(properties(CLIENT)).extracting((property) -> property.get("name"))
			.containsExactlyInAnyOrderElementsOf(expected)
			.contains("servername", "extra-ca")
			.doesNotContain("session.tickets", "reload.self-check");
	}

	@Test
	void defaultsOfClients() {
		Map<Object, Object> defaults = properties(CLIENT).stream()
			.filter((property) -> property.containsKey("defaultValue"))
			.collect(Collectors.toMap((property) -> property.get("name"), (property) -> property.get("defaultValue")));
		assertThat(defaults).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(Map.entry("connect-timeout", "10s"),
				Map.entry("development-certificate", false), Map.entry("handshake-timeout", "10s"),
				Map.entry("host", "localhost"), Map.entry("session.cache-size", 4096),
				Map.entry("session.timeout", "1h"), Map.entry("start-tls", false),
				Map.entry("ocsp.require-staple", false), Map.entry("reload.enabled", true),
				Map.entry("reload.interval", "5s"), Map.entry("reload.quiet-period", "1s"),
				Map.entry("reload.max-delay", "10s"), Map.entry("on-verdict-change", "event")));
	}

	@Test
	void everySharedPropertyIsThere() {
		assertThat(properties(SHARED)).extracting((property) -> property.get("name"))
			.containsExactlyInAnyOrder("tls.provider", "tls.allocator", "tls.key-log-file", "tls.servers",
					"tls.clients", "tls.development-certificates.directory", "tls.certificates.expiry-thresholds",
					"tls.health.certificate-expiry-warning", "tls.metrics.enabled", "tls.metrics.max-contexts",
					"tls.observations.enabled", "tls.warm-up.enabled", "tls.warm-up.handshakes",
					"tls.warm-up.max-time");
	}

	static Stream<Map<String, Object>> described() {
		return Stream.of(SERVER, HOST, CLIENT, SHARED).flatMap((file) -> properties(file).stream());
	}

	static Stream<Map<String, Object>> all() {
		return Stream.of(SERVER, SHARED).flatMap((file) -> properties(file).stream());
	}

	@ParameterizedTest
	@MethodSource("described")
	void isDescribed(Map<String, Object> property) {
		assertThat(property.get("description")).asString()
			.isNotBlank()
			.endsWith(".")
			.doesNotContain("{@", "<code>", "<p>", "\n");
		if ("java.lang.Boolean".equals(property.get("type"))) {
			assertThat(property.get("description")).asString().startsWith("Whether ");
		}
		if ("java.time.Duration".equals(property.get("type"))) {
			assertThat(property.get("description")).asString().startsWith("Time ");
		}
	}

	@Test
	void defaults() {
		Map<Object, Object> defaults = all().filter((property) -> property.containsKey("defaultValue"))
			.collect(Collectors.toMap((property) -> property.get("name"), (property) -> property.get("defaultValue")));
		assertThat(defaults).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(Map.entry("tls.provider", "auto"),
				Map.entry("tls.allocator", "pooled"), Map.entry("tls.health.certificate-expiry-warning", "14d"),
				Map.entry("client-hello-max-size", "16KB"), Map.entry("development-certificate", false),
				Map.entry("handshake-timeout", "10s"), Map.entry("max-connections", 0),
				Map.entry("max-pending-handshakes", 10000), Map.entry("request-cert", false),
				Map.entry("start-tls", false), Map.entry("unknown-server-name", "default"),
				Map.entry("session.cache-size", 4096), Map.entry("reload.enabled", true),
				Map.entry("reload.interval", "5s"), Map.entry("reload.quiet-period", "1s"),
				Map.entry("reload.max-delay", "10s"), Map.entry("reload.self-check", true),
				Map.entry("session.tickets", true), Map.entry("session.timeout", "1h"),
				Map.entry("tls.metrics.enabled", true), Map.entry("tls.metrics.max-contexts", 100),
				Map.entry("tls.observations.enabled", false), Map.entry("tls.warm-up.enabled", true),
				Map.entry("tls.warm-up.handshakes", 40), Map.entry("tls.warm-up.max-time", "2s"),
				Map.entry("on-verdict-change", "event")));
	}

	@Test
	@SuppressWarnings("unchecked")
	void hintsOfProvider() {
		List<Map<String, Object>> hints = (List<Map<String, Object>>) json(SHARED).get("hints");
		assertThat(hints).singleElement().satisfies((hint) -> {
			assertThat(hint).containsEntry("name", "tls.provider");
			assertThat((List<Map<String, Object>>) hint.get("values")).extracting((value) -> value.get("value"))
				.containsExactly("auto", "openssl", "jdk");
		});
	}

	@Test
	void autoConfigurationsAreAllImported() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
			.filteredOn((name) -> name.startsWith("io.tlsboot."))
			.containsExactlyInAnyOrder(TlsAutoConfiguration.class.getName(), TlsClientAutoConfiguration.class.getName(),
					TlsEndpointAutoConfiguration.class.getName(), TlsEventAutoConfiguration.class.getName(),
					TlsHealthAutoConfiguration.class.getName(), TlsExpiryAutoConfiguration.class.getName(),
					TlsMetricsAutoConfiguration.class.getName(), TlsObservationAutoConfiguration.class.getName(),
					TlsPairAutoConfiguration.class.getName(), TlsServerAutoConfiguration.class.getName());
	}

	@Test
	void conditionsAreKnownBeforeClassesAreLoaded() throws IOException {
		Properties properties = new Properties();
		try (InputStream in = open("META-INF/spring-autoconfigure-metadata.properties")) {
			properties.load(in);
		}
		assertThat(properties).containsKeys(TlsAutoConfiguration.class.getName(),
				TlsClientAutoConfiguration.class.getName(), TlsEventAutoConfiguration.class.getName(),
				TlsPairAutoConfiguration.class.getName(), TlsServerAutoConfiguration.class.getName());
		assertThat(properties).containsEntry(TlsAutoConfiguration.class.getName() + ".ConditionalOnClass",
				"reactor.netty.tcp.TcpServer");
	}

	private static Stream<String> keys(Class<?> type) {
		return Arrays.stream(BeanUtils.getPropertyDescriptors(type))
			.map((property) -> property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
			.filter((key) -> !key.equals("class"));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> properties(String file) {
		List<Map<String, Object>> all = (List<Map<String, Object>>) json(file).get("properties");
		// Boot's processor adds what it knows of each endpoint of the actuator.
		return all.stream().filter((property) -> !property.get("name").toString().startsWith("management.")).toList();
	}

	private static Map<String, Object> json(String file) {
		try (InputStream in = open(file)) {
			return JsonPath.parse(in).read("$");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static InputStream open(String file) throws IOException {
		// Other jars have files of the same names.
		return Files.newInputStream(classes().resolve(file));
	}

	private static Path classes() {
		try {
			return Path.of(TlsProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
