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

package io.tlsboot.context;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.tlsboot.verify.TlsAlert;
import io.tlsboot.verify.UnauthorizedPeerException;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Judges the chain that a peer presents in a full handshake, records the verdict in the
 * session and refuses the peer when the policy says so. It is not asked when a session
 * resumes; the gate judges again then. Called on the thread that runs the engine's tasks.
 */
final class VerdictTrustManager extends X509ExtendedTrustManager {

	private static final String KEY = VerdictTrustManager.class.getName();

	private static final X509Certificate[] NONE = {};

	private final @Nullable PeerJudge judge;

	private final X509Certificate[] issuers;

	private final boolean reject;

	private final boolean openSsl;

	VerdictTrustManager(@Nullable PeerJudge judge, List<X509Certificate> issuers, boolean reject, boolean openSsl) {
		this.judge = judge;
		this.issuers = issuers.toArray(NONE);
		this.reject = reject;
		this.openSsl = openSsl;
	}

	/**
	 * Take the verdict that this manager recorded in the handshake that has just ended.
	 * @param session the session of the connection
	 * @return the verdict, or {@code null} when none was recorded since the last call:
	 * the session was resumed, or the peer sent no certificate
	 */
	static @Nullable Verdict take(SSLSession session) {
		Object value = session.getValue(KEY);
		if (value == null) {
			return null;
		}
		session.removeValue(KEY);
		return (Verdict) value;
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		judge(chain, engine);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		judge(chain, engine);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		judge(chain, null);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		judge(chain, null);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		judge(chain, null);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		judge(chain, null);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.issuers.clone();
	}

	private void judge(X509Certificate[] chain, @Nullable SSLEngine engine) throws CertificateException {
		Verdict verdict = (this.judge != null) ? this.judge.judge(List.of(chain), engine) : Verdict.NOT_ASKED;
		SSLSession session = (engine != null) ? engine.getHandshakeSession() : null;
		if (session != null) {
			session.putValue(KEY, verdict);
		}
		if ((this.reject || session == null) && !verdict.authorized()) {
			throw refusal(verdict);
		}
	}

	private CertificateException refusal(Verdict verdict) {
		UnauthorizedPeerException cause = new UnauthorizedPeerException(verdict);
		if (verdict.error() == null) {
			return cause;
		}
		return this.openSsl
				? new OpenSslCertificateException(cause.getMessage(), cause, errorCode(verdict.error().alert()))
				: JsseAlerts.exception(verdict.error().alert(), cause);
	}

	/**
	 * Return the X509_V_ERR code that makes BoringSSL send an alert.
	 */
	private static int errorCode(TlsAlert alert) {
		return switch (alert) {
			case UNKNOWN_CA -> 20;
			case CERTIFICATE_EXPIRED -> 10;
			case CERTIFICATE_REVOKED -> 23;
			case UNSUPPORTED_CERTIFICATE -> 26;
			case DECRYPT_ERROR -> 7;
			default -> 28;
		};
	}

}
