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
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link PlainIdentities} takes, what it leaves to {@link MaterialLoader#identity},
 * and that it takes nothing, whatever byte is wrong, that the other would refuse or read
 * differently.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PlainIdentitiesTests {

	private static final String PKCS8 = "PRIVATE KEY";

	private static final String CERTIFICATE = "CERTIFICATE";

	private static final String USUAL = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
			+ "extendedKeyUsage=serverAuth,clientAuth\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
			+ "authorityInfoAccess=OCSP;URI:http://ocsp.example.com\n"
			+ "certificatePolicies=2.23.140.1.2.1\nsubjectAltName=DNS:a.example.com,DNS:*.example.com\n";

	private final MaterialLoader loader = OpenSsl.loader();

	private OpenSsl openssl;

	@BeforeAll
	void makeMaterial(@TempDir Path directory) {
		this.openssl = new OpenSsl(directory);
		this.openssl.selfSigned("ca");
		for (String curve : List.of("P-256", "P-384", "P-521")) {
			make(curve, USUAL);
			this.openssl.run("ec -in @" + curve + ".key -out @" + curve + ".sec1");
			String java = pem(PKCS8, loaded(location(curve + ".key"), location(curve + ".pem")).key().getEncoded());
			this.openssl.write(curve + ".with", this.openssl.text(curve + ".key"));
			this.openssl.write(curve + ".without",
					pem(PKCS8, PlainEcKey.pkcs8(der(this.openssl.text(curve + ".key"))).encoded()));
			this.openssl.write(curve + ".again", java);
		}
		make("other", USUAL);
	}

	private void make(String name, String extensions, String... options) {
		String curve = name.startsWith("P-") ? name : "P-256";
		this.openssl.write(name + ".ext", extensions);
		this.openssl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:" + curve + " -out @" + name + ".key");
		sign(name, name, options);
	}

	private void sign(String name, String key, String... options) {
		this.openssl.run("req -new -key @" + key + ".key -out @" + name + ".csr -subj /C=DE/O=Example/CN=" + name);
		this.openssl.run("x509 -req -in @" + name + ".csr -CA @ca.pem -CAkey @ca.key -CAcreateserial -extfile @" + name
				+ ".ext -out @" + name + ".pem " + ((options.length > 0) ? options[0] : "-days 30"));
	}

	static Stream<List<String>> plain() {
		return Stream.of("P-256", "P-384", "P-521")
			.flatMap((curve) -> Stream.of("with", "without", "again", "sec1").map((form) -> List.of(curve, form)));
	}

	@ParameterizedTest
	@MethodSource("plain")
	void readsTheSameAsTheLoader(List<String> kind) {
		String key = location(kind.get(0) + "." + kind.get(1));
		String cert = location(kind.get(0) + ".pem");
		PackedIdentity read = read(key, cert);
		assertThat(read).isNotNull();
		assertThat(read.algorithm()).isEqualTo("EC");
		assertSame(read.unpack(), loaded(key, cert));
		assertThat(read(key, location("ca.pem"))).isNull();
		assertThat(read(key, location("other.pem"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void takesTheLineEndsOfAllSystems(String end) {
		String key = this.openssl.write("ends.key", this.openssl.text("P-256.key").replace("\n", end) + end);
		String cert = this.openssl.write("ends.pem", this.openssl.text("P-256.pem").replace("\n", end).strip());
		assertThat(read(key, cert)).isNotNull();
		assertSame(read(key, cert).unpack(), loaded(key, cert));
	}

	@Test
	void leavesKeyWhosePointIsNotItsOwn() {
		byte[] key = der(this.openssl.text("P-256.key"));
		byte[] other = der(this.openssl.text("other.key"));
		byte[] mixed = Arrays.copyOf(key, key.length);
		System.arraycopy(other, other.length - 64, mixed, mixed.length - 64, 64);
		String location = this.openssl.write("mixed.key", pem(PKCS8, mixed));
		assertThat(read(location, location("P-256.pem"))).isNull();
		assertThat(read(location, location("other.pem"))).isNull();
	}

	@Test
	void leavesWhatIsNotValidNow() {
		for (Duration offset : List.of(Duration.ofDays(-1), Duration.ofDays(31))) {
			PlainIdentities later = new PlainIdentities(Clock.offset(Clock.systemUTC(), offset));
			assertThat(later.read(pemSource(location("P-256.key"), location("P-256.pem")), new JavaEcProof())).isNull();
		}
		make("long", USUAL, "-days 20000");
		assertThat(read(location("long.key"), location("long.pem"))).as("after 2050").isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "basicConstraints=critical,CA:TRUE", "1.2.3.4=critical,ASN1:NULL",
			"extendedKeyUsage=critical,serverAuth", "" })
	void leavesCertificatesThatAreNotUsual(String extensions) {
		make("unusual", extensions);
		assertThat(read(location("unusual.key"), location("unusual.pem"))).isNull();
	}

	@Test
	void leavesBrokenDigests() {
		make("sha1", USUAL, "-days 30 -sha1");
		assertThat(read(location("sha1.key"), location("sha1.pem"))).isNull();
		make("sha512", USUAL, "-days 30 -sha512");
		assertThat(read(location("sha512.key"), location("sha512.pem"))).isNotNull();
	}

	@Test
	void leavesAllOtherFiles() {
		this.openssl.run("ec -in @P-256.key -aes256 -passout pass:secret -out @legacy.key");
		this.openssl.run("pkcs8 -topk8 -in @P-256.key -passout pass:secret -out @encrypted.key");
		this.openssl.run("genpkey -algorithm RSA -out @rsa.key");
		this.openssl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out @k1.key");
		this.openssl.run("pkcs8 -topk8 -nocrypt -in @P-256.key -outform DER -out @key.der");
		String text = this.openssl.text("P-256.key");
		this.openssl.write("two.key", text + text);
		this.openssl.write("noise.key", "key:\n" + text);
		this.openssl.write("indented.key", text.indent(2));
		this.openssl.write("empty.key", "");
		this.openssl.write("all.key", text + this.openssl.text("P-256.pem"));
		for (String key : List.of("legacy", "encrypted", "rsa", "k1", "two", "noise", "indented", "empty", "all",
				"absent")) {
			assertThat(read(location(key + ".key"), location("P-256.pem"))).as(key).isNull();
		}
		assertThat(read(location("key.der"), location("P-256.pem"))).isNull();
		this.openssl.write("chain.pem", this.openssl.text("P-256.pem", "ca.pem"));
		assertThat(read(location("P-256.key"), location("chain.pem"))).isNull();
	}

	@Test
	void leavesOtherLocations() {
		String key = location("P-256.key");
		String cert = location("P-256.pem");
		assertThat(read(key, cert)).isNotNull();
		for (String other : List.of(this.openssl.text("P-256.key"), key.replace("file:", "file://"),
				key.replace("/P-256", "/./../" + this.openssl.path("").getFileName() + "/P-256"),
				key.replace("P-256", "P%2D256"), "file:P-256.key", "classpath:P-256.key", " " + key, "",
				this.openssl.location(""))) {
			assertThat(read(other, cert)).as(other).isNull();
		}
		this.openssl.write("large.pem", this.openssl.text("P-256.pem") + "\n".repeat(200_000));
		assertThat(read(key, location("large.pem"))).isNull();
		this.openssl.write("long.pem", this.openssl.text("P-256.pem") + "\n".repeat(20_000));
		assertThat(read(key, location("long.pem"))).isNotNull();
	}

	/**
	 * Each byte of a certificate changed in some ways: the reader may take the result
	 * only if the loader does, and as the same.
	 */
	@Test
	void takesNoCertificateThatTheLoaderRefuses() {
		byte[] der = der(this.openssl.text("P-256.pem"));
		List<byte[]> variants = new ArrayList<>();
		for (int i = 0; i < der.length; i++) {
			for (int change : new int[] { 1, 2, 0x80, 0xff, 0x20, -1, 1 - der[i], -der[i] }) {
				byte[] variant = der.clone();
				variant[i] = (byte) ((change == 1 || change == 2 || change == 0x80 || change == 0xff || change == 0x20)
						? der[i] ^ change : der[i] + change);
				variants.add(variant);
			}
		}
		for (int i = 0; i < der.length; i += 7) {
			variants.add(Arrays.copyOf(der, i));
		}
		variants.add(Arrays.copyOf(der, der.length + 1));
		int taken = 0;
		for (byte[] variant : variants) {
			String cert = this.openssl.write("variant.pem", pem(CERTIFICATE, variant));
			taken += takenAsByTheLoader(location("P-256.key"), cert) ? 1 : 0;
		}
		// Bytes of signature, serial number, names and of what is not critical
		assertThat(taken).isBetween(500, variants.size() / 2 + variants.size() / 4);
	}

	@ParameterizedTest
	@MethodSource("plain")
	void takesNoKeyThatTheLoaderRefuses(List<String> kind) {
		String text = this.openssl.text(kind.get(0) + "." + kind.get(1));
		byte[] der = der(text);
		for (int i = 0; i < der.length; i++) {
			byte[] variant = der.clone();
			variant[i] ^= 1;
			String label = kind.get(1).equals("sec1") ? "EC PRIVATE KEY" : PKCS8;
			String key = this.openssl.write("variant.key", pem(label, variant));
			assertThat(read(key, location(kind.get(0) + ".pem"))).as("byte %d", i).isNull();
		}
	}

	@Test
	void takesNoTextThatTheLoaderRefuses() {
		String text = this.openssl.text("P-256.key");
		for (int i = 0; i < text.length(); i++) {
			for (String instead : List.of("", "-", "\n", "=", "A", " ", "\u00e9", text.substring(i, i + 1).repeat(2))) {
				String variant = text.substring(0, i) + instead + text.substring(i + 1);
				takenAsByTheLoader(this.openssl.write("variant.key", variant), location("P-256.pem"));
			}
		}
	}

	private boolean takenAsByTheLoader(String key, String cert) {
		PackedIdentity read = read(key, cert);
		if (read != null) {
			assertSame(read.unpack(), loaded(key, cert));
		}
		return read != null;
	}

	private static void assertSame(Identity read, Identity loaded) {
		assertThat(read.chain()).isEqualTo(loaded.chain());
		assertThat(((ECPrivateKey) read.key()).getS()).isEqualTo(((ECPrivateKey) loaded.key()).getS());
		assertThat(KeyFit.fits(read.key(), read.leaf().getPublicKey())).isTrue();
	}

	private @Nullable PackedIdentity read(String key, String cert) {
		PackedIdentity read = this.loader.plainIdentity(pemSource(key, cert), new JavaEcProof());
		assertThat(this.loader.plainIdentity(pemSource(key, cert), (pair) -> false)).isNull();
		return read;
	}

	private Identity loaded(String key, String cert) {
		return new MaterialLoader(new DefaultResourceLoader()).identity(pemSource(key, cert));
	}

	private static IdentitySource.Pem pemSource(String key, String cert) {
		return new IdentitySource.Pem(key, cert, null);
	}

	private String location(String name) {
		return this.openssl.location(name);
	}

	private static byte[] der(String pem) {
		return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
	}

	private static String pem(String label, byte[] der) {
		return "-----BEGIN " + label + "-----\n"
				+ Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
				+ "\n-----END " + label + "-----\n";
	}

}
