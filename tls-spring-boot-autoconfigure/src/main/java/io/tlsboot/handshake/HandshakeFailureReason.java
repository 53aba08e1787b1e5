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

package io.tlsboot.handshake;

import io.tlsboot.verify.TlsAlert;

/**
 * Why a handshake did not finish. The list is closed, so that it can be a metric tag;
 * each reason has a sentence that says how to fix it.
 */
public enum HandshakeFailureReason {

	/** The peer connected and closed without a byte. */
	NO_CLIENT_HELLO("The peer connected and left without a byte: a port scan or a load balancer's probe. "
			+ "Nothing is wrong; let probes finish a handshake if they should count as healthy"),

	/** The peer sent a part of its hello and closed. */
	INCOMPLETE_CLIENT_HELLO("The peer closed in the middle of its first message: look for a scanner, "
			+ "or for a middlebox that cuts large hellos"),

	/** The first message is longer than allowed. */
	CLIENT_HELLO_TOO_LARGE("The first message is longer than 'client-hello-max-size': raise it if the peer is honest"),

	/** The first bytes are not TLS. */
	NOT_TLS("The peer does not speak TLS on this port: correct the port, switch TLS on at the peer, "
			+ "secure the connection by STARTTLS, or look for a PROXY line of a load balancer"),

	/** Plaintext came behind the command or answer that begins the handshake. */
	START_TLS_INJECTION("Plaintext came together with the command or answer that begins the handshake: somebody may "
			+ "have put it there to be taken for protected; a client that sends on without waiting must wait"),

	/** A message could not be decoded. */
	MALFORMED("A message of the peer is not valid TLS: look for a broken client or a middlebox"),

	/** The handshake took longer than allowed. */
	TIMEOUT("The handshake did not finish within 'handshake-timeout': the peer is silent or slow, "
			+ "or this machine is overloaded"),

	/** The peer closed the connection in the middle of the handshake. */
	PEER_CLOSED("The peer closed the connection in the middle of the handshake without saying why: "
			+ "look at the peer's log; often it does not trust our certificate"),

	/** The connection was reset in the middle of the handshake. */
	CONNECTION_RESET("The connection was reset in the middle of the handshake: the peer crashed or gave up, "
			+ "or a firewall cut it"),

	/** No TLS version in common. */
	UNSUPPORTED_PROTOCOL("The peer supports none of our TLS versions: update the peer, or widen 'protocols'"),

	/** The peer retries with a lower version although it need not. */
	INAPPROPRIATE_FALLBACK("The peer retried with a lower TLS version although both support a higher one: "
			+ "find what broke its first try"),

	/** No cipher suite, group or signature algorithm in common. */
	NO_SHARED_CIPHER("The peer shares no cipher suite, group or kind of key with us: widen 'ciphers' or 'groups', "
			+ "or add a certificate with the kind of key that the peer supports"),

	/** No application protocol in common. */
	NO_APPLICATION_PROTOCOL("The peer offers none of the names in 'alpn-protocols', or chose by NPN one that "
			+ "'npn-protocols' has not: align both lists"),

	/** The server name is not known. */
	UNRECOGNIZED_NAME("The peer asked for a server name that is not served here: add it to 'sni', "
			+ "or correct the name in the client"),

	/** The peer had to send a certificate and did not. */
	PEER_CERTIFICATE_MISSING(
			"The peer sent no certificate although one is required: configure its key and certificate, "
					+ "or set 'reject-unauthorized: false'"),

	/** The peer's certificate was refused. */
	PEER_CERTIFICATE_REJECTED("The peer's certificate was refused: the authorization error says why; "
			+ "renew it, send the intermediates too, or add its authority to 'ca'"),

	/** The peer refused our certificate. */
	LOCAL_CERTIFICATE_REJECTED("The peer refused our certificate: give the peer our authority's certificate, "
			+ "send the intermediates in 'cert', and check names and validity"),

	/** The peer ended the handshake with another alert. */
	ALERT_RECEIVED("The peer ended the handshake with an alert: look at the peer's log"),

	/** Nobody waited for the connection any more (clients). */
	CANCELLED("The connection was given up on this side before the handshake was done: "
			+ "raise the timeout of the caller if that was too soon"),

	/** The server is closing. */
	SHUTDOWN("This side closed the connection before the handshake was done, because it is shutting down"),

	/** Something failed on this side. */
	INTERNAL_ERROR("Something failed on this side: look at the cause in the log at debug level");

	private final String fix;

	HandshakeFailureReason(String fix) {
		this.fix = fix;
	}

	/**
	 * Return how to fix it.
	 * @return a sentence without a final stop
	 */
	public String fix() {
		return this.fix;
	}

	/**
	 * Return the reason that an alert of the peer stands for.
	 * @param alert the alert that was received
	 * @return the reason
	 */
	public static HandshakeFailureReason of(TlsAlert alert) {
		return switch (alert) {
			case BAD_CERTIFICATE, UNSUPPORTED_CERTIFICATE, CERTIFICATE_REVOKED, CERTIFICATE_EXPIRED,
					CERTIFICATE_UNKNOWN, UNKNOWN_CA, BAD_CERTIFICATE_STATUS_RESPONSE ->
				LOCAL_CERTIFICATE_REJECTED;
			case PROTOCOL_VERSION -> UNSUPPORTED_PROTOCOL;
			case INAPPROPRIATE_FALLBACK -> INAPPROPRIATE_FALLBACK;
			case NO_APPLICATION_PROTOCOL -> NO_APPLICATION_PROTOCOL;
			default -> ALERT_RECEIVED;
		};
	}

}
