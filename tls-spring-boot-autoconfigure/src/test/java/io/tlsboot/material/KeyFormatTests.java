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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tlsboot.material.MaterialException.Part;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every format of a private key that {@code openssl} writes, for every kind of key.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KeyFormatTests {

	private static final String PASSPHRASE = "pässwort€";

	private static final List<String> KINDS = List.of("rsa", "rsapss", "p256", "p384", "p521", "ed25519");

	private final MaterialLoader loader = OpenSsl.loader();

	private OpenSsl openssl;

	@BeforeAll
	void makeKeys(@TempDir Path directory) {
		this.openssl = new OpenSsl(directory);
		this.openssl.write("passphrase", (PASSPHRASE + "\n").getBytes(StandardCharsets.UTF_8));
		this.openssl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out @rsa.key");
		this.openssl.run("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out @rsapss.key");
		this.openssl.run("genpkey -algorithm ED25519 -out @ed25519.key");
		for (String curve : List.of("256", "384", "521")) {
			this.openssl
				.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-" + curve + " -out @p" + curve + ".key");
		}
		for (String kind : KINDS) {
			this.openssl.run("req -x509 -key @" + kind + ".key -out @" + kind + ".pem -days 30 -subj /CN=" + kind);
		}
	}

	static Stream<Format> plain() {
		List<Format> formats = new ArrayList<>();
		for (String kind : KINDS) {
			formats.add(new Format(kind, "PKCS#8", "pkcs8 -topk8 -nocrypt"));
			formats.add(new Format(kind, "PKCS#8 DER", "pkcs8 -topk8 -nocrypt -outform DER"));
		}
		formats.add(new Format("rsa", "PKCS#1", "rsa -traditional"));
		formats.add(new Format("rsa", "PKCS#1 DER", "rsa -traditional -outform DER"));
		for (String kind : List.of("p256", "p384", "p521")) {
			formats.add(new Format(kind, "SEC1", "ec"));
			formats.add(new Format(kind, "SEC1 DER", "ec -outform DER"));
			formats.add(new Format(kind, "SEC1 without public key", "ec -no_public"));
		}
		return formats.stream();
	}

	static Stream<Format> encrypted() {
		List<Format> formats = new ArrayList<>();
		for (String kind : KINDS) {
			formats.add(new Format(kind, "PBES2 AES", "pkcs8 -topk8 -v2 aes256"));
			formats.add(new Format(kind, "PBES1 SHA1 3DES", "pkcs8 -topk8 -v1 PBE-SHA1-3DES"));
		}
		formats.add(new Format("p256", "PBES2 AES DER", "pkcs8 -topk8 -v2 aes256 -outform DER"));
		formats.add(new Format("p256", "PBES2 3DES", "pkcs8 -topk8 -v2 des3 -v2prf hmacWithSHA1"));
		formats.add(new Format("p256", "PBES2 scrypt", "pkcs8 -topk8 -scrypt"));
		formats.add(
				new Format("p256", "PBES1 MD5 DES", "pkcs8 -topk8 -v1 PBE-MD5-DES -provider legacy -provider default"));
		formats.add(new Format("p256", "PBES1 SHA1 RC2",
				"pkcs8 -topk8 -v1 PBE-SHA1-RC2-40 -provider legacy -provider default"));
		for (String cipher : List.of("aes128", "aes192", "aes256", "des3")) {
			formats.add(new Format("rsa", "DEK-Info " + cipher, "rsa -traditional -" + cipher));
			formats.add(new Format("p256", "DEK-Info " + cipher, "ec -" + cipher));
		}
		formats.add(new Format("p384", "DEK-Info aes256", "ec -aes256"));
		formats.add(new Format("p521", "DEK-Info aes256", "ec -aes256"));
		return formats.stream();
	}

	@ParameterizedTest
	@MethodSource("plain")
	void readsPlainKey(Format format) {
		assertReads(format, make(format), null);
	}

	@ParameterizedTest
	@MethodSource("plain")
	void ignoresSuperfluousPassphrase(Format format) {
		String location = make(format);
		assertReads(format, location, "superfluous");
		assertReads(format, location, "");
	}

	@ParameterizedTest
	@MethodSource("encrypted")
	void readsEncryptedKey(Format format) {
		assertReads(format, makeEncrypted(format), PASSPHRASE);
	}

	@ParameterizedTest
	@MethodSource("encrypted")
	void tellsMissingEmptyAndWrongPassphraseApart(Format format) {
		String location = makeEncrypted(format);
		String path = location.substring("file:".length());
		String decrypt = "Give the passphrase, or decrypt the key: openssl pkey -in " + path + " -out plain.pem.";
		Failure.of(() -> load(format, location, null))
			.in(Part.PASSPHRASE, location)
			.says("The private key is encrypted and there is no passphrase")
			.advises(decrypt);
		Failure.of(() -> load(format, location, ""))
			.in(Part.PASSPHRASE, location)
			.says("The private key is encrypted and the passphrase is empty")
			.advises(decrypt);
		for (String wrong : List.of("wrong", PASSPHRASE + "x", "\u4e2d")) {
			Failure.of(() -> load(format, location, wrong))
				.in(Part.PASSPHRASE, location)
				.says("The passphrase does not decrypt the private key")
				.advises(
						"Correct the passphrase; this asks for it and tries it: openssl pkey -noout -in " + path + ".");
		}
	}

	@Test
	void saysWrongPassphraseEvenWhenThePaddingHappensToBeRight() {
		Format format = new Format("p256", "DEK-Info aes128 by chance", "ec -aes128");
		String location = makeEncrypted(format);
		PemBlock block = PemBlocks
			.of(new Content(new Place(Part.KEY, location, "FILE"), this.openssl.bytes(format.file())))
			.get(0);
		String wrong = IntStream.range(0, 10_000)
			.mapToObj((i) -> "wrong" + i)
			.filter((passphrase) -> hasRightPadding(block, passphrase))
			.findFirst()
			.orElseThrow();
		Failure.of(() -> load(format, location, wrong)).says("The passphrase does not decrypt the private key");
	}

	private static boolean hasRightPadding(PemBlock block, String passphrase) {
		try {
			KeyDecryption.legacy(block, block.header("DEK-Info"), passphrase, new Place(Part.KEY, "key", "FILE"));
			return true;
		}
		catch (MaterialException ex) {
			return false;
		}
	}

	@Test
	void readsKeyWithLeadingParameters() {
		this.openssl.run("ecparam -name prime256v1 -genkey -out @ecparam.key");
		this.openssl.run("req -x509 -key @ecparam.key -out @ecparam.pem -subj /CN=ecparam");
		assertThat(this.openssl.text("ecparam.key")).startsWith("-----BEGIN EC PARAMETERS-----");
		Identity identity = this.loader.identity(new IdentitySource.Pem(this.openssl.location("ecparam.key"),
				this.openssl.location("ecparam.pem"), null));
		assertThat(identity.key().getAlgorithm()).isEqualTo("EC");
	}

	@Test
	void readsTraditionalKeyMadeEncrypted() {
		this.openssl.run("genrsa -traditional -aes256 -passout pass:secret -out @genrsa.key 2048");
		this.openssl.run("req -x509 -key @genrsa.key -passin pass:secret -out @genrsa.pem -subj /CN=genrsa");
		Identity identity = this.loader.identity(new IdentitySource.Pem(this.openssl.location("genrsa.key"),
				this.openssl.location("genrsa.pem"), "secret"));
		assertThat(identity.leaf().getSubjectX500Principal().getName()).isEqualTo("CN=genrsa");
	}

	@Test
	void saysWhenEncryptionIsNotSupported() {
		Format format = new Format("rsa", "DEK-Info camellia", "rsa -traditional -camellia256");
		String location = makeEncrypted(format);
		Failure.of(() -> load(format, location, PASSPHRASE))
			.in(Part.KEY, location)
			.says("The private key is encrypted in a way that is not supported")
			.advises(
					"Encrypt it anew: openssl pkcs8 -topk8 -v2 aes256 -in " + location.substring(5) + " -out new.pem.");
	}

	private void assertReads(Format format, String location, String passphrase) {
		Identity identity = load(format, location, passphrase);
		assertThat(identity.key().getFormat()).isEqualTo("PKCS#8");
		assertThat(identity.key().getAlgorithm()).isEqualTo(format.algorithm());
		assertThat(identity.chain()).hasSize(1);
		assertThat(identity.leaf().getSubjectX500Principal().getName()).isEqualTo("CN=" + format.kind());
	}

	private Identity load(Format format, String location, String passphrase) {
		return this.loader
			.identity(new IdentitySource.Pem(location, this.openssl.location(format.kind() + ".pem"), passphrase));
	}

	private String make(Format format) {
		this.openssl.run(format.command() + " -in @" + format.kind() + ".key -out @" + format.file());
		return this.openssl.location(format.file());
	}

	private String makeEncrypted(Format format) {
		this.openssl
			.run(format.command() + " -passout file:@passphrase -in @" + format.kind() + ".key -out @" + format.file());
		assertThat(this.openssl.text(format.file())).doesNotContain("BEGIN PRIVATE KEY");
		return this.openssl.location(format.file());
	}

	/**
	 * A way to write a key.
	 *
	 * @param kind the key
	 * @param name the name of the format
	 * @param command the command that writes it
	 */
	record Format(String kind, String name, String command) {

		String file() {
			return toString().replaceAll("\\W", "-");
		}

		String algorithm() {
			return switch (this.kind) {
				case "rsa" -> "RSA";
				case "rsapss" -> "RSASSA-PSS";
				case "ed25519" -> "EdDSA";
				default -> "EC";
			};
		}

		@Override
		public String toString() {
			return this.kind + " " + this.name;
		}

	}

}
