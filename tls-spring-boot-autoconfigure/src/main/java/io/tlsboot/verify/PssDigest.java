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

import java.util.Set;

import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Looks into the parameters of RSASSA-PSS, which name the digest and default to SHA-1
 * (RFC 8017, appendix A.2.3).
 */
final class PssDigest {

	private static final Set<String> STRONG = Set.of("2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2",
			"2.16.840.1.101.3.4.2.3", "2.16.840.1.101.3.4.2.8", "2.16.840.1.101.3.4.2.9", "2.16.840.1.101.3.4.2.10");

	private PssDigest() {
	}

	static boolean weak(AlgorithmIdentifier algorithm) {
		try {
			RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(algorithm.getParameters());
			return parameters == null || !STRONG.contains(parameters.getHashAlgorithm().getAlgorithm().getId());
		}
		catch (RuntimeException ex) {
			return true;
		}
	}

}
