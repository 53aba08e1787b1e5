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

package io.tlsboot.verify;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a peer presented, byte by byte and certificate by certificate in its order, and so
 * a key of a map: two are equal when nothing at all differs.
 */
final class ChainBytes {

	private static final byte[] UNREADABLE = {};

	/** Ends of certificates are ends of signatures, which differ enough. */
	private static final int HASHED = 8;

	private final byte[][] certificates;

	private final int hash;

	/**
	 * Take over some certificates.
	 * @param certificates the DER of each; nobody may change them from now on
	 */
	ChainBytes(byte[][] certificates) {
		this.certificates = certificates;
		int result = certificates.length;
		for (byte[] certificate : certificates) {
			for (int i = Math.max(0, certificate.length - HASHED); i < certificate.length; i++) {
				result = 31 * result + certificate[i];
			}
		}
		this.hash = result;
	}

	static ChainBytes of(List<X509Certificate> certificates) {
		byte[][] bytes = new byte[certificates.size()][];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = encode(certificates.get(i));
		}
		return new ChainBytes(bytes);
	}

	private static byte[] encode(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (CertificateEncodingException | RuntimeException ex) {
			return UNREADABLE;
		}
	}

	/**
	 * Return how many certificates there are.
	 */
	int length() {
		return this.certificates.length;
	}

	/**
	 * Return the DER of a certificate, which must not be changed.
	 * @return the bytes; none when the certificate cannot be encoded
	 */
	byte[] get(int index) {
		return this.certificates[index];
	}

	/**
	 * Return how many bytes all of them have together.
	 */
	long size() {
		long size = 0;
		for (byte[] certificate : this.certificates) {
			size += certificate.length;
		}
		return size;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof ChainBytes chain && this.hash == chain.hash
				&& Arrays.deepEquals(this.certificates, chain.certificates));
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

}
