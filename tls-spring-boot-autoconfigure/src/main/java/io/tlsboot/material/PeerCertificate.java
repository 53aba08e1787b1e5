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
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The certificate that a peer presented, as it was then; presented does not mean trusted,
 * which is for the verdict to say. What it says is derived when it is asked for, so that
 * making one costs nothing. Never throws because of what the peer put into it: what
 * cannot be read is left out. Its texts are data of the peer, to be shown through
 * {@link EscapedText}.
 */
public final class PeerCertificate {

	private static final Instant NEVER_BEGINS = Instant.parse("9999-12-31T23:59:59Z");

	private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss u 'GMT'", Locale.US)
		.withZone(ZoneOffset.UTC);

	private final List<X509Certificate> chain;

	// Benign race: the facts of two threads are equal.
	private volatile @Nullable PeerCertificateFacts facts;

	private PeerCertificate(List<X509Certificate> chain) {
		this.chain = chain;
	}

	/**
	 * Take a snapshot of what a peer presented.
	 * @param chain the certificates as presented, that of the peer first
	 * @return the snapshot
	 */
	public static PeerCertificate of(List<? extends X509Certificate> chain) {
		if (chain.isEmpty()) {
			throw new IllegalArgumentException("A peer without a certificate has no peer certificate");
		}
		return new PeerCertificate(List.copyOf(chain));
	}

	/**
	 * Return the subject as ordered attributes.
	 * @return the values by name ({@code C}, {@code ST}, {@code L}, {@code O},
	 * {@code OU}, {@code CN}, ..., a dotted number if there is no name), both in the
	 * order of the certificate. Names may repeat: do not take an identity from one with
	 * two values.
	 */
	public Map<String, List<String>> subject() {
		return facts().subject();
	}

	/**
	 * Return the issuer as ordered attributes.
	 * @return the values by name, as those of {@link #subject()}
	 */
	public Map<String, List<String>> issuer() {
		return facts().issuer();
	}

	/**
	 * Return the alternative names.
	 * @return the names in order
	 */
	public List<SubjectAltName> subjectAltNames() {
		return facts().subjectAltNames();
	}

	/**
	 * Return the alternative names as Node shows them.
	 * @return {@code DNS:a.example, IP Address:192.0.2.1}, where entries that could be
	 * misread are JSON strings; empty if there are none
	 */
	public String subjectAltNamesText() {
		return facts().subjectAltNames().stream().map(SubjectAltName::text).collect(Collectors.joining(", "));
	}

	/**
	 * Return from when the certificate is valid.
	 * @return the time; the end of the year 9999 if it cannot be read
	 */
	public Instant validFrom() {
		return Objects.requireNonNullElse(facts().validFrom(), NEVER_BEGINS);
	}

	/**
	 * Return until when the certificate is valid.
	 * @return the time; 1970 if it cannot be read
	 */
	public Instant validTo() {
		return Objects.requireNonNullElse(facts().validTo(), Instant.EPOCH);
	}

	/**
	 * Return from when the certificate is valid, as OpenSSL and Node write it.
	 * @return text such as {@code Nov  6 09:52:22 2009 GMT}
	 */
	public String validFromText() {
		return text(facts().validFrom());
	}

	/**
	 * Return until when the certificate is valid, as OpenSSL and Node write it.
	 * @return text such as {@code Nov  6 09:52:22 2029 GMT}
	 */
	public String validToText() {
		return text(facts().validTo());
	}

	/**
	 * Return the serial number.
	 * @return upper-case hex digits, two for each byte
	 */
	public String serialNumber() {
		BigInteger number = facts().serialNumber();
		String digits = number.abs().toString(16).toUpperCase(Locale.ROOT);
		boolean odd = digits.length() % 2 != 0 && number.signum() != 0;
		return ((number.signum() < 0) ? "-" : "") + (odd ? "0" : "") + digits;
	}

	/**
	 * Return the SHA-1 fingerprint, which no longer tells certificates apart safely.
	 * @return upper-case hex digits with colons
	 */
	public String fingerprint() {
		return fingerprint("SHA-1");
	}

	/**
	 * Return the SHA-256 fingerprint.
	 * @return upper-case hex digits with colons
	 */
	public String fingerprint256() {
		return fingerprint("SHA-256");
	}

	/**
	 * Return the SHA-512 fingerprint.
	 * @return upper-case hex digits with colons
	 */
	public String fingerprint512() {
		return fingerprint("SHA-512");
	}

	/**
	 * Return the algorithm of the public key.
	 * @return {@code RSA}, {@code EC}, {@code Ed25519} or another name; a dotted number
	 * if it is not known
	 */
	public String publicKeyAlgorithm() {
		return facts().publicKey().algorithm();
	}

	/**
	 * Return the size of the public key.
	 * @return the bits of an RSA modulus or of the order of an elliptic curve, 0 if not
	 * known
	 */
	public int bits() {
		return facts().publicKey().bits();
	}

	/**
	 * Return the elliptic curve of the public key.
	 * @return its name in OpenSSL, {@code prime256v1}, or {@code null} if it has none
	 */
	public @Nullable String curve() {
		return facts().publicKey().curve();
	}

	/**
	 * Return what the certificate may be used for.
	 * @return the dotted purposes, such as {@code 1.3.6.1.5.5.7.3.2} for TLS clients;
	 * empty if it does not say
	 */
	public List<String> extendedKeyUsage() {
		return facts().extendedKeyUsage();
	}

	/**
	 * Return where more about the certificate is to be had.
	 * @return the places by method, {@code OCSP - URI} or {@code CA Issuers - URI}
	 */
	public Map<String, List<String>> infoAccess() {
		return facts().infoAccess();
	}

	/**
	 * Return whether this is the certificate of an authority.
	 * @return whether it says CA:TRUE and its key usage, if any, allows to sign
	 * certificates
	 */
	public boolean isCa() {
		return facts().ca();
	}

	/**
	 * Return the certificate of the peer.
	 * @return the first certificate of the chain
	 */
	public X509Certificate certificate() {
		return this.chain.get(0);
	}

	/**
	 * Return what the peer presented.
	 * @return the certificates in the order of the peer
	 */
	public List<X509Certificate> chain() {
		return this.chain;
	}

	@Override
	public String toString() {
		return "PeerCertificate[" + EscapedText.of(subject().toString(), 200) + ", " + fingerprint256() + "]";
	}

	private PeerCertificateFacts facts() {
		PeerCertificateFacts known = this.facts;
		if (known == null) {
			known = PeerCertificateFacts.of(encoded());
			this.facts = known;
		}
		return known;
	}

	private byte[] encoded() {
		try {
			return certificate().getEncoded();
		}
		catch (GeneralSecurityException ex) {
			return new byte[0];
		}
	}

	private String fingerprint(String algorithm) {
		try {
			byte[] digest = MessageDigest.getInstance(algorithm).digest(encoded());
			return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String text(@Nullable Instant time) {
		return (time != null) ? TEXT.format(time) : "Bad time value";
	}

}
