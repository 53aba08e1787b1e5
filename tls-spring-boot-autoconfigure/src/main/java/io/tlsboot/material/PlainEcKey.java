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

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * An EC private key in one of the forms that programs write, and nothing else.
 *
 * @param curve its curve
 * @param number the private number, of the curve's size
 * @param point the coordinates of the public point, if the key has them
 */
record PlainEcKey(PlainCurve curve, byte[] number, byte @Nullable [] point) {

	/**
	 * Read a key.
	 * @param der the DER of PKCS#8
	 * @return the key
	 */
	static PlainEcKey pkcs8(byte[] der) {
		StrictDer key = StrictDer.of(der);
		for (PlainCurve curve : PlainCurve.values()) {
			if (key.take(curve.pkcs8())) {
				return read(key, curve, null);
			}
			if (key.take(curve.pkcs8WithPoint())) {
				return read(key, curve, curve.pkcs8Point());
			}
		}
		throw NotPlainException.of();
	}

	/**
	 * Read a key.
	 * @param der the DER of RFC 5915
	 * @return the key
	 */
	static PlainEcKey sec1(byte[] der) {
		StrictDer key = StrictDer.of(der);
		for (PlainCurve curve : PlainCurve.values()) {
			if (key.take(curve.sec1())) {
				return read(key, curve, curve.sec1Point());
			}
		}
		throw NotPlainException.of();
	}

	private static PlainEcKey read(StrictDer key, PlainCurve curve, byte @Nullable [] beforePoint) {
		byte[] number = key.bytes(curve.size());
		byte[] point = null;
		if (beforePoint != null) {
			key.require(beforePoint);
			point = key.bytes(2 * curve.size());
		}
		key.requireEnd();
		return new PlainEcKey(curve, number, point);
	}

	/**
	 * Return whether this is the private key of a public one.
	 * @param other the curve of the public key
	 * @param point the coordinates of its point
	 * @param proof proves that number and point belong together
	 */
	boolean isOf(PlainCurve other, byte[] point, EcPairProof proof) {
		if (other != this.curve || (this.point != null && !Arrays.equals(this.point, point))) {
			return false;
		}
		byte[] key = join(this.curve.sec1(), this.number, this.curve.sec1Point(), point);
		try {
			return proof.proves(key);
		}
		finally {
			Arrays.fill(key, (byte) 0);
		}
	}

	/**
	 * Return the shortest PKCS#8 of the key, which Java reads.
	 */
	byte[] encoded() {
		return join(this.curve.pkcs8(), this.number);
	}

	private static byte[] join(byte[]... parts) {
		int length = 0;
		for (byte[] part : parts) {
			length += part.length;
		}
		byte[] joined = new byte[length];
		int position = 0;
		for (byte[] part : parts) {
			System.arraycopy(part, 0, joined, position, part.length);
			position += part.length;
		}
		return joined;
	}

	@Override
	public String toString() {
		return "PlainEcKey[" + this.curve + "]";
	}

}
