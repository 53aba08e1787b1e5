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
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

import io.tlsboot.material.MaterialException.Part;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What makes a key and a chain an identity, and what does not.
 */
@TestInstance(Lifecycle.PER_CLASS)
class IdentityTests {

	private static final String ORDER = "Put the certificate of the key first, then the one that issued it, and so on";

	private static final String NEW_KEY = "Make a new key and have a certificate issued for it: "
			+ "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem.";

	private final MaterialLoader loader = OpenSsl.loader();

	private OpenSsl openssl;

	@BeforeAll
	void makeChain(@TempDir Path directory) {
		this.openssl = new OpenSsl(directory);
		this.openssl.selfSigned("root");
		this.openssl.selfSigned("other");
		this.openssl.issued("intermediate", "root", "");
		this.openssl.issued("server", "intermediate", "");
	}

	@Test
	void takesChainInOrder() {
		assertThat(names("server")).containsExactly("CN=server");
		assertThat(names("server", "intermediate")).containsExactly("CN=server", "CN=intermediate");
	}

	@Test
	void takesSuperfluousRootAtEnd() {
		assertThat(names("server", "intermediate", "root")).containsExactly("CN=server", "CN=intermediate", "CN=root");
	}

	@Test
	void showsNoKeyInText() {
		assertThat(load("server.key", "server").toString()).isEqualTo("Identity[EC, CN=server]");
	}

	@Test
	void refusesLeafThatIsNotFirst() {
		Failure.of(() -> load("server.key", "intermediate", "server"))
			.in(Part.CERT, "inline PEM text")
			.says("The certificate of the private key, CN=server, is number 2 in the chain, not the first")
			.advises(ORDER + ".");
	}

	@Test
	void refusesChainOutOfOrder() {
		Failure.of(() -> load("server.key", "server", "root", "intermediate"))
			.in(Part.CERT, "inline PEM text")
			.says("Number 2 in the chain, CN=root, did not issue the one before it, CN=server")
			.advises(ORDER + "; remove others.");
	}

	@Test
	void refusesForeignCertificateInChain() {
		Failure.of(() -> load("server.key", "server", "intermediate", "other"))
			.says("Number 3 in the chain, CN=other, did not issue the one before it, CN=intermediate")
			.advises(ORDER + "; remove others.");
	}

	@Test
	void refusesIssuerOfSameNameWithAnotherKey() {
		this.openssl.run("req -x509 " + OpenSsl.EC + " -keyout @false.key -out @false.pem -subj /CN=intermediate");
		Failure.of(() -> load("server.key", "server", "false"))
			.says("Number 2 in the chain, CN=intermediate, did not issue the one before it, CN=server");
	}

	@ParameterizedTest
	@CsvSource({ "RSA -pkeyopt rsa_keygen_bits:2048", "RSA-PSS -pkeyopt rsa_keygen_bits:2048",
			"EC -pkeyopt ec_paramgen_curve:P-256", "EC -pkeyopt ec_paramgen_curve:P-384", "ED25519" })
	void refusesKeyOfAnotherCertificate(String algorithm) {
		this.openssl.run("genpkey -algorithm " + algorithm + " -out @one.key");
		this.openssl.run("genpkey -algorithm " + algorithm + " -out @two.key");
		this.openssl.run("req -x509 -key @two.key -out @two.pem -subj /CN=two");
		String key = this.openssl.location("one.key");
		String cert = this.openssl.location("two.pem");
		Failure.of(() -> this.loader.identity(new IdentitySource.Pem(key, cert, null)))
			.in(Part.KEY, key)
			.says("The private key does not belong to the certificate CN=two")
			.advises("Give the key that the certificate was issued for. These two print the same then: "
					+ "openssl pkey -pubout -in " + this.openssl.path("one.key")
					+ " and openssl x509 -pubkey -noout -in " + this.openssl.path("two.pem") + ".");
	}

	@Test
	void refusesKeyOfAnotherCurve() {
		this.openssl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out @p384.key");
		Failure.of(() -> load("p384.key", "server"))
			.says("The private key does not belong to the certificate CN=server");
	}

	@Test
	void refusesKeyOfAnotherAlgorithm() {
		this.openssl.run("genpkey -algorithm ED25519 -out @ed25519.key");
		Failure.of(() -> load("ed25519.key", "server"))
			.in(Part.KEY, this.openssl.location("ed25519.key"))
			.says("The private key is EdDSA, but the certificate CN=server is for a key of EC")
			.advises("Give the key that the certificate was issued for. These two print the same then: "
					+ "openssl pkey -pubout -in " + this.openssl.path("ed25519.key")
					+ " and openssl x509 -pubkey -noout -in FILE.");
	}

	@Test
	void refusesCertificateInPlaceOfKey() {
		Failure.of(() -> load("server.pem", "server"))
			.in(Part.KEY, this.openssl.location("server.pem"))
			.says("This is a certificate, not a private key")
			.advises("Name a private key here, a file with -----BEGIN PRIVATE KEY-----; key and cert may be swapped.");
	}

	@Test
	void refusesKeyInPlaceOfCertificate() {
		String cert = this.openssl.location("server.key");
		Failure.of(() -> this.loader.identity(new IdentitySource.Pem(cert, cert, null)))
			.in(Part.CERT, cert)
			.says("This is a private key, not a certificate")
			.advises("Name a certificate here, a file with -----BEGIN CERTIFICATE-----; key and cert may be swapped.");
	}

	@Test
	void refusesPublicKeyInPlaceOfKey() {
		this.openssl.run("pkey -in @server.key -pubout -out @server.pub");
		Failure.of(() -> load("server.pub", "server"))
			.in(Part.KEY, this.openssl.location("server.pub"))
			.says("This is a public key, not a private key")
			.advises("Name a private key here, a file with -----BEGIN PRIVATE KEY-----.");
	}

	@Test
	void refusesRequestInPlaceOfCertificate() {
		String cert = this.openssl.location("server.csr");
		Failure.of(() -> this.loader.identity(new IdentitySource.Pem(this.openssl.location("server.key"), cert, null)))
			.in(Part.CERT, cert)
			.says("This is a certificate request, not a certificate")
			.advises(
					"Have an authority sign the request and name the certificate that comes back, or sign it with its own "
							+ "key: openssl x509 -req -in " + this.openssl.path("server.csr")
							+ " -signkey key.pem -out cert.pem.");
	}

	@ParameterizedTest
	@CsvSource({ "req -outform DER -in @server.csr,a certificate request", "pkey -in @server.key -pubout,a public key",
			"crl2pkcs7 -nocrl -certfile @server.pem,a PKCS#7 file",
			"crl2pkcs7 -nocrl -certfile @server.pem -outform DER,a PKCS#7 file",
			"pkcs12 -export -inkey @server.key -in @server.pem -passout pass:,a PKCS#12 file",
			"pkcs8 -topk8 -nocrypt -in @server.key -outform DER,a private key",
			"ecparam -name prime256v1,a set of parameters" })
	void saysWhatStandsInPlaceOfCertificate(String command, String noun) {
		this.openssl.run(command + " -out @found");
		Failure
			.of(() -> this.loader.identity(
					new IdentitySource.Pem(this.openssl.location("server.key"), this.openssl.location("found"), null)))
			.in(Part.CERT, this.openssl.location("found"))
			.says("This is " + noun + ", not a certificate");
	}

	@Test
	void saysHowToConvertPkcs7() {
		this.openssl.run("crl2pkcs7 -nocrl -certfile @server.pem -outform DER -out @server.p7b");
		Failure.of(() -> load("server.p7b", "server"))
			.advises("Convert it: openssl pkcs7 -print_certs -inform DER -in " + this.openssl.path("server.p7b")
					+ " -out certs.pem.");
	}

	@Test
	void saysThatLabelIsUnexpected() {
		String location = this.openssl.write("pgp", "\n-----BEGIN PGP MESSAGE-----\nAAAA\n-----END PGP MESSAGE-----\n");
		Failure.of(() -> load("pgp", "server"))
			.in(Part.KEY, location)
			.says("The PEM label PGP MESSAGE is unexpected at line 2")
			.advises("Name a private key here, a file with -----BEGIN PRIVATE KEY-----.");
	}

	@Test
	void refusesTwoKeys() {
		String location = this.openssl.write("two-keys", this.openssl.text("server.key", "root.key"));
		Failure.of(() -> load("two-keys", "server"))
			.in(Part.KEY, location)
			.says("There are 2 private keys, the second at line 6; one is wanted")
			.advises("Keep one private key in the file.");
	}

	@Test
	void refusesKeyOfOpenSsh() {
		this.openssl.write("openssh", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
		Failure.of(() -> load("openssh", "server"))
			.in(Part.KEY, this.openssl.location("openssh"))
			.says("This is a private key in the format of OpenSSH")
			.advises("Convert a copy of it: ssh-keygen -p -m PKCS8 -f COPY.");
	}

	@Test
	void refusesExpiredCertificate() {
		X509Certificate leaf = load("server.key", "server").leaf();
		Instant end = leaf.getNotAfter().toInstant();
		Instant late = end.plusSeconds(1);
		String cert = this.openssl.location("server.pem");
		assertThat(at(end).identity(pem("server")).leaf()).isEqualTo(leaf);
		Failure.of(() -> at(late).identity(pem("server")))
			.in(Part.CERT, cert)
			.says("The certificate CN=server expired at " + end + ", and it is " + late)
			.advises("Renew the certificate. This prints its dates: openssl x509 -dates -noout -in "
					+ this.openssl.path("server.pem") + ".");
	}

	@Test
	void refusesCertificateThatIsNotYetValid() {
		X509Certificate leaf = load("server.key", "server").leaf();
		Instant begin = leaf.getNotBefore().toInstant();
		Instant early = begin.minusMillis(1);
		assertThat(at(begin).identity(pem("server")).leaf()).isEqualTo(leaf);
		Failure.of(() -> at(early).identity(pem("server")))
			.in(Part.CERT, this.openssl.location("server.pem"))
			.says("The certificate CN=server is not valid before " + begin + ", and it is " + early)
			.advises("Wait until then, or set the clock of this machine right.");
	}

	@Test
	void refusesExpiredIntermediateButNotExpiredRoot() {
		this.openssl.run(
				"x509 -req -in @intermediate.csr -CA @root.pem -CAkey @root.key -CAcreateserial -days 1 -out @short.pem");
		this.openssl.run("x509 -in @root.pem -signkey @root.key -days 1 -out @short-root.pem");
		Instant later = Instant.now().plus(Duration.ofDays(5));
		Failure.of(() -> at(later).identity(inline("server.key", "server", "short"))).in(Part.CERT, "inline PEM text");
		assertThat(at(later).identity(inline("server.key", "server", "intermediate", "short-root")).chain()).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource({ "512", "1024", "2047" })
	void refusesWeakRsaKey(String bits) {
		this.openssl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:" + bits + " -out @weak.key");
		Failure.of(() -> load("weak.key", "server"))
			.in(Part.KEY, this.openssl.location("weak.key"))
			.says("The private key has an RSA key of " + bits + " bits, and fewer than 2048 are not safe")
			.advises(NEW_KEY);
	}

	@ParameterizedTest
	@CsvSource({ "secp224r1,224", "prime192v1,192", "brainpoolP224r1,224" })
	void refusesWeakCurve(String curve, String bits) {
		this.openssl.run("ecparam -name " + curve + " -genkey -noout -out @weak.key");
		Failure.of(() -> load("weak.key", "server"))
			.in(Part.KEY, this.openssl.location("weak.key"))
			.says("The private key has an EC key of " + bits + " bits, and fewer than 256 are not safe")
			.advises(NEW_KEY);
	}

	@Test
	void refusesCurveWithoutName() {
		this.openssl.run("ec -in @server.key -param_enc explicit -out @explicit.key");
		Failure.of(() -> load("explicit.key", "server"))
			.in(Part.KEY, this.openssl.location("explicit.key"))
			.says("The EC private key spells out its curve instead of naming it")
			.advises("Name the curve: openssl ec -in " + this.openssl.path("explicit.key")
					+ " -param_enc named_curve -out named.pem.");
	}

	@ParameterizedTest
	@CsvSource({ "secp256k1", "brainpoolP256r1" })
	void refusesCurveThatTlsDoesNotOffer(String curve) {
		this.openssl.run("ecparam -name " + curve + " -genkey -noout -out @foreign.key");
		Failure.of(() -> load("foreign.key", "server"))
			.in(Part.KEY, this.openssl.location("foreign.key"))
			.says("The EC private key is on the curve " + curve + ", which TLS does not offer here")
			.advises("Use the curve P-256, P-384 or P-521: openssl genpkey -algorithm EC "
					+ "-pkeyopt ec_paramgen_curve:P-256 -out key.pem.");
	}

	@Test
	void refusesKeyOfForeignAlgorithm() {
		this.openssl.run("genpkey -algorithm X25519 -out @x25519.key");
		Failure.of(() -> load("x25519.key", "server"))
			.in(Part.KEY, this.openssl.location("x25519.key"))
			.says("The private key has the algorithm 1.3.101.110, which is not for TLS certificates")
			.advises("Use an RSA, EC or Ed25519 key: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 "
					+ "-out key.pem.");
	}

	@Test
	void refusesWeakIssuer() {
		this.openssl.run("req -x509 -newkey rsa:1024 -nodes -keyout @weak-ca.key -out @weak-ca.pem -subj /CN=weak-ca");
		this.openssl.issued("of-weak", "weak-ca", "");
		Failure.of(() -> load("of-weak.key", "of-weak", "weak-ca"))
			.in(Part.CERT, "inline PEM text")
			.says("The certificate CN=weak-ca has an RSA key of 1024 bits, and fewer than 2048 are not safe")
			.advises(NEW_KEY);
	}

	@ParameterizedTest
	@CsvSource({ "' -sha1',SHA-1", "' -md5',MD5", "' -sha1 -sigopt rsa_padding_mode:pss',SHA-1" })
	void refusesBrokenDigest(String options, String digest) {
		this.openssl
			.run("req -x509 -newkey rsa:2048 -nodes -keyout @rsa-ca.key -out @rsa-ca.pem -subj /CN=rsa-ca -sha1");
		this.openssl.issued("broken", "rsa-ca", options);
		Failure.of(() -> load("broken.key", "broken"))
			.in(Part.CERT, "inline PEM text")
			.says("The certificate CN=broken is signed with " + digest + ", which is broken")
			.advises("Have the certificate issued again with SHA-256 or better.");
		assertThat(names("rsa-ca")).as("its own signature proves nothing").containsExactly("CN=rsa-ca");
		this.openssl.issued("sound", "rsa-ca", options.replaceAll("sha1|md5", "sha256"));
		assertThat(names("sound", "rsa-ca")).containsExactly("CN=sound", "CN=rsa-ca");
	}

	@Test
	void refusesDsaKey() throws Exception {
		KeyPair pair = KeyPairGenerator.getInstance("DSA").generateKeyPair();
		assertThat(KeyStrength.of(pair.getPublic())).isEqualTo("a DSA key, and TLS offers DSA no longer");
		String pem = "-----BEGIN PRIVATE KEY-----\n"
				+ Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
				+ "\n-----END PRIVATE KEY-----\n";
		String location = this.openssl.write("dsa.key", pem);
		Failure.of(() -> load("dsa.key", "server"))
			.in(Part.KEY, location)
			.says("The private key has the algorithm 1.2.840.10040.4.1, which is not for TLS certificates");
	}

	@Test
	void refusesHugeRsaKey() {
		assertThat(KeyStrength.ofRsa(16384)).isNull();
		assertThat(KeyStrength.ofRsa(16385)).isEqualTo("an RSA key of 16385 bits, and more than 16384 are not usable");
	}

	@Test
	void namesCertificateWithoutSubjectByItsSerialNumber() {
		this.openssl.write("names", "subjectAltName=critical,DNS:localhost");
		this.openssl.run("req -new -key @other.key -subj / -out @nameless.csr");
		this.openssl.run("x509 -req -in @nameless.csr -CA @root.pem -CAkey @root.key -set_serial 0x1f -extfile @names "
				+ "-out @nameless.pem");
		Failure.of(() -> load("server.key", "nameless"))
			.says("The private key does not belong to the certificate with serial number 1f");
	}

	private List<String> names(String... chain) {
		return load(chain[0] + ".key", chain).chain()
			.stream()
			.map((certificate) -> certificate.getSubjectX500Principal().getName())
			.toList();
	}

	private Identity load(String key, String... chain) {
		return this.loader.identity(inline(key, chain));
	}

	private IdentitySource inline(String key, String... chain) {
		StringBuilder text = new StringBuilder();
		for (String name : chain) {
			text.append(this.openssl.text(name + ".pem"));
		}
		return new IdentitySource.Pem(this.openssl.location(key), text.toString(), null);
	}

	private IdentitySource pem(String name) {
		return new IdentitySource.Pem(this.openssl.location(name + ".key"), this.openssl.location(name + ".pem"), null);
	}

	private static MaterialLoader at(Instant time) {
		return new MaterialLoader(new DefaultResourceLoader(), Clock.fixed(time, ZoneOffset.UTC));
	}

}
