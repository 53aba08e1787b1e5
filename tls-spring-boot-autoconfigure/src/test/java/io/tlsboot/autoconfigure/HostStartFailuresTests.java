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

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.tlsboot.context.ContextException;
import io.tlsboot.material.MaterialException;
import io.tlsboot.material.MaterialException.Part;
import io.tlsboot.server.SniContextException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * Which property a failure of the core is one of, when it is about a host.
 */
class HostStartFailuresTests {

	private final TlsServerProperties server = new TlsServerProperties();

	private final StartFailures failures = StartFailures.ofServer("echo", this.server);

	@BeforeEach
	void hosts() {
		TlsSniContextProperties host = new TlsSniContextProperties();
		host.setKey(List.of("a.pem"));
		host.setCert(List.of("a-cert.pem"));
		this.server.getSni().put("a.example.com", host);
		this.server.getSni().put("b.example.com", new TlsSniContextProperties());
		this.server.setProtocols(List.of("TLSv1.3"));
	}

	@ParameterizedTest
	@CsvSource({ "key, sni[a.example.com].key", "ca, ca", "crl, crl", "pfx, pfx", "bundle, bundle",
			"npn-protocols, npn-protocols", "protocols, protocols", "ciphers, ciphers",
			"session-id-context, session-id-context", "session.timeout, session.timeout",
			"session.ticket-keys.source, session.ticket-keys.source" })
	void keyThatAHostDoesNotSetIsTheServers(String key, String expected) {
		assertThat(property(host("a.example.com", context(key)))).isEqualTo("tls.servers.echo." + expected);
	}

	@Test
	void engineOfAllServers() {
		assertThat(property(host("a.example.com", context("provider")))).isEqualTo("tls.provider");
	}

	@ParameterizedTest
	@CsvSource({ "ca", "pfx", "bundle", "alpn-protocols", "npn-protocols", "protocols", "ciphers", "groups",
			"request-cert", "reject-unauthorized", "session-id-context" })
	void keyThatAHostSetsIsItsOwn(String key) {
		TlsSniContextProperties host = new TlsSniContextProperties();
		host.setCa(List.of("a"));
		host.setPfx("a");
		host.setBundle("a");
		host.setAlpnProtocols(List.of("a"));
		host.setNpnProtocols(List.of("a"));
		host.setProtocols(List.of("a"));
		host.setCiphers(List.of("a"));
		host.setGroups(List.of("a"));
		host.setRequestCert(true);
		host.setRejectUnauthorized(true);
		host.setSessionIdContext("a");
		this.server.getSni().put("c.example.com", host);
		assertThat(property(host("c.example.com", context(key))))
			.isEqualTo("tls.servers.echo.sni[c.example.com]." + key);
	}

	@ParameterizedTest
	@CsvSource({ "session.ticket-keys.source", "session.ticket-keys.location", "session.ticket-keys.rotate-every",
			"sni" })
	void keysOfTheServer(String key) {
		assertThat(property(context(key))).isEqualTo("tls.servers.echo." + key);
	}

	@Test
	void material() {
		SniContextException failure = host("a.example.com",
				new MaterialException(Part.CERT, "a-cert.pem", "It has expired", "Renew it.", null));
		assertThat(this.failures.explain(new IllegalStateException(failure)))
			.asInstanceOf(type(TlsConfigurationException.class))
			.satisfies((ex) -> {
				assertThat(ex.property()).isEqualTo("tls.servers.echo.sni[a.example.com].cert");
				assertThat(ex.problem()).isEqualTo("It has expired (a-cert.pem).");
				assertThat(ex.action()).isEqualTo("Renew it.");
			});
	}

	@ParameterizedTest
	@CsvSource({ "CA, ca", "PFX, pfx", "BUNDLE, bundle" })
	void trustOfTheServerThatAHostUses(Part part, String expected) {
		MaterialException inherited = new MaterialException(part, "x", "It is gone", "Restore it.", null);
		assertThat(property(host("a.example.com", inherited))).isEqualTo("tls.servers.echo." + expected);
		TlsSniContextProperties own = new TlsSniContextProperties();
		own.setCa(List.of("x"));
		own.setPfx("x");
		own.setBundle("x");
		this.server.getSni().put("c.example.com", own);
		assertThat(property(host("c.example.com", inherited)))
			.isEqualTo("tls.servers.echo.sni[c.example.com]." + expected);
		TlsSniContextProperties development = new TlsSniContextProperties();
		development.setDevelopmentCertificate(true);
		this.server.getSni().put("c.example.com", development);
		MaterialException authority = new MaterialException(Part.CA, "x", "It is gone", "Restore it.", null);
		assertThat(property(host("c.example.com", authority)))
			.isEqualTo("tls.servers.echo.sni[c.example.com].development-certificate");
	}

	@Test
	void severalHosts() {
		SniContextException failure = host("a.example.com", context("key"));
		failure.addSuppressed(host("b.example.com", context("cert")));
		failure.addSuppressed(new IllegalStateException("closed"));
		assertThat(this.failures.explain(failure)).asInstanceOf(type(TlsHostsException.class)).satisfies((ex) -> {
			assertThat(ex.server()).isEqualTo("echo");
			assertThat(ex.total()).isEqualTo(2);
			assertThat(ex.first()).extracting(TlsConfigurationException::property)
				.containsExactly("tls.servers.echo.sni[a.example.com].key", "tls.servers.echo.sni[b.example.com].cert");
		});
	}

	@Test
	void allOfManyHostsAreCountedAndTheFirstAreShown() {
		List<SniContextException> all = IntStream.range(0, 1500)
			.mapToObj((i) -> "h" + i + ".example.com")
			.map((pattern) -> {
				this.server.getSni().put(pattern, new TlsSniContextProperties());
				return host(pattern, context("key"));
			})
			.toList();
		all.stream().skip(1).forEach(all.get(0)::addSuppressed);
		TlsHostsFailureAnalyzer analyzer = new TlsHostsFailureAnalyzer(new StandardEnvironment());
		FailureAnalysis analysis = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5),
				() -> analyzer.analyze(new IllegalStateException(this.failures.explain(all.get(0)))));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo(
				"1500 hosts of the TLS server 'echo' cannot be set up; the first 10 are:\n\n" + IntStream.range(0, 10)
					.mapToObj((i) -> "    'tls.servers.echo.sni[h" + i + ".example.com].key': It is wrong.")
					.collect(Collectors.joining("\n")));
		assertThat(analysis.getAction()).isEqualTo("Correct each of them:\n\n    Correct it.");
	}

	@Test
	void serverMayHaveAnyName() {
		TlsServerProperties dotted = new TlsServerProperties();
		dotted.getSni().put("a.example.com", new TlsSniContextProperties());
		SniContextException failure = host("a.example.com", context("key"));
		failure.addSuppressed(host("a.example.com", context("cert")));
		assertThat(StartFailures.ofServer("a.b", dotted).explain(failure)).asInstanceOf(type(TlsHostsException.class))
			.satisfies((ex) -> {
				assertThat(ex.server()).isEqualTo("a.b");
				assertThat(ex.first()).first()
					.extracting(TlsConfigurationException::property)
					.isEqualTo("tls.servers.a.b.sni[a.example.com].key");
			});
	}

	@Test
	void failureThatHasToDoWithNoPropertyStaysAsItIs() {
		RuntimeException ofNobody = host("nobody.example.com", context("key"));
		assertThat(this.failures.explain(ofNobody)).isSameAs(ofNobody);
		RuntimeException other = host("a.example.com", new IllegalStateException("broken"));
		assertThat(this.failures.explain(other)).isSameAs(other);
	}

	private @Nullable String property(RuntimeException failure) {
		return (this.failures.explain(failure) instanceof TlsConfigurationException ex) ? ex.property() : null;
	}

	private static SniContextException host(String pattern, RuntimeException cause) {
		return new SniContextException(pattern, cause);
	}

	private static ContextException context(String key) {
		return new ContextException(key, null, "It is wrong", "Correct it.", null);
	}

}
