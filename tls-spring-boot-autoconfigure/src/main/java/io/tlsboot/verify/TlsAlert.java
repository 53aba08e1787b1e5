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

import org.jspecify.annotations.Nullable;

/**
 * The alerts of TLS that end a connection or a handshake (RFC 8446, section 6, and the
 * TLS alerts registry of IANA).
 */
public enum TlsAlert {

	/** The sender will send nothing more. */
	CLOSE_NOTIFY(0),

	/** A message came when it must not. */
	UNEXPECTED_MESSAGE(10),

	/** A record failed its integrity check. */
	BAD_RECORD_MAC(20),

	/** A record was too long. */
	RECORD_OVERFLOW(22),

	/** No acceptable set of parameters. */
	HANDSHAKE_FAILURE(40),

	/** A certificate was corrupt or otherwise unusable. */
	BAD_CERTIFICATE(42),

	/** A certificate was of a kind that cannot be used here. */
	UNSUPPORTED_CERTIFICATE(43),

	/** A certificate was revoked. */
	CERTIFICATE_REVOKED(44),

	/** A certificate has expired or is not valid yet. */
	CERTIFICATE_EXPIRED(45),

	/** Another problem with a certificate. */
	CERTIFICATE_UNKNOWN(46),

	/** A field was out of range or inconsistent. */
	ILLEGAL_PARAMETER(47),

	/** The chain leads to no certificate authority that the sender trusts. */
	UNKNOWN_CA(48),

	/** A valid certificate, but access is denied. */
	ACCESS_DENIED(49),

	/** A message could not be decoded. */
	DECODE_ERROR(50),

	/** A signature or another cryptographic check failed. */
	DECRYPT_ERROR(51),

	/** The protocol version is not supported. */
	PROTOCOL_VERSION(70),

	/** The parameters are not secure enough. */
	INSUFFICIENT_SECURITY(71),

	/** The sender failed for a reason of its own. */
	INTERNAL_ERROR(80),

	/** A retry with a lower version although a higher one is shared (RFC 7507). */
	INAPPROPRIATE_FALLBACK(86),

	/** The user gave up. */
	USER_CANCELED(90),

	/** Renegotiation is refused. */
	NO_RENEGOTIATION(100),

	/** An extension that must be there is not. */
	MISSING_EXTENSION(109),

	/** An extension that must not be there is. */
	UNSUPPORTED_EXTENSION(110),

	/** The server knows no such name (RFC 6066). */
	UNRECOGNIZED_NAME(112),

	/** A stapled certificate status is not acceptable. */
	BAD_CERTIFICATE_STATUS_RESPONSE(113),

	/** No such pre-shared key. */
	UNKNOWN_PSK_IDENTITY(115),

	/** A certificate is required but none was sent. */
	CERTIFICATE_REQUIRED(116),

	/** No application protocol in common (RFC 7301). */
	NO_APPLICATION_PROTOCOL(120);

	private static final TlsAlert[] ALERTS = values();

	private final int code;

	TlsAlert(int code) {
		this.code = code;
	}

	/**
	 * Return the number on the wire.
	 * @return the alert description's code
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Return the name that RFC 8446 uses.
	 * @return the name in lower case with underscores
	 */
	public String description() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}

	/**
	 * Find an alert by its number.
	 * @param code the number on the wire
	 * @return the alert, or {@code null} when it is none of these
	 */
	public static @Nullable TlsAlert of(int code) {
		for (TlsAlert alert : ALERTS) {
			if (alert.code == code) {
				return alert;
			}
		}
		return null;
	}

}
