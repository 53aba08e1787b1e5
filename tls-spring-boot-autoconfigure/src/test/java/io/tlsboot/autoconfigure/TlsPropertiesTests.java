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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.tlsboot.connection.ChannelAllocator;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.dialect.StartTlsDialect;
import io.tlsboot.lifetime.LifetimeSpec;
import io.tlsboot.lifetime.OnVerdictChange;
import io.tlsboot.reload.ReloadSpec;
import io.tlsboot.sni.UnknownServerName;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pins the defaults, and binds every key from YAML as an application does.
 */
class TlsPropertiesTests {

	private final Map<String, Object> environment = new LinkedHashMap<>();

	@Test
	void defaults() {
		TlsProperties properties = new TlsProperties();
		assertThat(properties.getProvider()).isEqualTo(TlsProvider.AUTO);
		assertThat(properties.getKeyLogFile()).isNull();
		assertThat(properties.getAllocator()).isEqualTo(ChannelAllocator.POOLED);
		assertThat(properties.getHealth().getCertificateExpiryWarning()).isEqualTo(Duration.ofDays(14));
		assertThat(properties.getCertificates().getExpiryThresholds()).containsExactly(Duration.ofDays(30),
				Duration.ofDays(14), Duration.ofDays(7), Duration.ofDays(1), Duration.ZERO);
		assertThat(properties.getServers()).isEmpty();
		assertThat(properties.getDevelopmentCertificates().getDirectory()).isNull();
		assertThat(properties.getMetrics().isEnabled()).isTrue();
		assertThat(properties.getMetrics().getMaxContexts()).isEqualTo(100);
		assertThat(properties.getObservations().isEnabled()).isFalse();
		assertThat(properties.getWarmUp().isEnabled()).isTrue();
		assertThat(properties.getWarmUp().getHandshakes()).isEqualTo(40);
		assertThat(properties.getWarmUp().getMaxTime()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void defaultsOfServer() {
		assertThat(new TlsServerProperties()).hasAllNullFieldsOrPropertiesExcept("developmentCertificate",
				"requestCert", "sni", "sniCacheSize", "unknownServerName", "maxConnections", "handshakeTimeout",
				"clientHelloMaxSize", "maxPendingHandshakes", "session", "startTls", "reload", "ocsp",
				"onVerdictChange");
		bind("tls.servers.echo.port: 0", (properties) -> {
			TlsServerProperties server = properties.getServers().get("echo");
			assertThat(server.getSniCacheSize()).isEqualTo(10_000);
			assertThat(server.isDevelopmentCertificate()).isFalse();
			assertThat(server.isRequestCert()).isFalse();
			assertThat(server.getSni()).isEmpty();
			assertThat(server.getUnknownServerName()).isEqualTo(UnknownServerName.DEFAULT);
			assertThat(server.getMaxConnections()).isZero();
			assertThat(server.getHandshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(server.getClientHelloMaxSize()).isEqualTo(DataSize.ofKilobytes(16));
			assertThat(server.getMaxPendingHandshakes()).isEqualTo(10_000);
			assertThat(server.getSession().getTimeout()).isEqualTo(Duration.ofHours(1));
			assertThat(server.getSession().getCacheSize()).isEqualTo(4096);
			assertThat(server.getSession().isTickets()).isTrue();
			assertThat(server.getSession().getTicketKeys()).hasAllNullFieldsOrProperties();
			assertThat(server.getOcsp()).hasAllNullFieldsOrProperties();
			assertThat(new PropertiesReload("tls.servers.echo.", server.getReload())
				.toSpec(server.getReload().isSelfCheck())).isEqualTo(ReloadSpec.DEFAULTS);
			assertThat(new PropertiesLifetime("tls.servers.echo.", server).toSpec()).isEqualTo(LifetimeSpec.DEFAULTS);
		});
	}

	@Test
	void everyKey() {
		bind("""
				tls:
				  provider: jdk
				  allocator: netty
				  key-log-file: keys.log
				  development-certificates:
				    directory: build/dev
				  certificates:
				    expiry-thresholds: [10d, 12h]
				  warm-up:
				    enabled: false
				    handshakes: 7
				    max-time: 300ms
				  servers:
				    echo:
				      host: 127.0.0.1
				      port: 8443
				      handler: other
				      key: [one.pem, two.pem]
				      cert: [one-cert.pem, two-cert.pem]
				      passphrase: "00012"
				      pfx: file:all.p12
				      bundle: web
				      development-certificate: true
				      ca: [file:ca.pem, well-known]
				      crl: [file:one.crl, file:two.crl]
				      request-cert: true
				      reject-unauthorized: true
				      session-id-context: payments
				      alpn-protocols: [echo/2, echo/1]
				      npn-protocols: [echo/1, echo/0]
				      protocols: [TLSv1.3]
				      ciphers: [TLS_AES_128_GCM_SHA256]
				      groups: [X25519]
				      provider: openssl
				      sni:
				        "[*.example.com]":
				          key: [three.pem]
				          cert: [three-cert.pem]
				          passphrase: "00013"
				          pfx: file:host.p12
				          bundle: host
				          development-certificate: true
				          ca: host-ca.pem
				          crl: host.crl
				          request-cert: false
				          reject-unauthorized: false
				          session-id-context: host
				          alpn-protocols: [echo/3]
				          npn-protocols: [echo/0]
				          protocols: [TLSv1.2]
				          ciphers: [TLS_AES_256_GCM_SHA384]
				          groups: [P-256]
				          ocsp:
				            stapling: false
				            responder: http://ocsp.example.net
				      unknown-server-name: reject
				      sni-resolver: names
				      alpn-selector: none
				      max-connections: 7
				      handshake-timeout: 3s
				      start-tls: true
				      start-tls-dialect: imap
				      start-tls-dialogue: talk
				      plaintext-timeout: 2s
				      client-hello-max-size: 8KB
				      max-pending-handshakes: 9
				      on-verdict-change: close
				      verdict-change-grace: 1s
				      max-connection-age: 2h
				      max-connection-age-jitter: 0.2
				      max-connection-age-grace: 3m
				      session:
				        timeout: 5m
				        cache-size: 6
				        tickets: false
				        ticket-keys:
				          source: file
				          location: keys.txt
				          rotate-every: 1h
				          bean: keys
				      ocsp:
				        stapling: true
				        responder: http://ocsp.example.com
				      reload:
				        enabled: false
				        interval: 7s
				        quiet-period: 8s
				        max-delay: 9s
				        self-check: false
				""", (properties) -> {
			assertThat(properties.getProvider()).isEqualTo(TlsProvider.JDK);
			assertThat(properties.getKeyLogFile()).isEqualTo("keys.log");
			assertThat(properties.getAllocator()).isEqualTo(ChannelAllocator.NETTY);
			assertThat(properties.getDevelopmentCertificates().getDirectory()).isEqualTo("build/dev");
			TlsServerProperties server = properties.getServers().get("echo");
			assertThat(server).hasNoNullFieldsOrProperties();
			assertThat(server.getHost()).isEqualTo("127.0.0.1");
			assertThat(server.getPort()).isEqualTo(8443);
			assertThat(server.getHandler()).isEqualTo("other");
			assertThat(server.getKey()).containsExactly("one.pem", "two.pem");
			assertThat(server.getCert()).containsExactly("one-cert.pem", "two-cert.pem");
			assertThat(server.getPassphrase()).isEqualTo("00012");
			assertThat(server.getPfx()).isEqualTo("file:all.p12");
			assertThat(server.getBundle()).isEqualTo("web");
			assertThat(server.isDevelopmentCertificate()).isTrue();
			assertThat(server.getCa()).containsExactly("file:ca.pem", "well-known");
			assertThat(server.getCrl()).containsExactly("file:one.crl", "file:two.crl");
			assertThat(server.isRequestCert()).isTrue();
			assertThat(server.getRejectUnauthorized()).isTrue();
			assertThat(server.getSessionIdContext()).isEqualTo("payments");
			assertThat(server.getAlpnProtocols()).containsExactly("echo/2", "echo/1");
			assertThat(server.getNpnProtocols()).containsExactly("echo/1", "echo/0");
			assertThat(server.getProtocols()).containsExactly("TLSv1.3");
			assertThat(server.getCiphers()).containsExactly("TLS_AES_128_GCM_SHA256");
			assertThat(server.getGroups()).containsExactly("X25519");
			assertThat(server.getProvider()).isEqualTo(TlsProvider.OPENSSL);
			assertThat(server.getMaxConnections()).isEqualTo(7);
			assertThat(server.getReload().isEnabled()).isFalse();
			assertThat(server.getReload().isSelfCheck()).isFalse();
			assertThat(server.getReload().getInterval()).isEqualTo(Duration.ofSeconds(7));
			assertThat(server.getReload().getQuietPeriod()).isEqualTo(Duration.ofSeconds(8));
			assertThat(server.getReload().getMaxDelay()).isEqualTo(Duration.ofSeconds(9));
			assertThat(server.getHandshakeTimeout()).isEqualTo(Duration.ofSeconds(3));
			assertThat(server.isStartTls()).isTrue();
			assertThat(server.getStartTlsDialect()).isEqualTo(StartTlsDialect.IMAP);
			assertThat(server.getStartTlsDialogue()).isEqualTo("talk");
			assertThat(server.getPlaintextTimeout()).isEqualTo(Duration.ofSeconds(2));
			assertThat(server.getClientHelloMaxSize()).isEqualTo(DataSize.ofKilobytes(8));
			assertThat(server.getMaxPendingHandshakes()).isEqualTo(9);
			assertThat(new PropertiesLifetime("tls.servers.echo.", server).toSpec()).isEqualTo(new LifetimeSpec(
					OnVerdictChange.CLOSE, Duration.ofSeconds(1), Duration.ofHours(2), 0.2, Duration.ofMinutes(3)));
			assertThat(properties.getCertificates().getExpiryThresholds()).containsExactly(Duration.ofDays(10),
					Duration.ofHours(12));
			assertThat(properties.getWarmUp().isEnabled()).isFalse();
			assertThat(properties.getWarmUp().getHandshakes()).isEqualTo(7);
			assertThat(properties.getWarmUp().getMaxTime()).isEqualTo(Duration.ofMillis(300));
			assertThat(server.getSession().getTimeout()).isEqualTo(Duration.ofMinutes(5));
			assertThat(server.getSession().getCacheSize()).isEqualTo(6);
			assertThat(server.getSession().isTickets()).isFalse();
			TlsServerSessionProperties.TicketKeys keys = server.getSession().getTicketKeys();
			assertThat(keys.getSource()).isEqualTo(TlsServerSessionProperties.TicketKeys.Source.FILE);
			assertThat(keys.getLocation()).isEqualTo("keys.txt");
			assertThat(keys.getRotateEvery()).isEqualTo(Duration.ofHours(1));
			assertThat(keys.getBean()).isEqualTo("keys");
			assertThat(server.getOcsp().getStapling()).isTrue();
			assertThat(server.getOcsp().getResponder()).isEqualTo("http://ocsp.example.com");
			assertThat(server.getUnknownServerName()).isEqualTo(UnknownServerName.REJECT);
			assertThat(server.getSniResolver()).isEqualTo("names");
			assertThat(server.getAlpnSelector()).isEqualTo("none");
			assertThat(server.getSni()).containsOnlyKeys("*.example.com");
			everyKeyOfHost(server.getSni().get("*.example.com"));
		});
	}

	private static void everyKeyOfHost(TlsSniContextProperties host) {
		assertThat(host).hasNoNullFieldsOrProperties();
		assertThat(host.getKey()).containsExactly("three.pem");
		assertThat(host.getCert()).containsExactly("three-cert.pem");
		assertThat(host.getPassphrase()).isEqualTo("00013");
		assertThat(host.getPfx()).isEqualTo("file:host.p12");
		assertThat(host.getBundle()).isEqualTo("host");
		assertThat(host.isDevelopmentCertificate()).isTrue();
		assertThat(host.getCa()).containsExactly("host-ca.pem");
		assertThat(host.getRequestCert()).isFalse();
		assertThat(host.getRejectUnauthorized()).isFalse();
		assertThat(host.getSessionIdContext()).isEqualTo("host");
		assertThat(host.getAlpnProtocols()).containsExactly("echo/3");
		assertThat(host.getNpnProtocols()).containsExactly("echo/0");
		assertThat(host.getProtocols()).containsExactly("TLSv1.2");
		assertThat(host.getCiphers()).containsExactly("TLS_AES_256_GCM_SHA384");
		assertThat(host.getGroups()).containsExactly("P-256");
		assertThat(host.getOcsp().getStapling()).isFalse();
		assertThat(host.getOcsp().getResponder()).isEqualTo("http://ocsp.example.net");
	}

	@Test
	void singleValuesForLists() {
		bindEcho("      key: file:key.pem\n      cert: cert.pem\n      ca: a.pem, b.pem\n", (server) -> {
			assertThat(server.getKey()).containsExactly("file:key.pem");
			assertThat(server.getCert()).containsExactly("cert.pem");
			assertThat(server.getCa()).containsExactly("a.pem", "b.pem");
		});
	}

	@Test
	void pemTextWithCommasIsOneEntry() {
		String noisy = "Issuer: O=Test, CN=Test CA\n, and more,\n" + TestPki.ca().certPem();
		bindEcho("      ca: " + Yaml.block(noisy, 8) + "      cert: " + Yaml.block(noisy, 8), (server) -> {
			assertThat(server.getCa()).singleElement().asString().isEqualToNormalizingWhitespace(noisy);
			assertThat(server.getCert()).singleElement().asString().isEqualToNormalizingWhitespace(noisy);
		});
	}

	@Test
	void pemTextWithCommasInListIsOneEntryEach() {
		String noisy = "Issuer: O=Test, CN=Test CA\n" + TestPki.ca().certPem();
		bindEcho("      ca:\n      - " + Yaml.block(noisy, 10) + "      - a.pem\n",
				(server) -> assertThat(server.getCa()).hasSize(2).last().isEqualTo("a.pem"));
	}

	@Test
	void legacyKeyTextIsOneEntry() {
		String key = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
				+ "-----END RSA PRIVATE KEY-----\n";
		bindEcho("      key: " + Yaml.block(key, 8), (server) -> assertThat(server.getKey()).hasSize(1));
	}

	@Test
	void environmentVariables() {
		this.environment.put("TLS_SERVERS_ECHO_PORT", "9443");
		this.environment.put("TLS_SERVERS_ECHO_REQUESTCERT", "true");
		this.environment.put("TLS_SERVERS_ECHO_CA_0_", "a.pem");
		this.environment.put("TLS_SERVERS_OTHER_KEY",
				"-----BEGIN PRIVATE KEY-----\\nAA, AA\\n-----END PRIVATE KEY-----");
		this.environment.put("TLS_SERVERS_OTHER_SESSION_CACHESIZE", "5");
		bind("tls.servers.echo.port: 8443", (properties) -> {
			assertThat(properties.getServers()).containsOnlyKeys("echo", "other");
			TlsServerProperties echo = properties.getServers().get("echo");
			assertThat(echo.getPort()).isEqualTo(9443);
			assertThat(echo.isRequestCert()).isTrue();
			assertThat(echo.getCa()).containsExactly("a.pem");
			TlsServerProperties other = properties.getServers().get("other");
			assertThat(other.getKey()).hasSize(1);
			assertThat(other.getSession().getCacheSize()).isEqualTo(5);
		});
	}

	@Test
	void emptyValuesAreDefaults() {
		bind("""
				tls:
				  provider:
				  servers:
				    echo:
				      host: 127.0.0.1
				      port: ${PORT_OF_NOBODY:}
				      reject-unauthorized:
				      provider:
				      handshake-timeout:
				      client-hello-max-size:
				      session:
				        timeout:
				""", (properties) -> {
			assertThat(properties.getProvider()).isEqualTo(TlsProvider.AUTO);
			assertThat(properties.getServers().get("echo")).usingRecursiveComparison()
				.ignoringFields("host")
				.isEqualTo(new TlsServerProperties());
		});
	}

	@Test
	void emptyRejectUnauthorizedOfPlaceholderIsDefault() {
		bindEcho("      port: 0\n      reject-unauthorized: ${REJECT_OF_NOBODY:}\n",
				(server) -> assertThat(server.getRejectUnauthorized()).isNull());
	}

	private void bindEcho(String keys, Consumer<TlsServerProperties> check) {
		bind("tls:\n  servers:\n    echo:\n" + keys, (properties) -> check.accept(properties.getServers().get("echo")));
	}

	private void bind(String yaml, Consumer<TlsProperties> check) {
		new ApplicationContextRunner().withUserConfiguration(Binding.class)
			.withInitializer(Yaml.of(yaml))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", this.environment)))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				check.accept(context.getBean(TlsProperties.class));
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(TlsProperties.class)
	static class Binding {

		@org.springframework.context.annotation.Bean
		static EmptyIsUnset emptyIsUnset() {
			return new EmptyIsUnset();
		}

	}

}
