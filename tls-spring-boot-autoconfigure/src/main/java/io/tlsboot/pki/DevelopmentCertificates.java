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

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;

/**
 * Certificates for development, issued by an authority that lives in one directory of
 * this machine: made once, reused on later starts, renewed in time. The authority is good
 * for {@code localhost}, {@code test} (RFC 6761), what is below them, loopback addresses
 * and the further names that were asked for, and for nothing else, so that a stolen key
 * harms little. A key stays as long as its certificate is there: delete the directory to
 * get new ones.
 */
public final class DevelopmentCertificates {

	private static final List<String> ALWAYS_PERMITTED = List.of("localhost", "test", "127.0.0.0/8", "::1/128");

	private static final List<AlternativeName> ALWAYS_NAMED = List.of(AlternativeName.dns("localhost"),
			AlternativeName.ip("127.0.0.1"), AlternativeName.ip("::1"));

	private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);

	// Browsers take no more than 398 days.
	private static final Duration VALIDITY = Duration.ofDays(397);

	private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

	private final Path directory;

	private final Clock clock;

	/**
	 * Use a directory.
	 * @param directory where the authority and its certificate are kept; it is made when
	 * it is missing
	 */
	public DevelopmentCertificates(Path directory) {
		this(directory, Clock.systemUTC());
	}

	/**
	 * Use a directory and a clock.
	 * @param directory where the authority and its certificate are kept
	 * @param clock tells when something has to be renewed
	 */
	public DevelopmentCertificates(Path directory, Clock clock) {
		this.directory = directory.toAbsolutePath().normalize();
		this.clock = clock;
	}

	/**
	 * Return the certificate for {@code localhost}, {@code 127.0.0.1}, {@code ::1} and
	 * further names; make or renew what is missing, expires within 30 days or lacks a
	 * name. Names that were asked for once stay in the certificate. A name that the
	 * authority may not certify makes a new certificate for the authority, with the same
	 * key. Reads and writes files, and waits for other processes that do so.
	 * @param furtherNames host names and addresses
	 * @return the certificate
	 * @throws PkiException if a name is malformed, the directory cannot be used or
	 * something in it is damaged
	 */
	public DevelopmentCertificate obtain(Collection<String> furtherNames) {
		Set<AlternativeName> names = new LinkedHashSet<>(ALWAYS_NAMED);
		furtherNames.forEach((name) -> names.add(AlternativeName.host(name)));
		try (DevelopmentDirectory files = DevelopmentDirectory.open(this.directory)) {
			StoredCertificate authority = files.read(DevelopmentDirectory.AUTHORITY);
			StoredCertificate leaf = files.read(DevelopmentDirectory.LEAF);
			if (leaf != null) {
				names.addAll(namesOf(leaf.certificate(), files));
			}
			StoredCertificate usedAuthority = renewed(authority, names, files);
			StoredCertificate usedLeaf = renewed(leaf, usedAuthority, names, files);
			return new DevelopmentCertificate(usedAuthority.certificate(),
					files.certificatePath(DevelopmentDirectory.AUTHORITY), fingerprint(usedAuthority.certificate()),
					usedLeaf.key(), files.keyPath(DevelopmentDirectory.LEAF), List.of(usedLeaf.certificate()),
					files.certificatePath(DevelopmentDirectory.LEAF), usedAuthority != authority, usedLeaf != leaf);
		}
	}

	private StoredCertificate renewed(@Nullable StoredCertificate authority, Set<AlternativeName> names,
			DevelopmentDirectory files) {
		if (authority != null && isCurrent(authority.certificate()) && permits(authority, names)) {
			return authority;
		}
		StoredCertificate made = makeAuthority(authority, names);
		files.write(DevelopmentDirectory.AUTHORITY, made, authority == null);
		return made;
	}

	private StoredCertificate renewed(@Nullable StoredCertificate leaf, StoredCertificate authority,
			Set<AlternativeName> names, DevelopmentDirectory files) {
		if (leaf != null && isCurrent(leaf.certificate()) && isIssuedBy(leaf, authority)
				&& namesOf(leaf.certificate(), files).containsAll(names)) {
			return leaf;
		}
		StoredCertificate made = makeLeaf(leaf, authority, names);
		files.write(DevelopmentDirectory.LEAF, made, leaf == null);
		return made;
	}

	private boolean isCurrent(X509Certificate certificate) {
		Instant now = this.clock.instant();
		return !now.isBefore(certificate.getNotBefore().toInstant())
				&& now.plus(RENEWED_BEFORE).isBefore(certificate.getNotAfter().toInstant());
	}

	private static boolean permits(StoredCertificate authority, Collection<AlternativeName> names) {
		PermittedNames permitted = PermittedNames.of(authority.certificate());
		return names.stream().allMatch(permitted::permits);
	}

	private static boolean isIssuedBy(StoredCertificate leaf, StoredCertificate authority) {
		try {
			leaf.certificate().verify(authority.certificate().getPublicKey());
			return leaf.certificate()
				.getIssuerX500Principal()
				.equals(authority.certificate().getSubjectX500Principal());
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	private StoredCertificate makeAuthority(@Nullable StoredCertificate old, Collection<AlternativeName> names) {
		Set<String> permitted = new LinkedHashSet<>(ALWAYS_PERMITTED);
		if (old != null) {
			permitted.addAll(PermittedNames.of(old.certificate()).names());
		}
		PermittedNames before = new PermittedNames(List.copyOf(permitted));
		names.stream().filter((name) -> !before.permits(name)).map(PermittedNames::only).forEach(permitted::add);
		X500Name subject = (old != null) ? Subjects.of(old.certificate()) : LocalSubject.ofAuthority();
		KeyPair keys = (old != null) ? old.keyPair() : Pki.generateKeyPair(KeyAlgorithm.EC_P256);
		AuthoritySpec spec = AuthoritySpec.of(subject.toString())
			.withValidity(AUTHORITY_VALIDITY)
			.withPathLength(0)
			.withPermittedNames(List.copyOf(permitted));
		CertificateAuthority made = CertificateAuthority.createRoot(spec, subject, keys, this.clock);
		return new StoredCertificate(made.key(), made.certificate());
	}

	private StoredCertificate makeLeaf(@Nullable StoredCertificate old, StoredCertificate authority,
			Collection<AlternativeName> names) {
		KeyPair keys = (old != null) ? old.keyPair() : Pki.generateKeyPair(KeyAlgorithm.EC_P256);
		CertificateRequest request = CertificateRequest.create(keys, LocalSubject.ofLeaf(), new ArrayList<>(names));
		X509Certificate certificate = CertificateAuthority
			.of(authority.key(), List.of(authority.certificate()), this.clock)
			.sign(request, CertificateProfile.forServerAndClient().withValidity(VALIDITY));
		return new StoredCertificate(keys.getPrivate(), certificate);
	}

	private static List<AlternativeName> namesOf(X509Certificate certificate, DevelopmentDirectory files) {
		try {
			return AlternativeName.of(certificate);
		}
		catch (RuntimeException ex) {
			throw files.damaged(DevelopmentDirectory.LEAF, "its names cannot be read", ex);
		}
	}

	private static String fingerprint(X509Certificate certificate) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
			return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
