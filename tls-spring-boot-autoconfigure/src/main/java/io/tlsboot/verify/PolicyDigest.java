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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Digests a policy: the digests of the parts, sorted and without doubles, each group with
 * its name and its size in front, so that nothing can move from one group to another.
 */
final class PolicyDigest {

	private PolicyDigest() {
	}

	static byte[] of(TrustPolicy policy) {
		try {
			SortedSet<byte[]> anchors = new TreeSet<>(Arrays::compareUnsigned);
			for (X509Certificate anchor : policy.anchors()) {
				anchors.add(sha256().digest(anchor.getEncoded()));
			}
			SortedSet<byte[]> crls = new TreeSet<>(Arrays::compareUnsigned);
			for (X509CRL crl : policy.crls()) {
				crls.add(sha256().digest(crl.getEncoded()));
			}
			MessageDigest digest = sha256();
			digest.update(text("io.tlsboot.verify.TrustPolicy 1 " + policy.purpose() + " " + policy.allowPartialChain()
					+ " anchors " + anchors.size() + " crls " + crls.size() + "\n"));
			anchors.forEach(digest::update);
			crls.forEach(digest::update);
			return digest.digest();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("A part of the policy cannot be encoded", ex);
		}
	}

	private static MessageDigest sha256() throws GeneralSecurityException {
		return MessageDigest.getInstance("SHA-256");
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
