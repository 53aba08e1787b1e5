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

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;

/**
 * A certificate authority: signs requests, revokes what it signed and issues the list of
 * revoked certificates. May be used by several threads.
 */
public final class CertificateAuthority {

	private final PrivateKey key;

	private final List<X509Certificate> chain;

	private final Clock clock;

	private final RevocationList revoked = new RevocationList();

	private CertificateAuthority(PrivateKey key, List<X509Certificate> chain, Clock clock) {
		this.key = key;
		this.chain = List.copyOf(chain);
		this.clock = clock;
	}

	/**
	 * Create a root authority with a new key.
	 * @param spec what it is like
	 * @return the authority
	 */
	public static CertificateAuthority createRoot(AuthoritySpec spec) {
		return createRoot(spec, Clock.systemUTC());
	}

	/**
	 * Create a root authority with a new key.
	 * @param spec what it is like
	 * @param clock tells the time for all that it and its intermediates will issue
	 * @return the authority
	 */
	public static CertificateAuthority createRoot(AuthoritySpec spec, Clock clock) {
		return createRoot(spec, Subjects.parse(spec.subject()), Pki.generateKeyPair(spec.algorithm()), clock);
	}

	static CertificateAuthority createRoot(AuthoritySpec spec, X500Name subject, KeyPair keys, Clock clock) {
		X509Certificate root = new CertificateMaker(subject, keys.getPublic()).forAuthority(spec)
			.valid(clock.instant(), spec.validity(), null)
			.selfSigned(keys.getPrivate());
		return new CertificateAuthority(keys.getPrivate(), List.of(root), clock);
	}

	/**
	 * Take up an authority that was created earlier.
	 * @param key its private key
	 * @param chain its certificate, followed by those above it
	 * @return the authority
	 * @see #of(PrivateKey, List, Clock)
	 */
	public static CertificateAuthority of(PrivateKey key, List<X509Certificate> chain) {
		return of(key, chain, Clock.systemUTC());
	}

	/**
	 * Take up an authority that was created earlier. It knows nothing of what was revoked
	 * before: see {@link #resume(X509CRL)}.
	 * @param key its private key
	 * @param chain its certificate, followed by those above it
	 * @param clock tells the time for all that it will issue
	 * @return the authority
	 * @throws PkiException if the key does not fit the certificate, or the certificate is
	 * not that of an authority
	 */
	public static CertificateAuthority of(PrivateKey key, List<X509Certificate> chain, Clock clock) {
		X509Certificate certificate = chain.get(0);
		boolean[] usage = certificate.getKeyUsage();
		if (certificate.getBasicConstraints() < 0 || (usage != null && !usage[5])) {
			throw new PkiException(
					"The certificate of " + certificate.getSubjectX500Principal() + " is not that of an authority",
					"Use a certificate with CA:TRUE and keyCertSign.", null);
		}
		if (!Signing.fits(key, certificate.getPublicKey())) {
			throw new PkiException(
					"The private key does not fit the certificate of " + certificate.getSubjectX500Principal(),
					"Use the key that belongs to the certificate.", null);
		}
		return new CertificateAuthority(key, chain, clock);
	}

	/**
	 * Create an authority below this one, with a new key.
	 * @param spec what it is like; without a path length it may sign end entities only
	 * @return the authority
	 * @throws PkiException if the path length of this authority leaves no room
	 */
	public CertificateAuthority createIntermediate(AuthoritySpec spec) {
		int room = certificate().getBasicConstraints();
		Integer asked = spec.pathLength();
		int pathLength = (asked != null) ? asked : 0;
		if (pathLength >= room) {
			throw new PkiException("An authority of path length " + room + " cannot have one of path length "
					+ pathLength + " below it", "Create the upper authority with a greater path length.", null);
		}
		KeyPair keys = Pki.generateKeyPair(spec.algorithm());
		X509Certificate certificate = new CertificateMaker(Subjects.parse(spec.subject()), keys.getPublic())
			.forAuthority(spec.withPathLength(pathLength))
			.valid(this.clock.instant(), spec.validity(), end())
			.signedBy(certificate(), this.key);
		return new CertificateAuthority(keys.getPrivate(), chainOf(certificate), this.clock);
	}

	/**
	 * Sign a request. The alternative names of the request are kept, so check them first;
	 * whatever else it asks for is not.
	 * @param request the request
	 * @param profile what the certificate is for and how long
	 * @return the certificate
	 * @throws PkiException if this authority has expired or may not certify a name
	 */
	public X509Certificate sign(CertificateRequest request, CertificateProfile profile) {
		PermittedNames permitted = PermittedNames.of(certificate());
		for (AlternativeName name : request.alternativeNames()) {
			if (!permitted.permits(name)) {
				throw new PkiException("The authority may not certify " + name.value(),
						"Ask for names within " + permitted.names() + ".", null);
			}
		}
		return new CertificateMaker(request.subjectName(), request.publicKey()).forEndEntity(profile)
			.named(request.alternativeNames())
			.valid(this.clock.instant(), profile.validity(), end())
			.signedBy(certificate(), this.key);
	}

	/**
	 * Revoke a certificate from now on; it stands in the lists issued later. Revoking it
	 * again changes the reason only.
	 * @param certificate a certificate of this authority
	 * @param reason why; {@link CRLReason#UNSPECIFIED} when it is nobody's business
	 */
	public void revoke(X509Certificate certificate, CRLReason reason) {
		if (!certificate.getIssuerX500Principal().equals(certificate().getSubjectX500Principal())) {
			throw new IllegalArgumentException("Issued by another authority: " + certificate.getIssuerX500Principal());
		}
		revoke(certificate.getSerialNumber(), reason);
	}

	/**
	 * Revoke a certificate from now on.
	 * @param serialNumber the serial number of a certificate of this authority
	 * @param reason why
	 * @see #revoke(X509Certificate, CRLReason)
	 */
	public void revoke(BigInteger serialNumber, CRLReason reason) {
		this.revoked.add(serialNumber, this.clock.instant(), reason);
	}

	/**
	 * Issue the list of what is revoked. Each list has a greater number than the last.
	 * @param validity how long until the next list must be there
	 * @return the list
	 */
	public X509CRL issueCrl(Duration validity) {
		return this.revoked.issue(certificate(), this.key, this.clock.instant(), validity);
	}

	/**
	 * Take over what an earlier list of this authority revoked, and its number.
	 * @param last the last list
	 * @throws PkiException if it is not a list of this authority
	 */
	public void resume(X509CRL last) {
		try {
			last.verify(certificate().getPublicKey());
		}
		catch (GeneralSecurityException ex) {
			throw new PkiException("The revocation list was not issued by " + certificate().getSubjectX500Principal(),
					"Resume with the last list of this authority.", ex);
		}
		this.revoked.resume(last);
	}

	/**
	 * Return the certificate of this authority.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.chain.get(0);
	}

	/**
	 * Return the certificates of this authority and of those above it.
	 * @return the certificates, this authority first
	 */
	public List<X509Certificate> chain() {
		return this.chain;
	}

	/**
	 * Return what an endpoint presents: a certificate and the authorities above it, but
	 * not the root, which a peer has or does not trust.
	 * @param certificate a certificate of this authority
	 * @return the certificates, leaf first
	 */
	public List<X509Certificate> presentedChain(X509Certificate certificate) {
		List<X509Certificate> presented = chainOf(certificate);
		presented.removeIf((each) -> each.getIssuerX500Principal().equals(each.getSubjectX500Principal()));
		return List.copyOf(presented);
	}

	/**
	 * Return the private key of this authority.
	 * @return the key
	 */
	public PrivateKey key() {
		return this.key;
	}

	@Override
	public String toString() {
		return "CertificateAuthority[" + certificate().getSubjectX500Principal() + "]";
	}

	private Instant end() {
		return certificate().getNotAfter().toInstant();
	}

	private List<X509Certificate> chainOf(X509Certificate certificate) {
		List<X509Certificate> certificates = new ArrayList<>();
		certificates.add(certificate);
		certificates.addAll(this.chain);
		return certificates;
	}

}
