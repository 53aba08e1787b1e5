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

/**
 * What a certificate of an end entity is for and how long it is valid.
 *
 * @param server whether it identifies a TLS server
 * @param client whether it identifies a TLS client
 * @param validity how long it is valid from now on; a certificate never outlives the
 * authority that issues it
 */
public record CertificateProfile(boolean server, boolean client, Duration validity) {

	private static final Duration DEFAULT_VALIDITY = Duration.ofDays(90);

	public CertificateProfile {
		if (!server && !client) {
			throw new IllegalArgumentException("A certificate must be for a server, a client or both");
		}
		if (validity.isNegative() || validity.isZero()) {
			throw new IllegalArgumentException("The validity must be positive");
		}
	}

	/**
	 * Return a profile for TLS servers.
	 * @return the profile, valid for 90 days
	 */
	public static CertificateProfile forServer() {
		return new CertificateProfile(true, false, DEFAULT_VALIDITY);
	}

	/**
	 * Return a profile for TLS clients.
	 * @return the profile, valid for 90 days
	 */
	public static CertificateProfile forClient() {
		return new CertificateProfile(false, true, DEFAULT_VALIDITY);
	}

	/**
	 * Return a profile for endpoints that are servers and clients.
	 * @return the profile, valid for 90 days
	 */
	public static CertificateProfile forServerAndClient() {
		return new CertificateProfile(true, true, DEFAULT_VALIDITY);
	}

	/**
	 * Return this profile with another validity.
	 * @param validity how long a certificate is valid from now on
	 * @return the profile
	 */
	public CertificateProfile withValidity(Duration validity) {
		return new CertificateProfile(this.server, this.client, validity);
	}

}
