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

import java.util.HexFormat;

/**
 * An elliptic curve of TLS with the bytes that stand before the numbers of its keys: in
 * each form that programs write, they are the same for all keys.
 */
enum PlainCurve {

	/** The curve P-256. */
	P256(32, "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
			"3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420",
			"308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420", "a14403420004",
			"30770201010420", "a00a06082a8648ce3d030107a14403420004"),

	/** The curve P-384. */
	P384(48, "3076301006072a8648ce3d020106052b8104002203620004",
			"304e020100301006072a8648ce3d020106052b81040022043730350201010430",
			"3081b6020100301006072a8648ce3d020106052b8104002204819e30819b0201010430", "a16403620004",
			"3081a40201010430", "a00706052b81040022a16403620004"),

	/** The curve P-521. */
	P521(66, "30819b301006072a8648ce3d020106052b810400230381860004",
			"3060020100301006072a8648ce3d020106052b81040023044930470201010442",
			"3081ee020100301006072a8648ce3d020106052b810400230481d63081d30201010442", "a181890381860004",
			"3081dc0201010442", "a00706052b81040023a181890381860004");

	private final int size;

	private final byte[] publicKey;

	private final byte[] pkcs8;

	private final byte[] pkcs8WithPoint;

	private final byte[] pkcs8Point;

	private final byte[] sec1;

	private final byte[] sec1Point;

	PlainCurve(int size, String publicKey, String pkcs8, String pkcs8WithPoint, String pkcs8Point, String sec1,
			String sec1Point) {
		this.size = size;
		this.publicKey = HexFormat.of().parseHex(publicKey);
		this.pkcs8 = HexFormat.of().parseHex(pkcs8);
		this.pkcs8WithPoint = HexFormat.of().parseHex(pkcs8WithPoint);
		this.pkcs8Point = HexFormat.of().parseHex(pkcs8Point);
		this.sec1 = HexFormat.of().parseHex(sec1);
		this.sec1Point = HexFormat.of().parseHex(sec1Point);
	}

	/**
	 * Return the number of bytes of a private number, and of each coordinate of a point.
	 */
	int size() {
		return this.size;
	}

	/**
	 * Return what stands before the point in the public key of a certificate.
	 */
	byte[] publicKey() {
		return this.publicKey;
	}

	/**
	 * Return what stands before the number in PKCS#8 without the point: all there is, and
	 * the form that Java writes.
	 */
	byte[] pkcs8() {
		return this.pkcs8;
	}

	/**
	 * Return what stands before the number in PKCS#8 with the point, as OpenSSL, Go and
	 * Python write it.
	 */
	byte[] pkcs8WithPoint() {
		return this.pkcs8WithPoint;
	}

	/**
	 * Return what stands between number and point there.
	 */
	byte[] pkcs8Point() {
		return this.pkcs8Point;
	}

	/**
	 * Return what stands before the number in the form of RFC 5915 with the name of the
	 * curve and the point.
	 */
	byte[] sec1() {
		return this.sec1;
	}

	/**
	 * Return what stands between number and point there.
	 */
	byte[] sec1Point() {
		return this.sec1Point;
	}

}
