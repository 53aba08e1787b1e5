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

package io.tlsboot.context;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.stream.IntStream;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * BoringSSL as the judge of EC keys whose parts do not belong together.
 */
class EcPairsTests {

	private final OpenSslNative.EcPairs pairs = new OpenSslNative.EcPairs();

	@ParameterizedTest
	@ValueSource(strings = { "secp256r1", "secp384r1", "secp521r1" })
	void provesThePairAndNoOther(String curve) throws GeneralSecurityException, IOException {
		KeyPair keys = keys(curve);
		KeyPair others = keys(curve);
		BigInteger number = number(keys);
		BigInteger order = ((ECPrivateKey) keys.getPrivate()).getParams().getOrder();
		assertThat(proves(number, keys)).isTrue();
		assertThat(proves(number, others)).isFalse();
		assertThat(proves(number(others), keys)).isFalse();
		for (BigInteger wrong : new BigInteger[] { BigInteger.ZERO, BigInteger.ONE, order, order.subtract(number),
				number.add(BigInteger.ONE), number.xor(BigInteger.TWO) }) {
			assertThat(proves(wrong, keys)).as("%s", wrong).isFalse();
		}
		assertThat(proves(number, keys)).as("after the others").isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "secp256r1", "secp384r1", "secp521r1" })
	void refusesPointThatIsNotOnTheCurve(String curve) throws GeneralSecurityException, IOException {
		KeyPair keys = keys(curve);
		byte[] key = key(number(keys), keys);
		for (int i = 1; i < key.length; i += 3) {
			byte[] wrong = key.clone();
			wrong[wrong.length - i] ^= 4;
			assertThat(this.pairs.proves(wrong)).as("byte %d from the end", i).isFalse();
		}
		assertThat(this.pairs.proves(key)).isTrue();
	}

	@Test
	void refusesWhatIsNoKey() throws GeneralSecurityException, IOException {
		KeyPair keys = keys("secp256r1");
		byte[] key = key(number(keys), keys);
		for (byte[] wrong : new byte[][] { {}, { 0x30 }, new byte[121], new byte[4096],
				Arrays.copyOf(key, key.length - 1) }) {
			assertThat(this.pairs.proves(wrong)).isFalse();
		}
	}

	@Test
	void manyThreadsMayAsk() throws GeneralSecurityException, IOException {
		KeyPair one = keys("secp256r1");
		KeyPair other = keys("secp521r1");
		byte[] right = key(number(one), one);
		byte[] longer = key(number(other), other);
		byte[] wrong = key(number(one).add(BigInteger.ONE), one);
		assertThat(IntStream.range(0, 3000).parallel().allMatch((i) -> switch (i % 3) {
			case 0 -> this.pairs.proves(right);
			case 1 -> this.pairs.proves(longer);
			default -> !this.pairs.proves(wrong);
		})).isTrue();
	}

	private boolean proves(BigInteger number, KeyPair publicKey) throws IOException {
		return this.pairs.proves(key(number, publicKey));
	}

	private static BigInteger number(KeyPair keys) {
		return ((ECPrivateKey) keys.getPrivate()).getS();
	}

	private static byte[] key(BigInteger number, KeyPair keys) throws IOException {
		SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
		int bits = ((ECPublicKey) keys.getPublic()).getParams().getOrder().bitLength();
		return new org.bouncycastle.asn1.sec.ECPrivateKey(bits, number,
				new DERBitString(info.getPublicKeyData().getBytes()),
				ASN1ObjectIdentifier.getInstance(info.getAlgorithm().getParameters()))
			.getEncoded();
	}

	private static KeyPair keys(String curve) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec(curve));
		return generator.generateKeyPair();
	}

}
