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

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An identity in the fewest bytes, for whoever keeps thousands of them and uses few: the
 * key and the certificates as they are encoded, without what is made of them. It is
 * immutable. An identity that cannot be made again from bytes, because its key never
 * leaves a token, is kept as it is.
 */
public final class PackedIdentity {

	private final String algorithm;

	private final byte[] key;

	private final byte[][] chain;

	private final PlainValidity validity;

	private final @Nullable Identity whole;

	private PackedIdentity(String algorithm, byte[] key, byte[][] chain, PlainValidity validity,
			@Nullable Identity whole) {
		this.algorithm = algorithm;
		this.key = key;
		this.chain = chain;
		this.validity = validity;
		this.whole = whole;
	}

	/**
	 * Pack an identity.
	 * @param identity the identity
	 * @return its packed form
	 */
	public static PackedIdentity of(Identity identity) {
		String algorithm = KeyFit.algorithm(identity.key());
		PackedIdentity packed = packed(identity, algorithm);
		return (packed != null) ? packed : new PackedIdentity(algorithm, new byte[0], new byte[0][],
				PlainValidity.of(identity.leaf()), identity);
	}

	/**
	 * Pack an identity that {@link PlainIdentities} has read: it can be made again.
	 * @param key the PKCS#8 of an EC key
	 * @param chain its certificates
	 * @param validity when the first of them is valid
	 * @return its packed form
	 */
	static PackedIdentity ofEc(byte[] key, List<byte[]> chain, PlainValidity validity) {
		return new PackedIdentity("EC", key, chain.toArray(new byte[0][]), validity, null);
	}

	/**
	 * Return the algorithm of the key.
	 * @return such as {@code EC}
	 */
	public String algorithm() {
		return this.algorithm;
	}

	/**
	 * Return from when the certificate of the key is valid. It takes no time to find out.
	 * @return the first second in which it is
	 */
	public Instant validFrom() {
		return Instant.ofEpochSecond(this.validity.from());
	}

	/**
	 * Return until when the certificate of the key is valid. It takes no time to find
	 * out.
	 * @return the last second in which it is
	 */
	public Instant validTo() {
		return Instant.ofEpochSecond(this.validity.to());
	}

	/**
	 * Return the certificates, without touching the key. They are made anew each time.
	 * @return the chain, leaf first
	 */
	public List<X509Certificate> chain() {
		try {
			return (this.whole != null) ? this.whole.chain() : certificates();
		}
		catch (CertificateException ex) {
			throw new IllegalStateException("The packed certificates cannot be unpacked", ex);
		}
	}

	/**
	 * Return the identity. It is made anew each time, without the checks that it has
	 * passed.
	 * @return an identity equal to the one that was packed
	 */
	public Identity unpack() {
		try {
			return (this.whole != null) ? this.whole : made();
		}
		catch (GeneralSecurityException ex) {
			// Not passed on as a cause, for it may quote the key
			throw new IllegalStateException("The packed " + this.algorithm + " identity cannot be unpacked");
		}
	}

	/**
	 * Return the certificate of the key, and touch nothing of the key.
	 * @return a certificate equal to the first one of the chain that was packed
	 */
	public X509Certificate leaf() {
		try {
			return (this.whole != null) ? this.whole.leaf() : CertificateParser.read(this.chain[0]);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The packed certificate cannot be unpacked", ex);
		}
	}

	/**
	 * Return whether the certificate of the key has some bytes in it, such as those of an
	 * identifier. Takes about a microsecond; what is found may mean something else.
	 * @param bytes what is looked for
	 * @return whether they are in its encoding
	 */
	public boolean leafMentions(byte[] bytes) {
		byte[] leaf = (this.whole != null) ? encoded(this.whole.leaf()) : this.chain[0];
		for (int i = 0; i <= leaf.length - bytes.length; i++) {
			if (Arrays.equals(leaf, i, i + bytes.length, bytes, 0, bytes.length)) {
				return true;
			}
		}
		return false;
	}

	private static byte[] encoded(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (CertificateEncodingException ex) {
			return new byte[0];
		}
	}

	/**
	 * Return whether another identity is the same key with the same certificates.
	 * @param other the other identity
	 * @return whether it is
	 */
	public boolean isSameAs(PackedIdentity other) {
		if (this.whole != null || other.whole != null) {
			return this.whole != null && this.whole.equals(other.whole);
		}
		return this.algorithm.equals(other.algorithm) && Arrays.equals(this.key, other.key)
				&& Arrays.deepEquals(this.chain, other.chain);
	}

	/**
	 * Only an identity that can be made again is packed, so that unpacking never fails.
	 */
	private static @Nullable PackedIdentity packed(Identity identity, String algorithm) {
		byte[] key = "PKCS#8".equals(identity.key().getFormat()) ? identity.key().getEncoded() : null;
		if (key == null) {
			return null;
		}
		try {
			byte[][] chain = new byte[identity.chain().size()][];
			for (int i = 0; i < chain.length; i++) {
				chain[i] = identity.chain().get(i).getEncoded();
			}
			PackedIdentity packed = new PackedIdentity(algorithm, key, chain, PlainValidity.of(identity.leaf()), null);
			return packed.made().chain().equals(identity.chain()) ? packed : null;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return null;
		}
	}

	private Identity made() throws GeneralSecurityException {
		PrivateKey privateKey = KeyFactory.getInstance(this.algorithm)
			.generatePrivate(new PKCS8EncodedKeySpec(this.key));
		return new Identity(privateKey, certificates());
	}

	private List<X509Certificate> certificates() throws CertificateException {
		List<X509Certificate> certificates = new ArrayList<>(this.chain.length);
		for (byte[] certificate : this.chain) {
			certificates.add(CertificateParser.read(certificate));
		}
		return certificates;
	}

	@Override
	public String toString() {
		int size = (this.whole != null) ? this.whole.chain().size() : this.chain.length;
		return "PackedIdentity[" + this.algorithm + ", " + size + ((size == 1) ? " certificate]" : " certificates]");
	}

}
