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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import io.tlsboot.material.MaterialException.Part;
import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * PKCS#12 files as {@code openssl} and {@code keytool} write them.
 */
@TestInstance(Lifecycle.PER_CLASS)
class Pkcs12Tests {

	private static final String EXPORT = "pkcs12 -export -inkey @server.key -in @server.pem -certfile @issuers.pem";

	private final MaterialLoader loader = OpenSsl.loader();

	private OpenSsl openssl;

	@BeforeAll
	void makeChain(@TempDir Path directory) {
		this.openssl = new OpenSsl(directory);
		this.openssl.selfSigned("root");
		this.openssl.selfSigned("other");
		this.openssl.issued("intermediate", "root", "");
		this.openssl.issued("server", "intermediate", "");
		this.openssl.write("issuers.pem", this.openssl.text("root.pem", "other.pem", "intermediate.pem"));
		this.openssl.write("passphrase", "pässwort€\n".getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " -legacy", " -descert", " -keypbe AES-128-CBC -certpbe NONE", " -macalg sha1",
			" -nomac", " -keypbe NONE -certpbe NONE", " -keypbe NONE -certpbe NONE -nomac" })
	void readsIdentityAndTrust(String options) {
		this.openssl.run(EXPORT + options + " -passout file:@passphrase -out @modern.p12");
		String location = this.openssl.location("modern.p12");
		assertThat(names(this.loader.identity(new IdentitySource.Pkcs12(location, "pässwort€")).chain()))
			.containsExactly("CN=server", "CN=intermediate", "CN=root");
		assertThat(names(this.loader.trust(new TrustSource.Pkcs12(location, "pässwort€"))))
			.containsExactlyInAnyOrder("CN=root", "CN=other", "CN=intermediate");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " -legacy", " -nomac", " -keypbe NONE -certpbe NONE",
			" -keypbe NONE -certpbe NONE -nomac" })
	void readsFileWithoutPassphrase(String options) {
		this.openssl.run(EXPORT + options + " -passout pass: -out @open.p12");
		String location = this.openssl.location("open.p12");
		for (String none : new String[] { null, "" }) {
			assertThat(this.loader.identity(new IdentitySource.Pkcs12(location, none)).chain()).hasSize(3);
			assertThat(this.loader.trust(new TrustSource.Pkcs12(location, none))).hasSize(3);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " -legacy", " -nomac", " -keypbe NONE -certpbe NONE" })
	void tellsMissingEmptyAndWrongPassphraseApart(String options) {
		this.openssl.run(EXPORT + options + " -passout pass:secret -out @closed.p12");
		String location = this.openssl.location("closed.p12");
		String action = "Give the passphrase that the file was made with; this asks for it and tries it: "
				+ "openssl pkcs12 -info -noout -in " + this.openssl.path("closed.p12") + ".";
		Failure.of(() -> identity(location, null))
			.in(Part.PASSPHRASE, location)
			.says("The PKCS#12 file needs a passphrase and there is none")
			.advises(action);
		Failure.of(() -> identity(location, ""))
			.in(Part.PASSPHRASE, location)
			.says("The PKCS#12 file needs a passphrase and the given one is empty")
			.advises(action);
		Failure.of(() -> identity(location, "wrong"))
			.in(Part.PASSPHRASE, location)
			.says("The passphrase does not open the PKCS#12 file")
			.advises(action);
		Failure.of(() -> this.loader.trust(new TrustSource.Pkcs12(location, "wrong")))
			.in(Part.PASSPHRASE, location)
			.says("The passphrase does not open the PKCS#12 file");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " -legacy", " -name ca", " -keypbe NONE -certpbe NONE -nomac" })
	void readsTrustWithoutKey(String options) {
		this.openssl.run("pkcs12 -export -nokeys -in @issuers.pem -passout pass:secret -out @trust.p12" + options);
		String location = this.openssl.location("trust.p12");
		assertThat(names(this.loader.trust(new TrustSource.Pkcs12(location, "secret"))))
			.containsExactlyInAnyOrder("CN=root", "CN=other", "CN=intermediate");
		Failure.of(() -> identity(location, "secret"))
			.in(Part.PFX, location)
			.says("The PKCS#12 file has no private key")
			.advises("Make one with a key: openssl pkcs12 -export -inkey key.pem -in cert.pem -out file.p12.");
	}

	@Test
	void refusesTrustInFileWithOnlyAnIdentity() {
		this.openssl.run("pkcs12 -export -inkey @server.key -in @server.pem -passout pass: -out @alone.p12");
		String location = this.openssl.location("alone.p12");
		Failure.of(() -> this.loader.trust(new TrustSource.Pkcs12(location, null)))
			.in(Part.PFX, location)
			.says("The PKCS#12 file has no trusted certificate")
			.advises("Add one: openssl pkcs12 -export -nokeys -in ca.pem -out file.p12.");
	}

	@Test
	void refusesFileWithoutCertificateOfItsKey() {
		this.openssl.run("pkcs12 -export -inkey @server.key -nocerts -passout pass: -out @nocert.p12");
		String location = this.openssl.location("nocert.p12");
		Failure.of(() -> identity(location, null))
			.in(Part.PFX, location)
			.says("The PKCS#12 file has no certificate for its private key")
			.advises("Make one with both: openssl pkcs12 -export -inkey key.pem -in cert.pem -out file.p12.");
	}

	@Test
	void namesSeveralKeys() {
		Program keytool = Program.require("keytool");
		String file = this.openssl.path("two.p12").toString();
		for (String alias : List.of("beta", "alpha")) {
			keytool
				.run("-genkeypair", "-keyalg", "EC", "-alias", alias, "-dname", "CN=" + alias, "-keystore", file,
						"-storetype", "PKCS12", "-storepass", "secret")
				.success();
		}
		Failure.of(() -> identity("file:" + file, "secret"))
			.in(Part.PFX, "file:" + file)
			.says("The PKCS#12 file has 2 private keys: alpha, beta")
			.advises("Make a file with the one to use, or name it by its alias in a Spring SSL bundle.");
	}

	@Test
	void refusesWeakKey() {
		this.openssl.run("req -x509 -newkey rsa:1024 -nodes -keyout @weak.key -out @weak.pem -subj /CN=weak");
		this.openssl.run("pkcs12 -export -inkey @weak.key -in @weak.pem -passout pass: -out @weak.p12");
		Failure.of(() -> identity(this.openssl.location("weak.p12"), null))
			.in(Part.PFX, this.openssl.location("weak.p12"))
			.says("The private key has an RSA key of 1024 bits, and fewer than 2048 are not safe");
	}

	@Test
	void refusesJavaKeyStore() {
		Program keytool = Program.require("keytool");
		String file = this.openssl.path("store.jks").toString();
		keytool
			.run("-genkeypair", "-keyalg", "EC", "-alias", "x", "-dname", "CN=x", "-keystore", file, "-storetype",
					"JKS", "-storepass", "secret", "-keypass", "secret")
			.success();
		Failure.of(() -> identity("file:" + file, "secret"))
			.in(Part.PFX, "file:" + file)
			.says("This is a Java key store (JKS), not a PKCS#12 file")
			.advises("Convert it: keytool -importkeystore -srckeystore " + file + " -destkeystore new.p12 "
					+ "-deststoretype PKCS12.");
	}

	@Test
	void refusesPem() {
		Failure.of(() -> identity(this.openssl.location("server.pem"), "secret"))
			.in(Part.PFX, this.openssl.location("server.pem"))
			.says("This is PEM text, not a PKCS#12 file")
			.advises(
					"Name it as key, cert or ca. Make one: openssl pkcs12 -export -inkey key.pem -in cert.pem -out file.p12.");
	}

	@Test
	void refusesTruncatedFile() {
		this.openssl.run(EXPORT + " -passout pass:secret -out @whole.p12");
		byte[] whole = this.openssl.bytes("whole.p12");
		String location = this.openssl.write("part.p12", Arrays.copyOf(whole, whole.length - 10));
		Failure.of(() -> identity(location, "secret"))
			.in(Part.PFX, location)
			.says("The file is not PKCS#12, or it is damaged")
			.advises("Make one: openssl pkcs12 -export -inkey key.pem -in cert.pem -out file.p12.");
	}

	private void identity(String location, String passphrase) {
		this.loader.identity(new IdentitySource.Pkcs12(location, passphrase));
	}

	private static List<String> names(List<X509Certificate> certificates) {
		return certificates.stream().map((certificate) -> certificate.getSubjectX500Principal().getName()).toList();
	}

}
