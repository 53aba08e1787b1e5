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
import java.util.function.Function;
import java.util.stream.Stream;

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.TrustSource;
import io.tlsboot.sni.UnknownServerName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What a host has from its server and what it never has, key by key.
 */
class SniInheritanceTests {

	private static final String PAIR = "key: host.pem, cert: host-cert.pem";

	@Test
	void hostHasItsOwnIdentityAndName() {
		SecureContextSpec host = BoundServer.withHost("", PAIR).host();
		assertThat(host.name()).isEqualTo("a.example.com");
		assertThat(host.identities()).containsExactly(new IdentitySource.Pem("host.pem", "host-cert.pem", null));
	}

	@Test
	void contextOfTheServerIsTheDefault() {
		BoundServer server = BoundServer.withHost("", PAIR);
		assertThat(server.spec().context().name()).isEqualTo("default");
		assertThat(server.spec().context().identities())
			.containsExactly(new IdentitySource.Pem("server.pem", "server-cert.pem", null));
		assertThat(server.spec().sni().unknownServerName()).isEqualTo(UnknownServerName.DEFAULT);
		assertThat(BoundServer.of("unknown-server-name: reject").spec().sni().unknownServerName())
			.isEqualTo(UnknownServerName.REJECT);
	}

	@Test
	void hostWithoutSettingsDiffersFromServerInIdentityOnly() {
		BoundServer server = BoundServer.withHost("", PAIR);
		assertThat(server.host()).isEqualTo(server.spec()
			.context()
			.with((spec) -> spec.name("a.example.com").identities(server.host().identities())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "request-cert: true", "ca: ca.pem", "protocols: TLSv1.3" })
	void identityIsNotInherited(String host) {
		assertThatExceptionOfType(TlsConfigurationException.class).isThrownBy(() -> BoundServer.withHost("", host))
			.satisfies((ex) -> assertThat(ex.property()).startsWith("tls.servers.echo.sni[a.example.com]"));
	}

	@ParameterizedTest
	@CsvSource({ "key, cert", "cert, key" })
	void halfOfAnIdentityIsNotInherited(String there, String missing) {
		assertThatExceptionOfType(TlsConfigurationException.class)
			.isThrownBy(() -> BoundServer.withHost("", there + ": host.pem"))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("tls.servers.echo.sni[a.example.com]." + there))
			.withMessageContaining("There is no '" + missing + "' for it");
	}

	@Test
	void passphraseIsNotInherited() {
		BoundServer server = BoundServer.withHost("passphrase: Sesame", PAIR);
		assertThat(server.spec().context().identities())
			.containsExactly(new IdentitySource.Pem("server.pem", "server-cert.pem", "Sesame"));
		assertThat(server.host().identities())
			.containsExactly(new IdentitySource.Pem("host.pem", "host-cert.pem", null));
		assertThat(BoundServer.withHost("", PAIR + ", passphrase: Open").host().identities())
			.containsExactly(new IdentitySource.Pem("host.pem", "host-cert.pem", "Open"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "pfx: host.p12, passphrase: Open", "bundle: web", "development-certificate: true" })
	void otherIdentitiesTakeThePlaceOfKeyAndCert(String identity) {
		assertThat(BoundServer.withHost("", identity).host().identities()).singleElement()
			.isNotEqualTo(new IdentitySource.Pem("server.pem", "server-cert.pem", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { PAIR, PAIR + ", request-cert: true", "bundle: web" })
	void trustIsInheritedByAHostThatHasNone(String host) {
		TrustSource expected = new TrustSource.Locations(List.of("server-ca.pem"));
		BoundServer server = BoundServer.withHost("ca: server-ca.pem\n      request-cert: true", host);
		assertThat(server.spec().context().trust()).isEqualTo(expected);
		assertThat(server.host().requestCert()).isTrue();
		assertThat(server.host().trust()).isEqualTo(expected);
	}

	@Test
	void trustIsInheritedWithTheRefusal() {
		SecureContextSpec host = BoundServer
			.withHost("ca: server-ca.pem\n      request-cert: true\n      reject-unauthorized: true", PAIR)
			.host();
		assertThat(host.requestCert()).isTrue();
		assertThat(host.rejectUnauthorized()).isTrue();
		assertThat(host.trust()).isEqualTo(new TrustSource.Locations(List.of("server-ca.pem")));
	}

	@Test
	void trustOfAServerThatDoesNotAskIsInheritedToo() {
		assertThat(BoundServer.withHost("ca: server-ca.pem", PAIR + ", request-cert: true, reject-unauthorized: true")
			.host()
			.trust()).isEqualTo(new TrustSource.Locations(List.of("server-ca.pem")));
	}

	@Test
	void trustThatCameWithTheIdentityOfTheServerIsInherited() {
		assertThat(trustOfHostBelow("pfx: server.p12", "passphrase: Open", "request-cert: true"))
			.isEqualTo(new TrustSource.Pkcs12("server.p12", "Open"));
		assertThat(trustOfHostBelow("bundle: trusting", "request-cert: true")).isInstanceOfSatisfying(
				TrustSource.Store.class, (store) -> assertThat(store).asString().contains("trusting"));
		assertThat(trustOfHostBelow("development-certificate: true", "request-cert: true"))
			.isInstanceOf(TrustSource.Locations.class);
		assertThat(trustOfHostBelow("pfx: server.p12", "ca: server-ca.pem"))
			.isEqualTo(new TrustSource.Locations(List.of("server-ca.pem")));
	}

	@Test
	void identityOfAServerThatDoesNotAskBringsNoTrust() {
		assertThat(trustOfHostBelow("pfx: server.p12", "passphrase: Open")).isNull();
		assertThat(trustOfHostBelow("development-certificate: true")).isNull();
	}

	private static @Nullable TrustSource trustOfHostBelow(String... server) {
		return BoundServer
			.ofAny(Stream
				.concat(Stream.of(server), Stream.of("sni:", "  localhost: { " + PAIR + ", request-cert: true }"))
				.toArray(String[]::new))
			.host("localhost")
			.trust();
	}

	@Test
	void hostThatDoesNotAskJudgesNobody() {
		assertThat(BoundServer.withHost("ca: server-ca.pem\n      request-cert: true", PAIR + ", request-cert: false")
			.host()
			.trust()).isNull();
	}

	@Test
	void trustIsTheHosts() {
		assertThat(BoundServer.withHost("", PAIR + ", ca: [a.pem, b.pem], request-cert: true").host().trust())
			.isEqualTo(new TrustSource.Locations(List.of("a.pem", "b.pem")));
	}

	@Test
	void identityOfHostBringsItsTrust() {
		String asking = "ca: server-ca.pem\n      request-cert: true\n      reject-unauthorized: true";
		assertThat(BoundServer.withHost(asking, "pfx: host.p12, passphrase: Open").host().trust())
			.isEqualTo(new TrustSource.Pkcs12("host.p12", "Open"));
		assertThat(BoundServer.withHost(asking, "development-certificate: true").host().trust())
			.isInstanceOf(TrustSource.Locations.class);
		assertThat(BoundServer.withHost(asking, "bundle: trusting").host().trust()).isInstanceOfSatisfying(
				TrustSource.Store.class, (store) -> assertThat(store).asString().contains("trusting"));
		assertThat(BoundServer.withHost(asking, "pfx: host.p12, ca: a.pem").host().trust())
			.isEqualTo(new TrustSource.Locations(List.of("a.pem")));
		assertThat(BoundServer.withHost(asking, PAIR + ", ca: a.pem").host().trust())
			.isEqualTo(new TrustSource.Locations(List.of("a.pem")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			false | -     | -     | -     | false | false
			false | -     | true  | -     | true  | false
			false | -     | true  | true  | true  | true
			false | true  | true  | -     | true  | true
			false | true  | -     | -     | false | false
			true  | -     | -     | -     | true  | false
			true  | false | -     | -     | true  | false
			true  | true  | -     | -     | true  | true
			true  | true  | -     | false | true  | false
			true  | true  | false | -     | false | false
			true  | true  | false | true  | false | false
			true  | false | true  | true  | true  | true
			""")
	void whatIsAskedOfClientsIsInherited(String serverAsks, String serverRejects, String hostAsks, String hostRejects,
			boolean asks, boolean rejects) {
		String server = "ca: server-ca.pem\n      request-cert: " + serverAsks
				+ (serverRejects.equals("-") ? "" : "\n      reject-unauthorized: " + serverRejects);
		String host = PAIR + ", ca: host-ca.pem" + (hostAsks.equals("-") ? "" : ", request-cert: " + hostAsks)
				+ (hostRejects.equals("-") ? "" : ", reject-unauthorized: " + hostRejects);
		SecureContextSpec spec = BoundServer.withHost(server, host).host();
		assertThat(spec.requestCert()).isEqualTo(asks);
		assertThat(spec.rejectUnauthorized()).isEqualTo(rejects);
	}

	@ParameterizedTest
	@ValueSource(strings = { "request-cert: false", "request-cert: false\n      reject-unauthorized: true",
			"request-cert: true" })
	void refusalNeedsAnAuthorityOfTheHostOrTheServer(String server) {
		String host = PAIR + ", request-cert: true, reject-unauthorized: true";
		assertThatExceptionOfType(TlsConfigurationException.class).isThrownBy(() -> BoundServer.withHost(server, host))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("tls.servers.echo.sni[a.example.com].ca"));
	}

	static Stream<Arguments> negotiated() {
		return Stream.of(list("alpn-protocols", "echo/2", "echo/1", SecureContextSpec::alpnProtocols),
				list("npn-protocols", "echo/2", "echo/1", SecureContextSpec::npnProtocols),
				list("protocols", "TLSv1.3", "TLSv1.2", SecureContextSpec::protocols),
				list("ciphers", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", SecureContextSpec::ciphers),
				list("groups", "X25519", "P-256", SecureContextSpec::groups),
				arguments("session-id-context", "payments", "other", "payments", "other",
						(Function<SecureContextSpec, Object>) SecureContextSpec::sessionIdContext));
	}

	private static Arguments list(String key, String value, String other, Function<SecureContextSpec, Object> part) {
		return arguments(key, value, other, List.of(value), List.of(other), part);
	}

	@ParameterizedTest
	@MethodSource("negotiated")
	void howToNegotiateIsInherited(String key, String value, String other, Object expected, Object expectedOther,
			Function<SecureContextSpec, Object> part) {
		String server = key + ": " + value;
		assertThat(part.apply(BoundServer.withHost(server, PAIR).host())).isEqualTo(expected);
		assertThat(part.apply(BoundServer.withHost(server, PAIR + ", " + key + ": ''").host())).isEqualTo(expected);
		BoundServer differing = BoundServer.withHost(server, PAIR + ", " + key + ": " + other);
		assertThat(part.apply(differing.host())).isEqualTo(expectedOther);
		assertThat(part.apply(differing.spec().context())).isEqualTo(expected);
	}

	@Test
	void nameOfTheServerIsTheSessionIdContextOfItsHosts() {
		assertThat(BoundServer.withHost("", PAIR).host().sessionIdContext()).isEqualTo("echo");
	}

	@Test
	void sessionsAndEngineAreInherited() {
		BoundServer server = BoundServer
			.withHost("provider: jdk\n      session.timeout: 5m\n      session.cache-size: 6"
					+ "\n      session.tickets: true\n      session.ticket-keys.rotate-every: 3h", PAIR);
		assertThat(server.host().provider()).isEqualTo(TlsProvider.JDK);
		assertThat(server.host().session()).isEqualTo(server.spec().context().session());
		assertThat(server.host().session().timeout()).isEqualTo(Duration.ofMinutes(5));
		assertThat(server.host().session().ticketKeys().rotateEvery()).isEqualTo(Duration.ofHours(3));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "provider: jdk", "session: { timeout: 5m }", "max-connections: 1", "handshake-timeout: 1s" })
	void whatIsTheServersAloneIsUnknownToHosts(String key) {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> BoundServer.withHost("", PAIR + ", " + key))
			.havingRootCause()
			.withMessageContaining("were left unbound");
	}

}
