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

/**
 * Why a peer is not authorized. The names are the codes that users know from OpenSSL and
 * Node; the few that OpenSSL reports only as unspecified have names of their own.
 */
public enum AuthorizationError {

	/** Another reason. */
	UNSPECIFIED(1, TlsAlert.BAD_CERTIFICATE, "The certificate was not accepted"),

	/**
	 * No certificate was sent, or the issuer of a trusted intermediate is not trusted.
	 */
	UNABLE_TO_GET_ISSUER_CERT(2, TlsAlert.UNKNOWN_CA, "The certificate of the issuer was not found"),

	/** A revocation list is needed and not there. */
	UNABLE_TO_GET_CRL(3, TlsAlert.UNKNOWN_CA, "The revocation list of the issuer was not found"),

	/** A signature is not one. */
	UNABLE_TO_DECRYPT_CERT_SIGNATURE(4, TlsAlert.BAD_CERTIFICATE, "The signature of a certificate cannot be read"),

	/** The signature of a revocation list is not one. */
	UNABLE_TO_DECRYPT_CRL_SIGNATURE(5, TlsAlert.BAD_CERTIFICATE, "The signature of a revocation list cannot be read"),

	/** The public key of an issuer cannot be read. */
	UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY(6, TlsAlert.BAD_CERTIFICATE, "The public key of the issuer cannot be read"),

	/** A signature does not verify. */
	CERT_SIGNATURE_FAILURE(7, TlsAlert.DECRYPT_ERROR, "The signature of a certificate is wrong"),

	/** The signature of a revocation list does not verify. */
	CRL_SIGNATURE_FAILURE(8, TlsAlert.DECRYPT_ERROR, "The signature of a revocation list is wrong"),

	/** A certificate is not valid yet. */
	CERT_NOT_YET_VALID(9, TlsAlert.CERTIFICATE_EXPIRED, "A certificate is not valid yet"),

	/** A certificate has expired. */
	CERT_HAS_EXPIRED(10, TlsAlert.CERTIFICATE_EXPIRED, "A certificate has expired"),

	/** A revocation list is not valid yet. */
	CRL_NOT_YET_VALID(11, TlsAlert.BAD_CERTIFICATE, "A revocation list is not valid yet"),

	/** A revocation list has expired. */
	CRL_HAS_EXPIRED(12, TlsAlert.CERTIFICATE_EXPIRED, "A revocation list has expired"),

	/** The peer sent one self-signed certificate and it is not trusted. */
	DEPTH_ZERO_SELF_SIGNED_CERT(18, TlsAlert.UNKNOWN_CA, "The certificate is self-signed and not trusted"),

	/** The chain ends in a self-signed certificate that is not trusted. */
	SELF_SIGNED_CERT_IN_CHAIN(19, TlsAlert.UNKNOWN_CA, "The chain ends in a root that is not trusted"),

	/** The chain could be extended, but not to a trusted root. */
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY(20, TlsAlert.UNKNOWN_CA, "The root of the chain was not found"),

	/** Nothing is known that issued the peer's certificate. */
	UNABLE_TO_VERIFY_LEAF_SIGNATURE(21, TlsAlert.UNKNOWN_CA, "The issuer of the certificate is not known"),

	/** The chain is longer than allowed. */
	CERT_CHAIN_TOO_LONG(22, TlsAlert.UNKNOWN_CA, "The chain is too long"),

	/** A certificate was revoked. */
	CERT_REVOKED(23, TlsAlert.CERTIFICATE_REVOKED, "A certificate was revoked"),

	/** An issuer is not a certificate authority. */
	INVALID_CA(24, TlsAlert.UNKNOWN_CA, "An issuer is not a certificate authority"),

	/** There are more intermediates than an authority allows. */
	PATH_LENGTH_EXCEEDED(25, TlsAlert.UNKNOWN_CA, "The chain is longer than an authority in it allows"),

	/** A certificate may not be used for this. */
	INVALID_PURPOSE(26, TlsAlert.UNSUPPORTED_CERTIFICATE, "A certificate may not be used for this purpose"),

	/** A root is not trusted for this. */
	CERT_UNTRUSTED(27, TlsAlert.BAD_CERTIFICATE, "The root is not trusted for this purpose"),

	/** A root rejects this. */
	CERT_REJECTED(28, TlsAlert.BAD_CERTIFICATE, "The root rejects this purpose"),

	/** The name of a server does not match its certificate (client side). */
	HOSTNAME_MISMATCH(62, TlsAlert.BAD_CERTIFICATE, "The certificate is not for this host name"),

	/** The name of a server does not match its certificate, in Node's word. */
	ERR_TLS_CERT_ALTNAME_INVALID(62, TlsAlert.BAD_CERTIFICATE, "The certificate is not for this host name"),

	/** A name lies outside the name constraints of an authority. */
	NAME_CONSTRAINT_VIOLATION(47, TlsAlert.BAD_CERTIFICATE, "A name is outside the constraints of an authority"),

	/** A critical extension is not understood. */
	UNHANDLED_CRITICAL_EXTENSION(34, TlsAlert.BAD_CERTIFICATE, "A critical extension is not understood"),

	/** The key of an issuer may not sign certificates. */
	KEYUSAGE_NO_CERTSIGN(32, TlsAlert.BAD_CERTIFICATE, "The key of an issuer may not sign certificates"),

	/** A signature uses a digest that is no longer safe. */
	WEAK_SIGNATURE(68, TlsAlert.BAD_CERTIFICATE, "A signature uses a weak digest"),

	/** A key is too small to be safe. */
	WEAK_KEY(66, TlsAlert.BAD_CERTIFICATE, "A key is too weak"),

	/** The responder knows nothing about the certificate. */
	OCSP_CERT_UNKNOWN(75, TlsAlert.BAD_CERTIFICATE, "The OCSP responder does not know the certificate"),

	/** A stapled answer is none, or not one that can be relied on. */
	OCSP_RESP_INVALID(96, TlsAlert.BAD_CERTIFICATE, "The OCSP response cannot be used"),

	/** A stapled answer is not signed by who may answer for the issuer. */
	OCSP_SIGNATURE_FAILURE(97, TlsAlert.BAD_CERTIFICATE, "The OCSP response is not signed by an authorized responder"),

	/** A stapled answer is of the future. */
	OCSP_NOT_YET_VALID(98, TlsAlert.BAD_CERTIFICATE, "The OCSP response is not valid yet"),

	/** A stapled answer is too old. */
	OCSP_HAS_EXPIRED(99, TlsAlert.BAD_CERTIFICATE, "The OCSP response has expired"),

	/** No answer about the certificate was stapled, although one is required. */
	OCSP_NO_RESPONSE(100, TlsAlert.BAD_CERTIFICATE, "No OCSP response for the certificate was stapled");

	private final int code;

	private final TlsAlert alert;

	private final String description;

	AuthorizationError(int code, TlsAlert alert, String description) {
		this.code = code;
		this.alert = alert;
		this.description = description;
	}

	/**
	 * Return OpenSSL's number of this error.
	 * @return the value of {@code X509_V_ERR_...}
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Return the alert that a peer gets when it is refused for this reason.
	 * @return the alert
	 */
	public TlsAlert alert() {
		return this.alert;
	}

	/**
	 * Return what is wrong in words.
	 * @return a sentence without a final stop
	 */
	public String description() {
		return this.description;
	}

}
