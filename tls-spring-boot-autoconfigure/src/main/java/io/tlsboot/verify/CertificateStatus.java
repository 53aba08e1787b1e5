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

import java.time.Instant;

/**
 * What a responder says about one certificate, in an answer that is signed by who may and
 * is of now.
 *
 * @param kind what it says
 * @param thisUpdate when that was known to be so
 * @param nextUpdate until when the answer counts
 */
public record CertificateStatus(Kind kind, Instant thisUpdate, Instant nextUpdate) {

	/**
	 * The answers of RFC 6960, section 2.2.
	 */
	public enum Kind {

		/** The certificate was not revoked. */
		GOOD,

		/** The certificate was revoked, for good or for a time. */
		REVOKED,

		/** The responder does not know the certificate. */
		UNKNOWN

	}

}
