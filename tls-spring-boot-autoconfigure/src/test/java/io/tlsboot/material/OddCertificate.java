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
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes self-signed certificates of whatever content.
 */
final class OddCertificate {

	static final String CN = "2.5.4.3";

	private static final KeyPair EC = keys("EC", "secp256r1");

	private final List<ASN1Encodable> parts = new ArrayList<>();

	private final List<ASN1Encodable> names = new ArrayList<>();

	private final List<Extension> extensions = new ArrayList<>();

	private BigInteger serial = BigInteger.ONE;

	private Instant from = Instant.parse("2026-01-01T00:00:00Z");

	private Instant to = Instant.parse("2030-01-01T00:00:00Z");

	private KeyPair keys = EC;

	OddCertificate part(String type, ASN1Encodable value) {
		this.parts.add(new DERSet(attribute(type, value)));
		return this;
	}

	OddCertificate part(String type, String value) {
		return part(type, new DERUTF8String(value));
	}

	OddCertificate part(AttributeTypeAndValue... attributes) {
		this.parts.add(new DERSet(attributes));
		return this;
	}

	static AttributeTypeAndValue attribute(String type, ASN1Encodable value) {
		return new AttributeTypeAndValue(new ASN1ObjectIdentifier(type), value);
	}

	OddCertificate name(ASN1Encodable name) {
		this.names.add(name);
		return this;
	}

	OddCertificate name(int tag, byte[] content) {
		return name(new DERTaggedObject(false, tag, new DEROctetString(content)));
	}

	OddCertificate extension(String identifier, byte[] content) {
		this.extensions.add(new Extension(new ASN1ObjectIdentifier(identifier), false, content));
		return this;
	}

	OddCertificate serial(BigInteger serial) {
		this.serial = serial;
		return this;
	}

	OddCertificate valid(String from, String to) {
		this.from = Instant.parse(from);
		this.to = Instant.parse(to);
		return this;
	}

	OddCertificate keys(KeyPair keys) {
		this.keys = keys;
		return this;
	}

	byte[] make() throws Exception {
		X500Name subject = X500Name.getInstance(new DERSequence(this.parts.toArray(ASN1Encodable[]::new)));
		X509v3CertificateBuilder builder = new X509v3CertificateBuilder(subject, this.serial,
				new Time(Date.from(this.from)), new Time(Date.from(this.to)), subject,
				SubjectPublicKeyInfo.getInstance(this.keys.getPublic().getEncoded()));
		if (!this.names.isEmpty()) {
			ASN1EncodableVector all = new ASN1EncodableVector();
			this.names.forEach(all::add);
			builder.addExtension(Extension.subjectAlternativeName, false, new DERSequence(all));
		}
		for (Extension extension : this.extensions) {
			builder.addExtension(extension);
		}
		return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(EC.getPrivate())).getEncoded();
	}

	static KeyPair keys(String algorithm, String curve) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			if (!curve.isEmpty()) {
				generator.initialize(new ECGenParameterSpec(curve));
			}
			return generator.generateKeyPair();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
