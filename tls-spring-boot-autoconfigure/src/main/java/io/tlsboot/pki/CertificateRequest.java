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

package io.tlsboot.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;

import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A request for a certificate (PKCS#10, RFC 2986) whose signature has been verified: who
 * made it holds the private key.
 */
public final class CertificateRequest {

	private final PKCS10CertificationRequest request;

	private final PublicKey publicKey;

	private final List<AlternativeName> alternativeNames;

	private CertificateRequest(PKCS10CertificationRequest request) {
		this.request = request;
		this.publicKey = verifiedKey(request);
		this.alternativeNames = readNames(request);
	}

	/**
	 * Make a request.
	 * @param keys the key pair that the certificate is for
	 * @param subject the subject in the order of the certificate, such as
	 * {@code C=HU,O=Example,CN=api.example.com}; special characters are escaped by a
	 * backslash (RFC 4514). Empty for none.
	 * @param names the alternative names
	 * @return the request
	 * @throws PkiException if the subject cannot be read or the key is too weak
	 */
	public static CertificateRequest create(KeyPair keys, String subject, AlternativeName... names) {
		return create(keys, Subjects.parse(subject), Arrays.asList(names));
	}

	static CertificateRequest create(KeyPair keys, X500Name subject, List<AlternativeName> names) {
		JcaPKCS10CertificationRequestBuilder builder = new JcaPKCS10CertificationRequestBuilder(subject,
				keys.getPublic());
		if (!names.isEmpty()) {
			builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions(names));
		}
		return new CertificateRequest(builder.build(Signing.signer(keys.getPrivate())));
	}

	/**
	 * Read a request and verify that its maker holds the private key.
	 * @param pem the request in PEM
	 * @return the request
	 * @throws PkiException if there is no request, if its signature is wrong, its key too
	 * weak or its alternative names malformed or of a kind that is not issued
	 */
	public static CertificateRequest parse(String pem) {
		return new CertificateRequest(PemText.readRequest(pem));
	}

	/**
	 * Return the subject.
	 * @return its text in the order of the certificate, RFC 4514 escapes
	 */
	public String subject() {
		return this.request.getSubject().toString();
	}

	/**
	 * Return the key that the certificate is asked for.
	 * @return the public key
	 */
	public PublicKey publicKey() {
		return this.publicKey;
	}

	/**
	 * Return the alternative names that are asked for.
	 * @return the names in order
	 */
	public List<AlternativeName> alternativeNames() {
		return this.alternativeNames;
	}

	/**
	 * Return the request as text.
	 * @return PEM
	 */
	public String toPem() {
		return PemText.write("CERTIFICATE REQUEST", encoded());
	}

	X500Name subjectName() {
		return this.request.getSubject();
	}

	private byte[] encoded() {
		try {
			return this.request.getEncoded();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Extensions extensions(List<AlternativeName> names) {
		try {
			ExtensionsGenerator generator = new ExtensionsGenerator();
			generator.addExtension(Extension.subjectAlternativeName, false, CertificateMaker.generalNames(names));
			return generator.generate();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static PublicKey verifiedKey(PKCS10CertificationRequest request) {
		try {
			PublicKey key = new JcaPKCS10CertificationRequest(request).getPublicKey();
			Signing.algorithm(key);
			if (request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
				return key;
			}
		}
		catch (GeneralSecurityException | OperatorCreationException | PKCSException | RuntimeException ex) {
			if (ex instanceof PkiException known) {
				throw known;
			}
			throw new PkiException("The signature of the request cannot be verified", "Ask for a new request.", ex);
		}
		throw new PkiException("The request was not signed with the key it is for", "Ask for a new request.", null);
	}

	private static List<AlternativeName> readNames(PKCS10CertificationRequest request) {
		GeneralNames names;
		try {
			Extensions extensions = request.getRequestedExtensions();
			names = (extensions != null) ? GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName)
					: null;
		}
		catch (RuntimeException ex) {
			throw new PkiException("The alternative names of the request cannot be read", "Ask for a new request.", ex);
		}
		return (names != null) ? AlternativeName.of(names) : List.of();
	}

}
