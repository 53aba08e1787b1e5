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

package io.tlsboot.test.pki;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate revocation list, as an object and as a PEM file.
 *
 * @param crl the list
 * @param file its PEM file
 */
public record TestCrl(X509CRL crl, Path file) {

	/**
	 * Return the list as PEM.
	 * @return the text
	 */
	public String pem() {
		try {
			return Pem.encode("X509 CRL", this.crl.getEncoded());
		}
		catch (CRLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Start a list.
	 * @param name the name of its file
	 * @param issuer who issues and signs it
	 * @return the builder
	 */
	public static Builder builder(String name, TestCertificate issuer) {
		return new Builder(name, issuer);
	}

	/**
	 * Builds a {@link TestCrl}.
	 */
	public static final class Builder {

		private final String name;

		private final TestCertificate issuer;

		private final Map<TestCertificate, Integer> revoked = new LinkedHashMap<>();

		private @Nullable PrivateKey signer;

		private Instant from = Instant.now().minus(Duration.ofDays(1));

		private Instant to = Instant.now().plus(Duration.ofDays(30));

		private Builder(String name, TestCertificate issuer) {
			this.name = name;
			this.issuer = issuer;
		}

		/**
		 * Revoke certificates.
		 * @param certificates the certificates
		 * @return this builder
		 */
		public Builder revoke(TestCertificate... certificates) {
			for (TestCertificate certificate : certificates) {
				this.revoked.put(certificate, CRLReason.keyCompromise);
			}
			return this;
		}

		/**
		 * Set the time for which the list speaks.
		 * @param thisUpdate its begin
		 * @param nextUpdate its end
		 * @return this builder
		 */
		public Builder valid(Instant thisUpdate, Instant nextUpdate) {
			this.from = thisUpdate;
			this.to = nextUpdate;
			return this;
		}

		/**
		 * Let the list be out of date since yesterday.
		 * @return this builder
		 */
		public Builder expired() {
			return valid(Instant.now().minus(Duration.ofDays(30)), Instant.now().minus(Duration.ofDays(1)));
		}

		/**
		 * Let the list begin tomorrow.
		 * @return this builder
		 */
		public Builder notYetValid() {
			return valid(Instant.now().plus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(30)));
		}

		/**
		 * Sign with a key that need not be the issuer's.
		 * @param key the key
		 * @return this builder
		 */
		public Builder signedBy(PrivateKey key) {
			this.signer = key;
			return this;
		}

		/**
		 * Make the list and its file.
		 * @return the list
		 */
		public TestCrl build() {
			try {
				X509v2CRLBuilder builder = new X509v2CRLBuilder(this.issuer.subject(), Date.from(this.from));
				builder.setNextUpdate(Date.from(this.to));
				builder.addExtension(Extension.authorityKeyIdentifier, false,
						new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(this.issuer.keyPair().getPublic()));
				builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE));
				this.revoked.forEach((certificate, reason) -> builder
					.addCRLEntry(certificate.certificate().getSerialNumber(), Date.from(this.from), reason));
				PrivateKey key = (this.signer != null) ? this.signer : this.issuer.key();
				X509CRL crl = new JcaX509CRLConverter()
					.getCRL(builder.build(new JcaContentSignerBuilder(TestKeys.signature(key)).build(key)));
				Path file = Pem.write(TestPki.newDirectory(this.name), "crl.pem",
						Pem.encode("X509 CRL", crl.getEncoded()));
				return new TestCrl(crl, file);
			}
			catch (GeneralSecurityException | OperatorCreationException | CertIOException ex) {
				throw new IllegalStateException("CRL " + this.name + ": " + ex.getMessage(), ex);
			}
		}

	}

}
