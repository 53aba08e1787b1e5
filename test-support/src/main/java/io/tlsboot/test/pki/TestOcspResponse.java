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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes OCSP responses, good ones and those that nobody should believe.
 */
public final class TestOcspResponse {

	private final TestCertificate issuer;

	private final List<Single> singles = new ArrayList<>();

	private TestCertificate signer;

	private PrivateKey key;

	private @Nullable String signature;

	private AlgorithmIdentifier digest = CertificateID.HASH_SHA1;

	private Instant thisUpdate = Instant.now().minus(Duration.ofMinutes(1));

	private @Nullable Instant nextUpdate = this.thisUpdate.plus(Duration.ofHours(1));

	private X509Certificate @Nullable [] certificates;

	private boolean byName;

	private @Nullable Extensions extensions;

	private TestOcspResponse(TestCertificate issuer) {
		this.issuer = issuer;
		this.signer = issuer;
		this.key = issuer.key();
	}

	/**
	 * Start a response that its issuer signs and that counts for an hour.
	 * @param issuer the issuer of the certificates
	 * @return the builder
	 */
	public static TestOcspResponse of(TestCertificate issuer) {
		return new TestOcspResponse(issuer);
	}

	/**
	 * Set from when and until when what is added from now on counts.
	 * @param from the beginning
	 * @param to the end, or {@code null} for none
	 * @return this builder
	 */
	public TestOcspResponse valid(Instant from, @Nullable Instant to) {
		this.thisUpdate = from;
		this.nextUpdate = to;
		return this;
	}

	/**
	 * Name the certificates that are added from now on by another digest than SHA-1.
	 * @param digest the digest
	 * @return this builder
	 */
	public TestOcspResponse digest(AlgorithmIdentifier digest) {
		this.digest = digest;
		return this;
	}

	/**
	 * Say of a certificate that it was not revoked.
	 * @param certificate the certificate
	 * @return this builder
	 */
	public TestOcspResponse good(TestCertificate certificate) {
		return add(certificate, CertificateStatus.GOOD);
	}

	/**
	 * Say of a certificate that it was revoked.
	 * @param certificate the certificate
	 * @return this builder
	 */
	public TestOcspResponse revoked(TestCertificate certificate) {
		return add(certificate, new RevokedStatus(Date.from(this.thisUpdate)));
	}

	/**
	 * Say of a certificate that it is not known.
	 * @param certificate the certificate
	 * @return this builder
	 */
	public TestOcspResponse unknown(TestCertificate certificate) {
		return add(certificate, new UnknownStatus());
	}

	/**
	 * Add extensions to what is added from now on.
	 * @param extensions the extensions
	 * @return this builder
	 */
	public TestOcspResponse extensions(Extensions extensions) {
		this.extensions = extensions;
		return this;
	}

	/**
	 * Let somebody else sign, whose certificate comes along.
	 * @param signer who signs
	 * @return this builder
	 */
	public TestOcspResponse signer(TestCertificate signer) {
		this.signer = signer;
		this.key = signer.key();
		this.certificates = new X509Certificate[] { signer.certificate() };
		return this;
	}

	/**
	 * Sign with another key than the one of whom the response names.
	 * @param key the key
	 * @return this builder
	 */
	public TestOcspResponse signedBy(PrivateKey key) {
		this.key = key;
		return this;
	}

	/**
	 * Set the signature algorithm.
	 * @param algorithm a JCA name
	 * @return this builder
	 */
	public TestOcspResponse signature(String algorithm) {
		this.signature = algorithm;
		return this;
	}

	/**
	 * Name the signer by its name and not by its key.
	 * @return this builder
	 */
	public TestOcspResponse byName() {
		this.byName = true;
		return this;
	}

	/**
	 * Send other certificates along.
	 * @param certificates the certificates
	 * @return this builder
	 */
	public TestOcspResponse certificates(TestCertificate... certificates) {
		this.certificates = java.util.Arrays.stream(certificates)
			.map(TestCertificate::certificate)
			.toArray(X509Certificate[]::new);
		return this;
	}

	/**
	 * Make the response.
	 * @return its DER
	 */
	public byte[] der() {
		try {
			JcaX509CertificateHolder holder = new JcaX509CertificateHolder(this.signer.certificate());
			BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(
					this.byName ? new RespID(holder.getSubject()) : new RespID(holder.getSubjectPublicKeyInfo(),
							new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1)));
			for (Single single : this.singles) {
				builder.addResponse(single.id(), single.status(), Date.from(single.from()),
						(single.to() != null) ? Date.from(single.to()) : null, single.extensions());
			}
			String algorithm = (this.signature != null) ? this.signature : TestKeys.signature(this.key);
			return new OCSPRespBuilder()
				.build(OCSPRespBuilder.SUCCESSFUL,
						builder.build(new JcaContentSignerBuilder(algorithm).build(this.key),
								holders(this.certificates), Date.from(Instant.now())))
				.getEncoded();
		}
		catch (OCSPException | OperatorCreationException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Make the response.
	 * @return a new file with its DER
	 */
	public Path file() {
		try {
			return Files.write(TestPki.newDirectory("ocsp").resolve("response.der"), der());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Make a response that is an error of the responder.
	 * @param status the status, such as {@link OCSPRespBuilder#TRY_LATER}
	 * @return its DER
	 */
	public static byte[] error(int status) {
		try {
			return new OCSPRespBuilder().build(status, null).getEncoded();
		}
		catch (OCSPException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private TestOcspResponse add(TestCertificate certificate, @Nullable CertificateStatus status) {
		try {
			CertificateID id = new CertificateID(new BcDigestCalculatorProvider().get(this.digest),
					new JcaX509CertificateHolder(this.issuer.certificate()),
					certificate.certificate().getSerialNumber());
			this.singles.add(new Single(id, status, this.thisUpdate, this.nextUpdate, this.extensions));
			return this;
		}
		catch (OCSPException | OperatorCreationException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static X509CertificateHolder @Nullable [] holders(X509Certificate @Nullable [] certificates)
			throws GeneralSecurityException {
		if (certificates == null) {
			return null;
		}
		X509CertificateHolder[] holders = new X509CertificateHolder[certificates.length];
		for (int i = 0; i < holders.length; i++) {
			holders[i] = new JcaX509CertificateHolder(certificates[i]);
		}
		return holders;
	}

	private record Single(CertificateID id, @Nullable CertificateStatus status, Instant from, @Nullable Instant to,
			@Nullable Extensions extensions) {

	}

}
