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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.jspecify.annotations.Nullable;

import io.tlsboot.verify.TrustPolicy;

/**
 * Computes the effective session id context: two contexts that share it would come to the
 * same outcome in a full handshake (security rule R1).
 */
final class SessionDomain {

	private SessionDomain() {
	}

	/**
	 * Hash all that decides the outcome of a handshake.
	 * @param spec the specification
	 * @param policy how peers are judged, or {@code null} when they are not asked
	 * @return 32 bytes
	 */
	static byte[] of(SecureContextSpec spec, @Nullable TrustPolicy policy) {
		MessageDigest digest = sha256();
		add(digest, spec.sessionIdContext());
		add(digest, spec.name());
		digest.update((byte) spec.alpnProtocols().size());
		spec.alpnProtocols().forEach((protocol) -> add(digest, protocol));
		digest.update((byte) (spec.requestCert() ? 1 : 0));
		digest.update((byte) (spec.rejectUnauthorized() ? 1 : 0));
		if (policy != null) {
			digest.update(policy.digest());
		}
		return digest.digest();
	}

	private static void add(MessageDigest digest, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		digest.update(new byte[] { (byte) (bytes.length >> 8), (byte) bytes.length });
		digest.update(bytes);
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
