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

package io.tlsboot.event;

import java.security.cert.X509Certificate;
import java.time.Duration;

import io.tlsboot.connection.Role;

/**
 * A certificate of ours has come to one of the times before its end that are configured,
 * or has expired. Published once for each of them, for the nearest one only when several
 * have passed unseen; a certificate that takes the place of another starts anew.
 */
public final class CertificateExpiringEvent extends TlsEvent {

	/**
	 * Create an event.
	 * @param expiry the certificate and how long it is still valid
	 */
	public CertificateExpiringEvent(CertificateExpiry expiry) {
		super(expiry);
	}

	/**
	 * Return whose it is.
	 * @return whether it is a server's or a client's
	 */
	public Role role() {
		return expiry().role();
	}

	/**
	 * Return the name of the server or client.
	 * @return the name as configured
	 */
	public String endpoint() {
		return expiry().endpoint();
	}

	/**
	 * Return the name of the context that presents it.
	 * @return {@code default}, or the host pattern
	 */
	public String context() {
		return expiry().context();
	}

	/**
	 * Return the certificate.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return expiry().certificate();
	}

	/**
	 * Return the time before its end that it has come to.
	 * @return one of those that are configured; zero when it has expired
	 */
	public Duration threshold() {
		return expiry().threshold();
	}

	/**
	 * Return how long it was still valid when it was looked at.
	 * @return the time left; negative when it has expired
	 */
	public Duration timeLeft() {
		return expiry().timeLeft();
	}

	/**
	 * Return whether it has expired.
	 * @return whether it has
	 */
	public boolean expired() {
		return timeLeft().isNegative();
	}

	/**
	 * Return what was found.
	 * @return the certificate and how long it is still valid
	 */
	public CertificateExpiry expiry() {
		return (CertificateExpiry) getSource();
	}

}
