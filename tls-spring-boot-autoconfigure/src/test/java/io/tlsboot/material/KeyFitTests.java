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

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.tlsboot.material.MaterialException.Part;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether keys that {@code openssl} made belong together, by their numbers and by a
 * signature, and keys whose numbers contradict each other.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KeyFitTests {

	private static final List<String> BY_NUMBERS = List.of("rsa", "rsapss", "p256", "p384", "p521", "ed25519");

	private static final List<String> BY_SIGNATURE = List.of("restricted", "ed448");

	private OpenSsl openssl;

	@BeforeAll
	void makeKeys(@TempDir Path directory) {
		this.openssl = new OpenSsl(directory);
		for (String kind : kinds()) {
			make(kind, kind);
			make(kind, kind + "2");
		}
	}

	static List<String> kinds() {
		return Stream.of(BY_NUMBERS, BY_SIGNATURE).flatMap(List::stream).toList();
	}

	/**
	 * A key that hides everything hides its restriction, too, and is not supported.
	 */
	static List<String> kindsOnToken() {
		return kinds().stream().filter((kind) -> !kind.equals("restricted")).toList();
	}

	static List<String> kindsByNumbers() {
		return BY_NUMBERS;
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void keyFitsItsCertificateAndNoOther(String kind) {
		for (String other : kinds()) {
			assertThat(KeyFit.fits(privateKey(kind), publicKey(other))).as(other).isEqualTo(other.equals(kind));
			assertThat(KeyFit.fits(privateKey(kind), publicKey(other + "2"))).as(other).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource("kindsOnToken")
	void keyThatHidesItsNumbersFitsItsCertificateAndNoOther(String kind) {
		PrivateKey hidden = new HiddenKey(privateKey(kind));
		assertThat(KeyFit.fits(hidden, publicKey(kind))).as("without the provider of the token").isFalse();
		Security.addProvider(new TokenProvider());
		try {
			assertThat(KeyFit.fits(hidden, publicKey(kind))).isTrue();
			assertThat(KeyFit.fits(hidden, publicKey(kind + "2"))).isFalse();
		}
		finally {
			Security.removeProvider("Token");
		}
	}

	@ParameterizedTest
	@MethodSource("kindsByNumbers")
	void numbersSayTheSameAsSignature(String kind) {
		PrivateKey key = privateKey(kind);
		for (String other : List.of(kind, kind + "2")) {
			boolean fits = SignatureFit.fits(key, publicKey(other));
			assertThat(byNumbers(key, publicKey(other))).contains(fits);
			assertThat(fits).isEqualTo(other.equals(kind));
		}
	}

	@ParameterizedTest
	@EnumSource(EcCurve.class)
	void multipliesAtTheEdgesOfTheCurve(EcCurve curve) throws GeneralSecurityException {
		String kind = curve.name().toLowerCase(Locale.ROOT);
		ECParameterSpec spec = ((ECPublicKey) publicKey(kind)).getParams();
		BigInteger last = spec.getOrder().subtract(BigInteger.ONE);
		ECPoint generator = spec.getGenerator();
		ECPoint opposite = new ECPoint(generator.getAffineX(), prime(spec).subtract(generator.getAffineY()));
		assertThat(fits(BigInteger.ONE, spec, generator)).isTrue();
		assertThat(fits(last, spec, opposite)).isTrue();
		assertThat(fits(BigInteger.ONE, spec, opposite)).isFalse();
		assertThat(fits(last, spec, generator)).isFalse();
		ECPoint beyond = new ECPoint(generator.getAffineX().add(prime(spec)), generator.getAffineY());
		ECPoint above = new ECPoint(generator.getAffineX(), generator.getAffineY().add(prime(spec)));
		assertThat(curve.isPair(BigInteger.ONE, generator)).isTrue();
		assertThat(curve.isPair(BigInteger.ONE, beyond)).isFalse();
		assertThat(curve.isPair(BigInteger.ONE, above)).isFalse();
		assertThat(curve.isPair(BigInteger.ONE, ECPoint.POINT_INFINITY)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "p256", "p384", "p521" })
	void refusesNumberThatIsNoPrivateKey(String kind) throws GeneralSecurityException {
		ECPublicKey publicKey = (ECPublicKey) publicKey(kind);
		ECParameterSpec spec = publicKey.getParams();
		BigInteger number = ((ECPrivateKey) privateKey(kind)).getS();
		for (BigInteger wrong : List.of(BigInteger.ZERO, number.negate(), spec.getOrder(),
				number.add(spec.getOrder()))) {
			assertThat(fits(wrong, spec, publicKey.getW())).isFalse();
			assertThat(fits(wrong, spec, spec.getGenerator())).isFalse();
		}
		assertThat(fits(number, spec, publicKey.getW())).isTrue();
	}

	@Test
	void leavesKeyOnCurveOfSomebodysChoiceToTheSignature() {
		ECPublicKey publicKey = (ECPublicKey) publicKey("p256");
		ECParameterSpec own = publicKey.getParams();
		ECParameterSpec forged = new ECParameterSpec(own.getCurve(), publicKey.getW(), own.getOrder(),
				own.getCofactor());
		NumberedEcKey one = new NumberedEcKey(BigInteger.ONE, forged);
		assertThat(EcFit.fits(one, publicKey, null)).isEmpty();
		assertThat(KeyFit.fits(one, publicKey)).isFalse();
	}

	@Test
	void leavesKeyWithoutNumberToTheSignature() {
		ECPublicKey publicKey = (ECPublicKey) publicKey("p256");
		assertThat(EcFit.fits(new NumberedEcKey(null, publicKey.getParams()), publicKey, null)).isEmpty();
		assertThat(KeyFit.fits(new NumberedEcKey(null, publicKey.getParams()), publicKey)).isFalse();
	}

	@Test
	void keepsRestrictedKeyToItsRestriction() {
		RSAPrivateKey restricted = (RSAPrivateKey) privateKey("restricted");
		assertThat(restricted.getParams()).isNotNull();
		assertThat(RsaFit.fits(restricted, (RSAPublicKey) publicKey("restricted"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6 })
	void refusesRsaKeyWithOneWrongNumber(int index) {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) privateKey("rsa");
		RSAPublicKey publicKey = (RSAPublicKey) publicKey("rsa");
		BigInteger[] right = NumberedRsaKey.numbers(key);
		assertThat(RsaFit.fits(new NumberedRsaKey(key.getModulus(), right), publicKey)).contains(true);
		for (BigInteger wrong : List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, right[index].negate(),
				right[index].add(BigInteger.TWO), right[index].add(key.getModulus()), key.getModulus())) {
			BigInteger[] numbers = right.clone();
			numbers[index] = wrong;
			assertThat(KeyFit.fits(new NumberedRsaKey(key.getModulus(), numbers), publicKey)).as("%s", wrong).isFalse();
		}
	}

	@Test
	void refusesRsaKeyOfTrivialFactors() {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) privateKey("rsa");
		BigInteger[] numbers = NumberedRsaKey.numbers(key);
		numbers[2] = key.getModulus();
		numbers[3] = BigInteger.ONE;
		assertThat(RsaFit.fits(new NumberedRsaKey(key.getModulus(), numbers), (RSAPublicKey) publicKey("rsa")))
			.contains(false);
	}

	@Test
	void takesRsaKeyWithoutFactors() throws GeneralSecurityException {
		RSAPrivateKey key = (RSAPrivateKey) privateKey("rsa");
		KeyFactory factory = KeyFactory.getInstance("RSA");
		PrivateKey plain = factory.generatePrivate(new RSAPrivateKeySpec(key.getModulus(), key.getPrivateExponent()));
		PrivateKey wrong = factory
			.generatePrivate(new RSAPrivateKeySpec(key.getModulus(), key.getPrivateExponent().add(BigInteger.TWO)));
		assertThat(plain).isNotInstanceOf(RSAPrivateCrtKey.class);
		assertThat(byNumbers(plain, publicKey("rsa"))).contains(true);
		assertThat(byNumbers(wrong, publicKey("rsa"))).contains(false);
		assertThat(KeyFit.fits(plain, publicKey("rsa2"))).isFalse();
	}

	@Test
	void loaderRefusesRsaKeyWithWrongExponent() throws GeneralSecurityException {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) privateKey("rsa");
		BigInteger[] numbers = NumberedRsaKey.numbers(key);
		numbers[4] = numbers[4].add(BigInteger.TWO);
		byte[] der = KeyFactory.getInstance("RSA")
			.generatePrivate(NumberedRsaKey.spec(key.getModulus(), numbers))
			.getEncoded();
		String location = this.openssl.write("wrong.der", der);
		Failure.of(() -> load(location, "rsa"))
			.in(Part.KEY, location)
			.says("The private key does not belong to the certificate CN=rsa");
	}

	@Test
	void loaderRefusesEcKeyWithNumberOfAnother() {
		Failure.of(() -> load(this.openssl.location("p2562.key"), "p256"))
			.in(Part.KEY, this.openssl.location("p2562.key"))
			.says("The private key does not belong to the certificate CN=p256");
	}

	@Test
	void loaderRefusesEcKeyOfZero() {
		String number = String.format("%064x", ((ECPrivateKey) privateKey("p256")).getS());
		String key = HexFormat.of().formatHex(privateKey("p256").getEncoded());
		assertThat(key).contains(number);
		byte[] der = HexFormat.of().parseHex(key.replace(number, "0".repeat(64)));
		String location = this.openssl.write("zero.der", der);
		Failure.of(() -> load(location, "p256"))
			.in(Part.KEY, location)
			.says("The private key does not belong to the certificate CN=p256");
	}

	private static Optional<Boolean> byNumbers(PrivateKey privateKey, PublicKey publicKey) {
		if (privateKey instanceof ECPrivateKey ec) {
			return EcFit.fits(ec, (ECPublicKey) publicKey, null);
		}
		if (privateKey instanceof RSAPrivateKey rsa) {
			return RsaFit.fits(rsa, (RSAPublicKey) publicKey);
		}
		return Ed25519Fit.fits((EdECPrivateKey) privateKey, (EdECPublicKey) publicKey);
	}

	private static boolean fits(BigInteger number, ECParameterSpec spec, ECPoint point)
			throws GeneralSecurityException {
		PublicKey publicKey = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, spec));
		boolean fits = EcFit.fits(new NumberedEcKey(number, spec), (ECPublicKey) publicKey, null).orElseThrow();
		EcPairProof exact = new JavaEcProof();
		assertThat(EcFit.fits(new NumberedEcKey(number, spec), (ECPublicKey) publicKey, exact)).contains(fits);
		assertThat(EcFit.fits(new NumberedEcKey(number, spec), (ECPublicKey) publicKey, (key) -> false)).contains(fits);
		return fits;
	}

	private static BigInteger prime(ECParameterSpec spec) {
		return ((ECFieldFp) spec.getCurve().getField()).getP();
	}

	private void make(String kind, String name) {
		String options = switch (kind) {
			case "rsa" -> "RSA -pkeyopt rsa_keygen_bits:2048";
			case "rsapss" -> "RSA-PSS -pkeyopt rsa_keygen_bits:2048";
			case "restricted" -> "RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha384"
					+ " -pkeyopt rsa_pss_keygen_mgf1_md:sha384 -pkeyopt rsa_pss_keygen_saltlen:48";
			case "p256", "p384", "p521" -> "EC -pkeyopt ec_paramgen_curve:P-" + kind.substring(1);
			default -> kind.toUpperCase(Locale.ROOT);
		};
		this.openssl.run("genpkey -algorithm " + options + " -out @" + name + ".key");
		this.openssl.run("req -x509 -key @" + name + ".key -out @" + name + ".pem -days 30 -subj /CN=" + name);
	}

	private Identity load(String keyLocation, String certificate) {
		return OpenSsl.loader()
			.identity(new IdentitySource.Pem(keyLocation, this.openssl.location(certificate + ".pem"), null));
	}

	private PrivateKey privateKey(String name) {
		return PrivateKeyParser.parse(content(name + ".key"), null);
	}

	private PublicKey publicKey(String name) {
		return CertificateParser.parse(content(name + ".pem")).get(0).getPublicKey();
	}

	private Content content(String file) {
		return new Content(new Place(Part.KEY, file, "FILE"), this.openssl.bytes(file));
	}

}
