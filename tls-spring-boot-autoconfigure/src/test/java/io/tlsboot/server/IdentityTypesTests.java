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

package io.tlsboot.server;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tlsboot.context.ContextException;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestKeys;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each kind of key and each source of an identity serves real clients.
 */
class IdentityTypesTests {

	private static final String ECHO = "hello\n";

	private static final Map<String, TestCertificate> SERVERS = new LinkedHashMap<>();

	static {
		SERVERS.put("RSA 2048", server("rsa-2048", TestKeys.rsa(2048)));
		SERVERS.put("RSA 3072", server("rsa-3072", TestKeys.rsa(3072)));
		SERVERS.put("RSA 4096", server("rsa-4096", TestKeys.rsa(4096)));
		SERVERS.put("EC P-256", server("ec-256", TestKeys.ec("secp256r1")));
		SERVERS.put("EC P-384", server("ec-384", TestKeys.ec("secp384r1")));
		SERVERS.put("EC P-521", server("ec-521", TestKeys.ec("secp521r1")));
		SERVERS.put("Ed25519", server("ed25519", TestKeys.ed25519()));
	}

	@ParameterizedTest(name = "{0}, {1}, {2}")
	@MethodSource("kinds")
	void eachKindOfKeyServes(String kind, TlsProvider provider, String version) {
		serves(RunningServer.with(provider)
			.context((spec) -> spec.identities(List.of(RunningServer.source(SERVERS.get(kind))))), version,
				"CN = localhost");
	}

	static Stream<Arguments> kinds() {
		return SERVERS.keySet()
			.stream()
			.flatMap((kind) -> Stream.of(TlsProvider.OPENSSL, TlsProvider.JDK)
				.flatMap((provider) -> Stream.of("TLSv1.3", "TLSv1.2")
					.map((version) -> Arguments.of(kind, provider, version))));
	}

	@ParameterizedTest
	@CsvSource({ "RSASSA-PSS,TLSv1.3", "RSASSA-PSS,TLSv1.2", "Ed448,TLSv1.3", "Ed448,TLSv1.2" })
	void theJdkEngineServesKeysThatBoringSslDoesNotKnow(String algorithm, String version) {
		serves(RunningServer.with(TlsProvider.JDK).context((spec) -> spec.identities(List.of(generated(algorithm)))),
				version, "CN = localhost");
	}

	@ParameterizedTest
	@ValueSource(strings = { "RSASSA-PSS", "Ed448" })
	void boringSslRefusesAKeyThatItDoesNotKnowAtStart(String algorithm) {
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(() -> RunningServer.with(TlsProvider.OPENSSL)
				.context((spec) -> spec.identities(List.of(generated(algorithm))))
				.start())
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("key");
				assertThat(ex.problem()).isEqualTo("The openssl engine (BoringSSL) cannot use an " + algorithm
						+ " key, and 'provider' chose that engine");
				assertThat(ex.action()).isEqualTo("Use 'provider: jdk', or a plain RSA or EC key.");
			});
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void ofTwoIdentitiesEachClientGetsTheOneItCanUse(TlsProvider provider, String version) {
		TestCertificate rsa = TestCertificate.builder("rsa").issuer(TestPki.ca()).serverAuth().rsa(2048).build();
		TestCertificate ec = TestCertificate.builder("ec").issuer(TestPki.ca()).serverAuth().build();
		try (RunningServer server = RunningServer.with(provider)
			.context((spec) -> spec.identities(List.of(RunningServer.source(rsa), RunningServer.source(ec))))
			.start()) {
			assertThat(subject(server, version, "-sigalgs", "RSA-PSS+SHA256:RSA+SHA256")).isEqualTo("CN = rsa");
			assertThat(subject(server, version, "-sigalgs", "ECDSA+SHA256")).isEqualTo("CN = ec");
			if (version.equals("TLSv1.2")) {
				assertThat(subject(server, version, "-cipher", "ECDHE-RSA-AES128-GCM-SHA256")).isEqualTo("CN = rsa");
				assertThat(subject(server, version, "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256")).isEqualTo("CN = ec");
			}
		}
	}

	@Test
	void twoIdentitiesOfOneKindContradict() {
		IdentitySource source = RunningServer.source(TestPki.server());
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(() -> RunningServer.with(TlsProvider.OPENSSL)
				.context((spec) -> spec.identities(List.of(source, source)))
				.start())
			.withMessage("key: Two identities have keys of the same kind, EC");
	}

	@Test
	void aServerNeedsAnIdentity() {
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(
					() -> RunningServer.with(TlsProvider.OPENSSL).context((spec) -> spec.identities(List.of())).start())
			.withMessage("key: A server needs a key and a certificate, and there is none");
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aPkcs12FileServes(TlsProvider provider) {
		IdentitySource source = new IdentitySource.Pkcs12(
				TestPki.serverUnderIntermediate().pfxFile("secret").toUri().toString(), "secret");
		serves(RunningServer.with(provider).context((spec) -> spec.identities(List.of(source))), "TLSv1.3",
				"O = Test, CN = localhost");
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aKeyStoreServes(TlsProvider provider) {
		IdentitySource source = new IdentitySource.Store(() -> TestPki.serverRsa().keyStore("secret"), "secret", null,
				"bundle 'web'");
		serves(RunningServer.with(provider).context((spec) -> spec.identities(List.of(source))), "TLSv1.2",
				"O = Test, CN = localhost");
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void theIntermediatesOfACertificateAreSent(TlsProvider provider, String version) {
		serves(RunningServer.with(provider)
			.context((spec) -> spec.identities(List.of(RunningServer.source(TestPki.serverUnderIntermediate())))),
				version, "O = Test, CN = localhost");
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void aChainIsCompletedFromCaButWithoutTheRoot(TlsProvider provider, String version) {
		TestCertificate leafOnly = TestPki.serverUnderIntermediate().presenting();
		OpenSslResult result = serves(
				RunningServer.with(provider)
					.context((spec) -> spec.identities(List.of(RunningServer.source(leafOnly)))
						.trust(RunningServer.trust(TestPki.ca(), TestPki.intermediate()))),
				version, "O = Test, CN = localhost");
		assertThat(result.output().split("BEGIN CERTIFICATE", -1)).as(result.output()).hasSize(1 + 2);
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,false", "JDK,false", "OPENSSL,true", "JDK,true" })
	void groupsAreKnownThoughTheCertificateIsLong(TlsProvider provider, boolean requestCert) {
		String[] names = IntStream.range(0, 300).mapToObj((i) -> "host-" + i + ".example.com").toArray(String[]::new);
		TestCertificate big = TestCertificate.builder("big").dns(names).issuer(TestPki.ca()).serverAuth().build();
		try (RunningServer server = RunningServer.with(provider)
			.context((spec) -> spec.identities(List.of(RunningServer.source(big)))
				.requestCert(requestCert)
				.trust(RunningServer.trust(TestPki.ca())))
			.start()) {
			OpenSslClient.to(server.port()).tls12().option("-groups", "P-256").exchange(ECHO, ECHO);
			assertThat(server.recorder().awaitSecured(1).namedGroup()).contains("P-256");
			OpenSslClient.to(server.port()).tls13().option("-groups", "P-521").exchange(ECHO, ECHO);
			assertThat(server.recorder().awaitSecured(2).namedGroup()).contains("P-521");
		}
	}

	private static OpenSslResult serves(RunningServer.Builder builder, String version, String subject) {
		try (RunningServer server = builder.start()) {
			OpenSslResult result = OpenSslClient.to(server.port())
				.protocol(version)
				.trust(TestPki.ca())
				.strict()
				.option("-showcerts")
				.exchange(ECHO, ECHO);
			assertThat(result.verifyCode()).as(result.output()).isZero();
			assertThat(result.protocol()).isEqualTo(version);
			assertThat(result.peerSubject()).isEqualTo(subject);
			return result;
		}
	}

	private static String subject(RunningServer server, String version, String... options) {
		return String.valueOf(OpenSslClient.to(server.port())
			.protocol(version)
			.trust(TestPki.ca())
			.strict()
			.option(options)
			.exchange(ECHO, ECHO)
			.peerSubject());
	}

	private static TestCertificate server(String name, KeyPair keys) {
		return TestCertificate.builder(name)
			.subject("CN=localhost")
			.dns("localhost")
			.issuer(TestPki.ca())
			.serverAuth()
			.keys(keys)
			.build();
	}

	private static IdentitySource generated(String algorithm) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			if (algorithm.startsWith("RSA")) {
				generator.initialize(2048);
			}
			return RunningServer.source(server(algorithm.toLowerCase(Locale.ROOT), generator.generateKeyPair()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
