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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.tlsboot.pki.DevelopmentCertificates;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

/**
 * What a user reads when key or trust material keeps the application from starting, word
 * for word.
 */
class MaterialFailureTests {

	private static final Path CERT = TestPki.server().certFile();

	private final Path directory = TestPki.newDirectory("failures");

	@Test
	void wrongPassphrase() {
		Path key = encryptedKey();
		start("key: " + key, "cert: " + CERT, "passphrase: " + FailedStart.OTHER_SECRET).says(
				property("passphrase", "8:19") + "    The passphrase does not decrypt the private key (" + key + ").",
				"Correct the passphrase; this asks for it and tries it: openssl pkey -noout -in " + key + ".");
	}

	@Test
	void missingPassphrase() {
		Path key = encryptedKey();
		start("key: " + key, "cert: " + CERT).says(
				"The configuration property 'tls.servers.echo.passphrase' is not set:\n\n"
						+ "    The private key is encrypted and there is no passphrase (" + key + ").",
				"Give the passphrase, or decrypt the key: openssl pkey -in " + key + " -out plain.pem.");
	}

	@Test
	void emptyPassphrase() {
		Path key = encryptedKey();
		start("key: " + key, "cert: " + CERT, "passphrase: ${PASSPHRASE_OF_NOBODY:}").says(
				property("passphrase", "8:19") + "    The private key is encrypted and the passphrase is empty (" + key
						+ ").",
				"Give the passphrase, or decrypt the key: openssl pkey -in " + key + " -out plain.pem.");
	}

	@Test
	void keyOfAnotherCertificate() {
		Path key = TestPki.client().keyFile();
		start("key: " + key, "cert: " + CERT).says(property("key", "6:12")
				+ "    The private key does not belong to the certificate CN=localhost,O=Test (" + key + ").",
				fits(key.toString()));
	}

	@Test
	void inlineKeyOfAnotherCertificate() {
		start("key: " + Yaml.block(TestPki.client().keyPem(), 8) + "      cert: " + CERT).says(property("key", "6:12")
				+ "    The private key does not belong to the certificate CN=localhost,O=Test (inline PEM text).",
				fits("FILE"));
	}

	@Test
	void keyOfAnotherKind() {
		Path key = TestPki.serverRsa().keyFile();
		start("key: " + key, "cert: " + CERT).says(property("key", "6:12")
				+ "    The private key is RSA, but the certificate CN=localhost,O=Test is for a key of EC (" + key
				+ ").", fits(key.toString()));
	}

	@Test
	void keyAndCertificateSwapped() {
		start("key: " + CERT, "cert: " + TestPki.server().keyFile()).says(
				property("key", "6:12") + "    This is a certificate, not a private key (" + CERT + ").",
				"Name a private key here, a file with -----BEGIN PRIVATE KEY-----; key and cert may be swapped.");
	}

	@Test
	void bareTextOfKey() {
		String text = TestPki.client().keyPem().lines().skip(1).findFirst().orElseThrow();
		start("key: " + text, "cert: " + CERT).says(
				property("key", "6:12") + "    The text is neither a location nor PEM (inline text).",
				"Write base64: before base64 text; give PEM text from its -----BEGIN line to its -----END line.");
	}

	@Test
	void garbageForAuthorities() {
		Path garbage = write("garbage.pem", "not at all\n");
		FailedStart.ofEcho("request-cert: true", "ca: " + garbage)
			.says(property("ca", "9:11") + "    No PEM block was found, and it is not DER either (" + garbage + ").",
					"Name a file with a -----BEGIN line; this one may be of another format, or empty of content.");
	}

	@Test
	void truncatedAuthorityNamesTheEntry() {
		Path truncated = write("truncated.pem", TestPki.ca().certPem().substring(0, 300));
		FailedStart.ofEcho("request-cert: true", "ca:", "- " + TestPki.ca().certFile(), "- " + truncated)
			.says(property("ca[1]", "11:9") + "    The PEM block CERTIFICATE that begins at line 1 has no end ("
					+ truncated + ").", "Copy the text again, whole blocks from -----BEGIN to -----END.");
	}

	@Test
	void truncatedInlineAuthorityNamesTheEntry() {
		FailedStart
			.ofEcho("request-cert: true", "ca:", "- " + TestPki.ca().certFile(),
					"- " + Yaml.block(TestPki.ca().certPem().substring(0, 300), 10))
			.says(property("ca[1]", "11:9")
					+ "    The PEM block CERTIFICATE that begins at line 1 has no end (inline PEM text, entry 2).",
					"Copy the text again, whole blocks from -----BEGIN to -----END.");
	}

	@Test
	void missingFile() {
		start("key: /nowhere/key.pem", "cert: " + CERT).says(
				property("key", "6:12") + "    The file does not exist (/nowhere/key.pem).",
				"Create /nowhere/key.pem, or correct the location.");
	}

	@Test
	void missingFileOfEnvironment() {
		FailedStart
			.of(FailedStart.ECHO + FailedStart.lines("key: ignored", "cert: " + CERT),
					java.util.Map.of("TLS_SERVERS_ECHO_KEY", "/nowhere/key.pem"), FailedStart.EchoApplication.class)
			.says("The configuration property 'tls.servers.echo.key' ("
					+ "\"TLS_SERVERS_ECHO_KEY\" from property source \"test-systemEnvironment\") cannot be used:\n\n"
					+ "    The file does not exist (/nowhere/key.pem).",
					"Create /nowhere/key.pem, or correct the location.");
	}

	@Test
	void missingResource() {
		start("key: classpath:nowhere.pem", "cert: " + CERT).says(
				property("key", "6:12") + "    The resource does not exist (classpath:nowhere.pem).",
				"Correct the location.");
	}

	@Test
	void directoryInsteadOfFile() {
		start("key: " + this.directory, "cert: " + CERT).says(
				property("key", "6:12") + "    The location is a directory, not a file (" + this.directory + ").",
				"Name a file in " + this.directory + ".");
	}

	@Test
	void expiredCertificate() {
		TestCertificate expired = TestPki.expired();
		FailedStart failed = FailedStart.of(FailedStart.ECHO + FailedStart.identity(expired));
		String end = expired.certificate().getNotAfter().toInstant().toString();
		new FailedStart(failed.description().replaceFirst("and it is [^ ]+Z ", "and it is {now} "), failed.action(),
				failed.trace())
			.says(property("cert", "7:13") + "    The certificate CN=localhost,O=Test expired at " + end
					+ ", and it is {now} (" + expired.certFile() + ").",
					"Renew the certificate. This prints its dates: openssl x509 -dates -noout -in " + expired.certFile()
							+ ".");
	}

	@Test
	void weakKey() {
		TestCertificate weak = TestPki.weakRsa(1024);
		FailedStart.of(FailedStart.ECHO + FailedStart.identity(weak))
			.says(property("key", "6:12")
					+ "    The private key has an RSA key of 1024 bits, and fewer than 2048 are not safe ("
					+ weak.keyFile() + ").",
					"Make a new key and have a certificate issued for it: openssl genpkey -algorithm EC -pkeyopt "
							+ "ec_paramgen_curve:P-256 -out key.pem.");
	}

	@Test
	void wrongPassphraseOfPkcs12() {
		Path file = TestPki.server().pfxFile(FailedStart.SECRET);
		start("pfx: " + file, "passphrase: " + FailedStart.OTHER_SECRET).says(
				property("passphrase", "7:19") + "    The passphrase does not open the PKCS#12 file (" + file + ").",
				"Give the passphrase that the file was made with; this asks for it and tries it: openssl pkcs12 "
						+ "-info -noout -in " + file + ".");
	}

	@Test
	void unknownBundle() {
		start("bundle: nobody").says(property("bundle", "6:15") + "    There is no SSL bundle 'nobody'.",
				"Declare it under 'spring.ssl.bundle', or correct the name.");
	}

	@Test
	void damagedDevelopmentDirectory() {
		new DevelopmentCertificates(this.directory).obtain(List.of());
		Path authority = write("ca.pem", "garbage");
		FailedStart
			.of(FailedStart.ECHO + FailedStart.lines("development-certificate: true") + "  development-certificates:\n"
					+ "    directory: " + this.directory + "\n")
			.says("The configuration property 'tls.development-certificates.directory' ({yaml} - 8:16) cannot be used:"
					+ "\n\n    The development certificate " + authority
					+ " is damaged: its certificate cannot be read.",
					"Delete the directory " + this.directory
							+ ": new certificates are made at the next start, and their authority has to be trusted anew.");
	}

	private static FailedStart start(String... keys) {
		return FailedStart.of(FailedStart.ECHO + FailedStart.lines(keys));
	}

	private static String property(String key, String position) {
		return "The configuration property 'tls.servers.echo." + key + "' ({yaml} - " + position
				+ ") cannot be used:\n\n";
	}

	private static String fits(String key) {
		return "Give the key that the certificate was issued for. These two print the same then: openssl pkey -pubout "
				+ "-in " + key + " and openssl x509 -pubkey -noout -in " + CERT + ".";
	}

	private Path encryptedKey() {
		Path file = this.directory.resolve("encrypted.pem");
		Program.require("openssl")
			.run("pkcs8", "-topk8", "-v2", "aes256", "-in", TestPki.server().keyFile().toString(), "-out",
					file.toString(), "-passout", "pass:" + FailedStart.SECRET)
			.success();
		return file;
	}

	private Path write(String name, String text) {
		try {
			return Files.writeString(this.directory.resolve(name), text);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
