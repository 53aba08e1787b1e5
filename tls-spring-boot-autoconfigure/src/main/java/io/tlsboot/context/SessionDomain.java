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

package io.tlsboot.context;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the effective session id context: two contexts that share it would come to the
 * same outcome in a full handshake (security rule R1), on whatever node they are.
 * <p>
 * Each part has its length in front, so that no two configurations run into one.
 * Versions, suites and groups count as they are in effect, since a session of TLS 1.2
 * keeps those it began with. Trust counts whatever the order of its certificates: a set
 * of them judges alike in any order. The server's own certificate does not count, so that
 * sessions survive its renewal, unless a context is bound to it.
 */
final class SessionDomain {

	private static final String LABEL = "io.tlsboot session domain 1";

	private final MessageDigest digest = sha256();

	private SessionDomain() {
	}

	/**
	 * Hash all that decides the outcome of a handshake.
	 * @param spec the specification
	 * @param negotiation what it negotiates in effect
	 * @param policy the digest of how peers are judged; empty when they are not asked
	 * @param leaves the certificates that the context is bound to, in any order; empty
	 * when it is not
	 * @return 32 bytes
	 */
	static byte[] of(SecureContextSpec spec, Negotiation negotiation, byte[] policy, List<X509Certificate> leaves) {
		SessionDomain domain = new SessionDomain();
		domain.add(LABEL);
		domain.add(spec.sessionIdContext());
		domain.add(spec.name());
		domain.add(spec.alpnProtocols());
		domain.add(spec.npnProtocols());
		domain.add(negotiation.protocols());
		domain.add(negotiation.ciphers());
		domain.add(negotiation.groups());
		domain.add(spec.requestCert() ? 1 : 0);
		domain.add(spec.rejectUnauthorized() ? 1 : 0);
		domain.add(policy);
		if (!leaves.isEmpty()) {
			domain.add(digest(leaves));
		}
		return domain.digest.digest();
	}

	/**
	 * Hash the sorted hashes of certificates.
	 */
	private static byte[] digest(List<X509Certificate> certificates) {
		MessageDigest digest = sha256();
		certificates.stream().map(SessionDomain::digest).sorted(Arrays::compare).forEach(digest::update);
		return digest.digest();
	}

	private static byte[] digest(X509Certificate certificate) {
		try {
			return sha256().digest(certificate.getEncoded());
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void add(List<String> texts) {
		add(texts.size());
		texts.forEach(this::add);
	}

	private void add(String text) {
		add(text.getBytes(StandardCharsets.UTF_8));
	}

	private void add(byte[] bytes) {
		add(bytes.length);
		this.digest.update(bytes);
	}

	private void add(int number) {
		this.digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
