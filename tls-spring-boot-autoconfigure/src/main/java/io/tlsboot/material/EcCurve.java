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
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/**
 * An elliptic curve of TLS with the fast arithmetic of Bouncy Castle, which takes the
 * same time whatever the private number is.
 */
enum EcCurve {

	/** The curve P-256. */
	P256(SECObjectIdentifiers.secp256r1),

	/** The curve P-384. */
	P384(SECObjectIdentifiers.secp384r1),

	/** The curve P-521. */
	P521(SECObjectIdentifiers.secp521r1);

	private static final ECMultiplier MULTIPLIER = new FixedPointCombMultiplier();

	private final X9ECParameters parameters;

	private final EllipticCurve equation;

	private final ECPoint generator;

	EcCurve(ASN1ObjectIdentifier identifier) {
		this.parameters = CustomNamedCurves.getByOID(identifier);
		ECCurve curve = this.parameters.getCurve();
		this.equation = new EllipticCurve(new ECFieldFp(curve.getField().getCharacteristic()),
				curve.getA().toBigInteger(), curve.getB().toBigInteger());
		this.generator = affine(this.parameters.getG());
	}

	/**
	 * Return the curve with some parameters, all of which count: a generator of
	 * somebody's choice makes any two keys fit.
	 * @param spec the parameters of a key
	 * @return the curve, or {@code null} when it is none of these
	 */
	static @Nullable EcCurve of(ECParameterSpec spec) {
		for (EcCurve curve : values()) {
			if (curve.parameters.getN().equals(spec.getOrder()) && curve.generator.equals(spec.getGenerator())
					&& curve.equation.equals(spec.getCurve()) && spec.getCofactor() == 1) {
				return curve;
			}
		}
		return null;
	}

	/**
	 * Return whether a private number and a public point belong together. The product
	 * stays in Jacobian coordinates, x = X / Z² and y = Y / Z³, and the point is brought
	 * to them: that takes no inversion, which Bouncy Castle hides behind random numbers.
	 * @param number the private number
	 * @param point the public point
	 * @return whether the point is the number times the generator
	 */
	boolean isPair(BigInteger number, ECPoint point) {
		if (point.equals(ECPoint.POINT_INFINITY) || !isElement(point.getAffineX()) || !isElement(point.getAffineY())
				|| !isPrivate(number)) {
			return false;
		}
		ECCurve curve = this.parameters.getCurve();
		org.bouncycastle.math.ec.ECPoint product = MULTIPLIER.multiply(this.parameters.getG(), number);
		ECFieldElement z = product.getZCoord(0);
		ECFieldElement square = z.square();
		return !z.isZero() && curve.fromBigInteger(point.getAffineX()).multiply(square).equals(product.getXCoord())
				&& curve.fromBigInteger(point.getAffineY()).multiply(square).multiply(z).equals(product.getYCoord());
	}

	private boolean isPrivate(BigInteger number) {
		return number.signum() > 0 && number.compareTo(this.parameters.getN()) < 0;
	}

	private boolean isElement(BigInteger coordinate) {
		return this.parameters.getCurve().isValidFieldElement(coordinate);
	}

	private static ECPoint affine(org.bouncycastle.math.ec.ECPoint point) {
		return new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
	}

}
