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

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.NotSslRecordException;
import io.tlsboot.context.SecureContext;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.TlsAlert;
import io.tlsboot.verify.UnauthorizedPeerException;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out why a handshake failed from what the engine throws and what passed on the
 * wire. The engines say the same thing in different words; this is the dictionary.
 */
final class FailureClassifier {

	private static final Logger logger = LoggerFactory.getLogger(FailureClassifier.class);

	private static final Pattern OPENSSL_REASON = Pattern
		.compile("(?:OPENSSL_internal|SSL routines):+([A-Z0-9_]{4,})(?!\\w)");

	/** Java 19 and newer put the alert that they send before the text. */
	private static final Pattern JDK_SENT = Pattern.compile("^\\(([a-z_]+)\\) ", Pattern.MULTILINE);

	private FailureClassifier() {
	}

	/**
	 * Explain a failure, whatever its cause is: one that not even has a message that can
	 * be read failed on this side. So no outcome is lost.
	 */
	static HandshakeFailure explain(HandshakeWatch watch, Throwable cause) {
		try {
			return classify(watch, cause);
		}
		catch (RuntimeException | Error ex) {
			logger.error("The failure of a handshake cannot be explained: {}, because of {}",
					cause.getClass().getName(), ex.getClass().getName());
			return new HandshakeFailure(HandshakeFailureReason.INTERNAL_ERROR, null, null, null, null, null,
					cause.getClass().getName(), watch.elapsed());
		}
	}

	private static HandshakeFailure classify(HandshakeWatch watch, Throwable cause) {
		Verdict verdict = verdict(cause);
		TlsAlert received = watch.tap().alertReceived();
		String text = text(cause);
		if (received == null) {
			received = EngineAlerts.received(text);
		}
		HandshakeFailureReason reason = reason(watch, cause, text, verdict, received);
		if (reason == HandshakeFailureReason.PEER_CERTIFICATE_MISSING) {
			verdict = Verdict.NO_CERTIFICATE;
		}
		else if (reason == HandshakeFailureReason.PEER_CERTIFICATE_REJECTED && verdict == null) {
			verdict = Verdict.refused(AuthorizationError.INVALID_PURPOSE,
					"The key of the peer's certificate may not sign");
		}
		TlsAlert sent = watch.tap().alertSent();
		if (sent == null && cause instanceof RefusedHelloException refused) {
			sent = refused.alert();
		}
		if (sent == null && received == null && !watch.done()) {
			sent = hiddenAlert(watch, reason, verdict, text);
		}
		return new HandshakeFailure(reason, sent, received, verdict,
				ServerNames.printable(watch.choice().hello().serverName()), contextName(watch, cause),
				detail(cause, text), watch.elapsed());
	}

	private static @Nullable String contextName(HandshakeWatch watch, Throwable cause) {
		SecureContext context = watch.choice().context();
		if (context != null) {
			return context.name();
		}
		return (cause instanceof RefusedHelloException refused) ? refused.contextName() : null;
	}

	private static HandshakeFailureReason reason(HandshakeWatch watch, Throwable cause, String text,
			@Nullable Verdict verdict, @Nullable TlsAlert received) {
		if (cause instanceof HandshakeTimeoutException) {
			return HandshakeFailureReason.TIMEOUT;
		}
		if (cause instanceof HandshakeCancelledException) {
			return HandshakeFailureReason.CANCELLED;
		}
		if (cause instanceof ShutdownException) {
			return HandshakeFailureReason.SHUTDOWN;
		}
		if (cause instanceof InjectedPlaintextException) {
			return HandshakeFailureReason.START_TLS_INJECTION;
		}
		if (cause instanceof RefusedHelloException refused) {
			return switch (refused.alert()) {
				case UNRECOGNIZED_NAME -> HandshakeFailureReason.UNRECOGNIZED_NAME;
				case NO_APPLICATION_PROTOCOL -> HandshakeFailureReason.NO_APPLICATION_PROTOCOL;
				default -> HandshakeFailureReason.INTERNAL_ERROR;
			};
		}
		if (cause instanceof UnadvertisedProtocolException) {
			return HandshakeFailureReason.NO_APPLICATION_PROTOCOL;
		}
		if (verdict != null) {
			return HandshakeFailureReason.PEER_CERTIFICATE_REJECTED;
		}
		if (watch.tap().alertSent() == TlsAlert.UNRECOGNIZED_NAME) {
			return HandshakeFailureReason.UNRECOGNIZED_NAME;
		}
		if (find(cause, TooLongFrameException.class) != null) {
			return HandshakeFailureReason.CLIENT_HELLO_TOO_LARGE;
		}
		if (received == TlsAlert.CLOSE_NOTIFY || received == TlsAlert.USER_CANCELED) {
			return closed(watch);
		}
		if (received != null) {
			return HandshakeFailureReason.of(received);
		}
		if (find(cause, NotSslRecordException.class) != null) {
			boolean spokeTls = watch.client() ? watch.tap().serverHello() : watch.choice().complete();
			return spokeTls ? HandshakeFailureReason.MALFORMED : HandshakeFailureReason.NOT_TLS;
		}
		if (find(cause, RejectedExecutionException.class) != null) {
			return HandshakeFailureReason.INTERNAL_ERROR;
		}
		HandshakeFailureReason spoken = spoken(text);
		if (spoken != null) {
			return spoken;
		}
		if (cause instanceof PeerClosedException || find(cause, ClosedChannelException.class) != null) {
			return closed(watch);
		}
		IOException io = find(cause, IOException.class);
		if (io != null && !(io instanceof javax.net.ssl.SSLException)) {
			return (watch.tap().bytesReceived() == 0 && !watch.client()) ? HandshakeFailureReason.NO_CLIENT_HELLO
					: HandshakeFailureReason.CONNECTION_RESET;
		}
		return HandshakeFailureReason.INTERNAL_ERROR;
	}

	private static HandshakeFailureReason closed(HandshakeWatch watch) {
		if (watch.client()) {
			return HandshakeFailureReason.PEER_CLOSED;
		}
		if (watch.tap().bytesReceived() == 0) {
			return HandshakeFailureReason.NO_CLIENT_HELLO;
		}
		return watch.choice().complete() ? HandshakeFailureReason.PEER_CLOSED
				: HandshakeFailureReason.INCOMPLETE_CLIENT_HELLO;
	}

	/**
	 * What the engines say, BoringSSL by its reason codes and JSSE in prose.
	 */
	private static @Nullable HandshakeFailureReason spoken(String text) {
		if (has(text, "PEER_DID_NOT_RETURN_A_CERTIFICATE", "Empty client certificate chain",
				"client did not present a certificate")) {
			return HandshakeFailureReason.PEER_CERTIFICATE_MISSING;
		}
		if (has(text, "KEY_USAGE_BIT_INCORRECT")) {
			return HandshakeFailureReason.PEER_CERTIFICATE_REJECTED;
		}
		if (has(text, "INAPPROPRIATE_FALLBACK")) {
			return HandshakeFailureReason.INAPPROPRIATE_FALLBACK;
		}
		if (has(text, "UNSUPPORTED_PROTOCOL", "WRONG_VERSION_NUMBER", "Client requested protocol",
				"not supported by the server", "The client supported protocol versions")) {
			return HandshakeFailureReason.UNSUPPORTED_PROTOCOL;
		}
		if (has(text, "NO_SHARED_CIPHER", "NO_SHARED_GROUP", "WRONG_CURVE", "NO_COMMON_SIGNATURE_ALGORITHMS",
				"NO_CIPHERS_SPECIFIED", "no cipher suites in common", "No supported named group",
				"Unable to find key material", "UNKNOWN_CERTIFICATE_TYPE", "no shared",
				"No available authentication scheme")) {
			return HandshakeFailureReason.NO_SHARED_CIPHER;
		}
		if (has(text, "NO_APPLICATION_PROTOCOL", "No matching application layer protocol")) {
			return HandshakeFailureReason.NO_APPLICATION_PROTOCOL;
		}
		if (has(text, "HTTP_REQUEST", "HTTPS_PROXY_REQUEST", "not an SSL/TLS record", "Unrecognized SSL message",
				"Unsupported or unrecognized SSL message")) {
			return HandshakeFailureReason.NOT_TLS;
		}
		if (has(text, "DECODE_ERROR", "UNEXPECTED_MESSAGE", "UNEXPECTED_RECORD", "BAD_", "PARSE",
				"EXCESSIVE_MESSAGE_SIZE", "EXCESS_HANDSHAKE_DATA", "DECRYPTION_FAILED", "DIGEST_CHECK_FAILED",
				"ENCRYPTED_LENGTH_TOO_LONG", "DATA_LENGTH_TOO_LONG", "DUPLICATE_", "ILLEGAL", "MISSING_", "INVALID_",
				"CLIENTHELLO_TLSEXT", "RENEGOTIATION", "Unexpected handshake message", "Invalid ", "Underflow",
				"underflow", "Unsupported record", "certificate chain length", "exceeds the maximum", "Illegal",
				"illegal", "Tag mismatch", "Inappropriate", "Unknown record", "bad record", "Bad record",
				"Insufficient buffer remaining")) {
			return HandshakeFailureReason.MALFORMED;
		}
		return null;
	}

	/**
	 * The alert that the engine encrypted, where it says it or it follows from the
	 * reason.
	 */
	private static @Nullable TlsAlert hiddenAlert(HandshakeWatch watch, HandshakeFailureReason reason,
			@Nullable Verdict verdict, String text) {
		if (has(text, "KEY_USAGE_BIT_INCORRECT")) {
			return TlsAlert.ILLEGAL_PARAMETER;
		}
		boolean openSsl = watch.choice().context() != null && watch.choice().context().engine().isOpenSsl();
		Matcher said = JDK_SENT.matcher(text);
		if (!openSsl && said.find()) {
			return EngineAlerts.named(said.group(1));
		}
		if (reason == HandshakeFailureReason.PEER_CERTIFICATE_REJECTED && verdict != null && verdict.error() != null) {
			TlsAlert alert = verdict.error().alert();
			return (openSsl || chosenByJsse(watch, alert)) ? alert : TlsAlert.CERTIFICATE_UNKNOWN;
		}
		if (reason == HandshakeFailureReason.PEER_CERTIFICATE_MISSING) {
			return openSsl ? TlsAlert.CERTIFICATE_REQUIRED : TlsAlert.BAD_CERTIFICATE;
		}
		if (reason == HandshakeFailureReason.NO_SHARED_CIPHER) {
			return TlsAlert.HANDSHAKE_FAILURE;
		}
		return null;
	}

	/**
	 * JSSE, on a client, has an alert for a few reasons: fewer with TLS 1.3.
	 */
	private static boolean chosenByJsse(HandshakeWatch watch, TlsAlert alert) {
		boolean reduced = watch.tap().tls13();
		return watch.client() && (alert == TlsAlert.CERTIFICATE_REVOKED || (!reduced && alert != TlsAlert.UNKNOWN_CA));
	}

	private static @Nullable Verdict verdict(Throwable cause) {
		UnauthorizedPeerException unauthorized = find(cause, UnauthorizedPeerException.class);
		return (unauthorized != null) ? unauthorized.verdict() : null;
	}

	private static <T extends Throwable> @Nullable T find(@Nullable Throwable cause, Class<T> type) {
		for (int depth = 0; cause != null && depth < 16; depth++) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
			for (Throwable suppressed : cause.getSuppressed()) {
				if (type.isInstance(suppressed)) {
					return type.cast(suppressed);
				}
			}
			cause = cause.getCause();
		}
		return null;
	}

	/**
	 * All messages of a cause chain in one line. It is never shown as it is: it may hold
	 * bytes of the peer.
	 */
	private static String text(Throwable cause) {
		StringBuilder text = new StringBuilder();
		Throwable current = cause;
		for (int depth = 0; current != null && depth < 16; depth++) {
			text.append(current.getMessage()).append('\n');
			for (Throwable suppressed : current.getSuppressed()) {
				text.append(suppressed.getMessage()).append('\n');
			}
			current = current.getCause();
		}
		return text.toString();
	}

	/**
	 * What may be shown: never the bytes that Netty quotes from a peer that does not
	 * speak TLS, which may hold credentials.
	 */
	private static @Nullable String detail(Throwable cause, String text) {
		if (find(cause, NotSslRecordException.class) != null) {
			return "not a TLS record";
		}
		Matcher matcher = OPENSSL_REASON.matcher(text);
		if (matcher.find()) {
			return matcher.group(1);
		}
		Throwable shown = find(cause, javax.net.ssl.SSLException.class);
		String message = (shown != null) ? shown.getMessage() : cause.getMessage();
		return (message != null) ? ServerNames.printable(message.lines().findFirst().orElse("")) : null;
	}

	private static boolean has(String text, String... words) {
		for (String word : words) {
			if (text.contains(word)) {
				return true;
			}
		}
		return false;
	}

}
