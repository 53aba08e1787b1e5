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

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a new certificate authority is like.
 *
 * @param subject its name as in
 * {@link CertificateRequest#create(java.security.KeyPair, String, AlternativeName...)}
 * @param algorithm its kind of key
 * @param validity how long its certificate is valid
 * @param pathLength how many authorities may follow below it, or {@code null} for any
 * number
 * @param permittedNames the host names (with all names below them) and networks
 * ({@code 127.0.0.0/8}) that it may certify; empty for all, host names only for no
 * addresses. Enforced by peers where they implement name constraints (RFC 5280 section
 * 4.2.1.10).
 */
public record AuthoritySpec(String subject, KeyAlgorithm algorithm, Duration validity, @Nullable Integer pathLength,
		List<String> permittedNames) {

	private static final Duration DEFAULT_VALIDITY = Duration.ofDays(3650);

	public AuthoritySpec {
		if (pathLength != null && pathLength < 0) {
			throw new IllegalArgumentException("The path length must not be negative");
		}
		if (validity.isNegative() || validity.isZero()) {
			throw new IllegalArgumentException("The validity must be positive");
		}
		permittedNames = List.copyOf(permittedNames);
	}

	/**
	 * Return what is usual: a P-256 key, ten years, any path length, all names.
	 * @param subject the name of the authority, {@code CN=Example Root CA}
	 * @return the specification
	 */
	public static AuthoritySpec of(String subject) {
		return new AuthoritySpec(subject, KeyAlgorithm.EC_P256, DEFAULT_VALIDITY, null, List.of());
	}

	/**
	 * Return this specification with another kind of key.
	 * @param algorithm the kind of key
	 * @return the specification
	 */
	public AuthoritySpec withAlgorithm(KeyAlgorithm algorithm) {
		return new AuthoritySpec(this.subject, algorithm, this.validity, this.pathLength, this.permittedNames);
	}

	/**
	 * Return this specification with another validity.
	 * @param validity how long the certificate is valid
	 * @return the specification
	 */
	public AuthoritySpec withValidity(Duration validity) {
		return new AuthoritySpec(this.subject, this.algorithm, validity, this.pathLength, this.permittedNames);
	}

	/**
	 * Return this specification with a path length.
	 * @param pathLength how many authorities may follow below this one
	 * @return the specification
	 */
	public AuthoritySpec withPathLength(int pathLength) {
		return new AuthoritySpec(this.subject, this.algorithm, this.validity, pathLength, this.permittedNames);
	}

	/**
	 * Return this specification limited to some names.
	 * @param permittedNames host names and networks
	 * @return the specification
	 */
	public AuthoritySpec withPermittedNames(List<String> permittedNames) {
		return new AuthoritySpec(this.subject, this.algorithm, this.validity, this.pathLength, permittedNames);
	}

}
