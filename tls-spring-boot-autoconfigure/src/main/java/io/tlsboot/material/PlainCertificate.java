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
import java.util.List;

/**
 * A certificate for an EC key in which nothing is unusual: version 3, signed with a
 * digest that is not broken, names of plain text. Java and BoringSSL read whatever is
 * one.
 *
 * @param curve the curve of its key
 * @param point the coordinates of the point of its key
 * @param validity the time in which it is valid
 */
record PlainCertificate(PlainCurve curve, byte[] point, PlainValidity validity) {

	private static final byte[] VERSION_3 = HexFormat.of().parseHex("a003020102");

	private static final int EXTENSIONS = 0xa3;

	private static final int MAX_SERIAL = 20;

	/** ECDSA and RSA with SHA-256, SHA-384 and SHA-512. */
	private static final List<byte[]> SIGNATURES = List
		.of("300a06082a8648ce3d040302", "300a06082a8648ce3d040303", "300a06082a8648ce3d040304",
				"300d06092a864886f70d01010b0500", "300d06092a864886f70d01010c0500", "300d06092a864886f70d01010d0500")
		.stream()
		.map(HexFormat.of()::parseHex)
		.toList();

	/**
	 * Read a certificate.
	 * @param der the DER
	 * @return the certificate
	 */
	static PlainCertificate of(byte[] der) {
		StrictDer file = StrictDer.of(der);
		StrictDer certificate = file.open(Der.SEQUENCE);
		file.requireEnd();
		StrictDer signed = certificate.open(Der.SEQUENCE);
		signed.require(VERSION_3);
		readSerial(signed.open(Der.INTEGER));
		byte[] algorithm = readAlgorithm(signed);
		certificate.require(algorithm);
		readSignature(certificate);
		PlainName.read(signed.open(Der.SEQUENCE));
		PlainValidity validity = PlainValidity.read(signed.open(Der.SEQUENCE));
		PlainName.read(signed.open(Der.SEQUENCE));
		PlainCurve curve = readCurve(signed);
		byte[] point = signed.bytes(2 * curve.size());
		if (!signed.isEmpty()) {
			PlainExtensions.read(signed.open(EXTENSIONS));
			signed.requireEnd();
		}
		return new PlainCertificate(curve, point, validity);
	}

	/**
	 * A positive number (RFC 5280 section 4.1.2.2).
	 */
	private static void readSerial(StrictDer serial) {
		int first = serial.peek(0);
		NotPlainException.unless(first >= 0 && first < 0x80 && serial.size() <= MAX_SERIAL);
		NotPlainException.unless(first > 0 || serial.peek(1) >= 0x80);
	}

	private static byte[] readAlgorithm(StrictDer signed) {
		for (byte[] algorithm : SIGNATURES) {
			if (signed.take(algorithm)) {
				return algorithm;
			}
		}
		throw NotPlainException.of();
	}

	private static void readSignature(StrictDer certificate) {
		StrictDer bits = certificate.open(Der.BIT_STRING);
		NotPlainException.unless(bits.peek(0) == 0 && bits.size() > 1);
		certificate.requireEnd();
	}

	private static PlainCurve readCurve(StrictDer signed) {
		for (PlainCurve curve : PlainCurve.values()) {
			if (signed.take(curve.publicKey())) {
				return curve;
			}
		}
		throw NotPlainException.of();
	}

}
