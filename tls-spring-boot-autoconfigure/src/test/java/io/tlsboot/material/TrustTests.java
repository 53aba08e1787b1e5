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

package io.tlsboot.material;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.tlsboot.material.MaterialException.Part;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Trust anchors and revocation lists.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TrustTests {

	private static final String WHOLE_BLOCKS = "Copy the text again, whole blocks from -----BEGIN to -----END.";

	private final MaterialLoader loader = OpenSsl.loader();

	private OpenSsl openssl;

	@BeforeAll
	void makeCertificates(@TempDir Path directory) {
		this.openssl = new OpenSsl(directory);
		for (String name : List.of("one", "two", "three")) {
			this.openssl.selfSigned(name);
		}
		this.openssl.run("x509 -in @one.pem -outform DER -out @one.der");
		this.openssl.write("index", "");
		this.openssl.write("ca.conf", "[ca]\ndefault_ca=d\n[d]\ndatabase=" + directory + "/index\ndefault_md=sha256\n");
		for (String name : List.of("one", "two")) {
			this.openssl.run("ca -gencrl -config @ca.conf -cert @" + name + ".pem -keyfile @" + name
					+ ".key -crldays 30 -out @" + name + ".crl");
		}
		this.openssl.run("crl -in @one.crl -outform DER -out @one.crl.der");
	}

	@Test
	void readsSeveralLocationsWithSeveralBlocksEach() {
		String bundle = this.openssl.write("bundle.pem", "# my roots\r\n\r\n"
				+ this.openssl.text("one.pem", "two.pem").replace("\n", "\r\n") + "\r\n-- the end --\r\n");
		assertThat(trust(bundle, this.openssl.location("three.pem"))).containsExactly("CN=one", "CN=two", "CN=three");
	}

	@Test
	void keepsEachCertificateOnceInOrder() {
		assertThat(trust(this.openssl.text("two.pem", "one.pem", "two.pem"), this.openssl.location("one.der")))
			.containsExactly("CN=two", "CN=one");
	}

	@Test
	void readsOtherArmours() {
		this.openssl.run("x509 -in @one.pem -trustout -setalias one -out @trusted.pem");
		this.openssl.run("x509 -in @two.pem -trustout -addtrust clientAuth -out @uses.pem");
		String old = this.openssl.text("three.pem").replace("CERTIFICATE", "X509 CERTIFICATE");
		assertThat(this.openssl.text("trusted.pem")).startsWith("-----BEGIN TRUSTED CERTIFICATE-----");
		assertThat(trust(this.openssl.location("trusted.pem"), this.openssl.location("uses.pem"), old))
			.containsExactly("CN=one", "CN=two", "CN=three");
	}

	@Test
	void refusesToOverruleRejection() {
		this.openssl.run("x509 -in @one.pem -trustout -addreject clientAuth -out @rejecting.pem");
		String location = this.openssl.location("rejecting.pem");
		Failure.of(() -> trust(location))
			.in(Part.CA, location)
			.says("The trusted certificate at line 1 rejects some uses, which is not supported")
			.advises("Remove the settings: openssl x509 -clrreject -clrtrust -in " + this.openssl.path("rejecting.pem")
					+ " -out plain.pem.");
	}

	@Test
	void wellKnownRootsAreThoseOfTheRuntimeReadOnce() throws Exception {
		List<X509Certificate> roots = this.loader.trust(new TrustSource.WellKnown());
		KeyStore cacerts = KeyStore.getInstance(
				Path.of(System.getProperty("java.home"), "lib/security/cacerts").toFile(), "changeit".toCharArray());
		List<X509Certificate> expected = new ArrayList<>();
		for (String alias : Collections.list(cacerts.aliases())) {
			expected.add((X509Certificate) cacerts.getCertificate(alias));
		}
		assertThat(roots).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
		assertThat(this.loader.trust(new TrustSource.WellKnown())).isSameAs(roots);
	}

	@Test
	void manyThreadsShareTheWellKnownRoots() {
		MaterialLoader fresh = OpenSsl.loader();
		Set<List<X509Certificate>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		IntStream.range(0, 64)
			.parallel()
			.mapToObj((i) -> fresh.trust(new TrustSource.WellKnown()))
			.toList()
			.forEach(seen::add);
		assertThat(seen).hasSize(1);
	}

	@Test
	void wellKnownStandsBesideOtherEntries() {
		int roots = this.loader.trust(new TrustSource.WellKnown()).size();
		List<String> names = trust(this.openssl.location("one.pem"), "well-known", "well-known");
		assertThat(names).hasSize(roots + 1).startsWith("CN=one");
	}

	@Test
	void refusesEmptyList() {
		Failure.of(this::trust)
			.in(Part.CA, null)
			.says("The list of trusted certificates is empty")
			.advises(
					"Name certificates to trust, well-known for the roots of the Java runtime, or remove the property.");
	}

	@Test
	void namesEmptyEntry() {
		Failure.of(() -> trust(this.openssl.location("one.pem"), ""))
			.in(Part.CA, "empty text, entry 2")
			.says("The location is empty");
	}

	@Test
	void refusesGarbage() {
		String location = this.openssl.write("garbage.pem", "this is no certificate\n");
		Failure.of(() -> trust(this.openssl.location("one.pem"), location))
			.in(Part.CA, location)
			.says("No PEM block was found, and it is not DER either")
			.advises("Name a file with a -----BEGIN line; this one may be of another format, or empty of content.");
	}

	@Test
	void refusesTruncatedBlockAndNamesEntryAndLine() {
		String text = this.openssl.text("one.pem", "two.pem");
		String cut = text.substring(0, text.length() - 40);
		int line = this.openssl.text("one.pem").split("\n").length + 1;
		Failure.of(() -> trust(this.openssl.location("one.pem"), this.openssl.location("two.pem"), cut))
			.in(Part.CA, "inline PEM text, entry 3")
			.says("The PEM block CERTIFICATE that begins at line " + line + " has no end")
			.advises(WHOLE_BLOCKS);
	}

	@Test
	void refusesDamagedCertificate() {
		String[] lines = this.openssl.text("two.pem").split("\n");
		lines[3] = "";
		String location = this.openssl.write("damaged.pem", "\n" + String.join("\n", lines));
		Failure.of(() -> trust(location))
			.in(Part.CA, location)
			.says("The certificate at line 2 is damaged")
			.advises("Copy the certificate again, or try to read it: openssl x509 -noout -text -in "
					+ this.openssl.path("damaged.pem") + ".");
	}

	@Test
	void refusesBytesAfterCertificate() {
		byte[] der = this.openssl.bytes("one.der");
		String body = Base64.getMimeEncoder().encodeToString(Arrays.copyOf(der, der.length + 3));
		Failure.of(() -> trust("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----"))
			.in(Part.CA, "inline PEM text, entry 1")
			.says("The certificate at line 1 is damaged");
	}

	@Test
	void refusesPrivateKeyAmongTrustedCertificates() {
		int line = this.openssl.text("one.pem").split("\n").length + 1;
		String location = this.openssl.write("with-key.pem", this.openssl.text("one.pem", "one.key"));
		Failure.of(() -> trust(location))
			.in(Part.CA, location)
			.says("There is a private key at line " + line + " among the trusted certificates")
			.advises("Take the private key out of the file: who holds a trusted key can pretend to be anyone. "
					+ "If the file was readable to others, replace the key.");
		String reversed = this.openssl.text("one.key", "one.pem");
		Failure.of(() -> trust(reversed)).says("There is a private key at line 1 among the trusted certificates");
	}

	@Test
	void refusesRevocationListAmongTrustedCertificates() {
		Failure.of(() -> trust(this.openssl.text("one.pem", "one.crl")))
			.in(Part.CA, "inline PEM text, entry 1")
			.says("This is a certificate revocation list, not a certificate")
			.advises(
					"Name a certificate here, a file with -----BEGIN CERTIFICATE-----; a revocation list belongs under crl.");
	}

	@Test
	void readsRevocationLists() {
		String both = this.openssl.write("both.crl", this.openssl.text("one.crl", "two.crl"));
		assertThat(this.loader.crls(List.of(both, this.openssl.location("one.crl.der"), this.openssl.text("two.crl"))))
			.extracting((X509CRL list) -> list.getIssuerX500Principal().getName())
			.containsExactly("CN=one", "CN=two", "CN=one", "CN=two");
		assertThat(this.loader.crls(List.of())).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "one.pem,a certificate", "one.key,a private key" })
	void refusesOthersAmongRevocationLists(String file, String noun) {
		String location = this.openssl.location(file);
		Failure.of(() -> this.loader.crls(List.of(this.openssl.location("one.crl"), location)))
			.in(Part.CRL, location)
			.says("This is " + noun + ", not a certificate revocation list")
			.advises("Name a certificate revocation list here, a file with -----BEGIN X509 CRL-----.");
	}

	@Test
	void refusesDamagedRevocationList() {
		String[] lines = this.openssl.text("one.crl").split("\n");
		lines[2] = "";
		String location = this.openssl.write("damaged.crl", String.join("\n", lines));
		Failure.of(() -> this.loader.crls(List.of(location)))
			.in(Part.CRL, location)
			.says("The revocation list at line 1 is damaged")
			.advises("Fetch it again, or try to read it: openssl crl -noout -text -in "
					+ this.openssl.path("damaged.crl") + ".");
	}

	private List<String> trust(String... locations) {
		return this.loader.trust(new TrustSource.Locations(List.of(locations)))
			.stream()
			.map((certificate) -> certificate.getSubjectX500Principal().getName())
			.toList();
	}

}
