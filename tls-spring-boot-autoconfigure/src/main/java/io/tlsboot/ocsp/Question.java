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
package io.tlsboot.ocsp;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.material.EscapedText;
import io.tlsboot.material.PackedIdentity;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.jspecify.annotations.Nullable;

/**
 * What is to be asked about one certificate, and whom.
 *
 * @param certificate the certificate in question
 * @param issuer the certificate of its issuer
 * @param responder who is asked
 */
record Question(X509Certificate certificate, X509Certificate issuer, URI responder) {

	private static final DigestCalculatorProvider DIGESTS = new BcDigestCalculatorProvider();

	private static final int LONGEST_NAME = 120;

	/**
	 * Find out what to ask about an identity.
	 * @param identity the identity, whose chain may have the issuer
	 * @param authorities others that may be the issuer
	 * @param responder who is asked, or {@code null} for whom the certificate names
	 */
	static Question about(PackedIdentity identity, List<X509Certificate> authorities, @Nullable URI responder)
			throws NoResponderException {
		List<X509Certificate> chain = identity.chain();
		X509Certificate certificate = chain.get(0);
		if (certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
			throw new NoResponderException("is self-signed, so nobody can answer for its issuer");
		}
		URI address = (responder != null) ? responder : CertificateHints.responder(certificate);
		if (address == null) {
			throw new NoResponderException("names no OCSP responder; set 'ocsp.responder' if its issuer has one");
		}
		X509Certificate issuer = Stream.concat(chain.stream().skip(1), authorities.stream())
			.filter((candidate) -> issued(candidate, certificate))
			.findFirst()
			.orElseThrow(() -> new NoResponderException(
					"has an issuer that is neither in its chain nor in 'ca', so its responder cannot be asked"));
		return new Question(certificate, issuer, address);
	}

	/**
	 * Return a key that is the same for the same question.
	 */
	String key() {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(this.certificate.getEncoded());
			digest.update(this.issuer.getEncoded());
			return HexFormat.of().formatHex(digest.digest()) + ' ' + this.responder;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the issuer if it is one of those that were given, and not of the chain that
	 * is kept anyway.
	 */
	List<X509Certificate> issuerAmong(List<X509Certificate> authorities) {
		return authorities.contains(this.issuer) ? List.of(this.issuer) : List.of();
	}

	/**
	 * Return the DER of the request. It has no nonce, so that responders may prepare
	 * their answers (RFC 5019), and names the certificate by SHA-1, which all of them
	 * know; the digest protects nothing.
	 */
	byte[] request() throws IOException {
		try {
			CertificateID id = new CertificateID(DIGESTS.get(CertificateID.HASH_SHA1),
					new JcaX509CertificateHolder(this.issuer), this.certificate.getSerialNumber());
			return new OCSPReqBuilder().addRequest(id).build().getEncoded();
		}
		catch (OCSPException | OperatorCreationException | GeneralSecurityException ex) {
			throw new IOException("the request cannot be made", ex);
		}
	}

	/**
	 * Return how the certificate is called in a log.
	 */
	static String subject(X509Certificate certificate) {
		return EscapedText.of(certificate.getSubjectX500Principal().getName(), LONGEST_NAME);
	}

	private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
		if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
			return false;
		}
		try {
			certificate.verify(issuer.getPublicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
