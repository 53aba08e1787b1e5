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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes revocation lists for tests.
 */
final class Crls {

	private final TestCertificate issuer;

	private final X509v2CRLBuilder builder;

	private KeyPair signer;

	private String algorithm = "SHA256withECDSA";

	private boolean numbered = true;

	private Crls(TestCertificate issuer, Instant from, Instant to) {
		this.issuer = issuer;
		this.signer = issuer.keys();
		this.builder = new X509v2CRLBuilder(issuer.name(), Date.from(from));
		this.builder.setNextUpdate(Date.from(to));
	}

	static Crls of(TestCertificate issuer) {
		return new Crls(issuer, Certs.NOW.minusSeconds(60), Certs.NOW.plusSeconds(3600));
	}

	static Crls between(TestCertificate issuer, Instant from, Instant to) {
		return new Crls(issuer, from, to);
	}

	static Crls expired(TestCertificate issuer) {
		return new Crls(issuer, Certs.NOW.minusSeconds(3600), Certs.NOW.minusSeconds(60));
	}

	static Crls future(TestCertificate issuer) {
		return new Crls(issuer, Certs.NOW.plusSeconds(60), Certs.NOW.plusSeconds(3600));
	}

	Crls revoke(TestCertificate certificate) {
		return revoke(certificate, 1);
	}

	Crls revoke(TestCertificate certificate, int reason) {
		BigInteger serial = Certificate.getInstance(certificate.der()).getSerialNumber().getValue();
		this.builder.addCRLEntry(serial, Date.from(Certs.NOW.minusSeconds(120)), reason);
		return this;
	}

	Crls signedBy(KeyPair signer) {
		this.signer = signer;
		return this;
	}

	Crls algorithm(String algorithm) {
		this.algorithm = algorithm;
		return this;
	}

	Crls withoutNumber() {
		this.numbered = false;
		return this;
	}

	Crls extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
		try {
			this.builder.addExtension(id, critical, value);
			return this;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	X509CRL make() {
		try {
			if (this.numbered) {
				this.builder.addExtension(Extension.cRLNumber, false, new ASN1Integer(7));
			}
			byte[] der = this.builder.build(new JcaContentSignerBuilder(this.algorithm).build(this.signer.getPrivate()))
				.getEncoded();
			return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
		}
		catch (IOException | GeneralSecurityException | OperatorCreationException ex) {
			throw new IllegalStateException("A list of " + this.issuer.name(), ex);
		}
	}

	static String pem(X509CRL crl) {
		try {
			return "-----BEGIN X509 CRL-----\n"
					+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(crl.getEncoded())
					+ "\n-----END X509 CRL-----\n";
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
