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

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLEngine;

import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.PeerVerifier;
import io.tlsboot.verify.ServerIdentityVerifier;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the peer of a connection: its chain and, for a client, whether the server is the
 * one that is wanted.
 *
 * @param verifier judges the chain
 * @param identity decides about the name, or {@code null} when names do not matter
 * @param staples the sessions of a client that requires a stapled OCSP response, or
 * {@code null} when none is required
 */
record PeerJudge(PeerVerifier verifier, @Nullable ServerIdentityVerifier identity,
		@Nullable StapledSessions staples) implements Judge {

	private static final Logger logger = LoggerFactory.getLogger(PeerJudge.class);

	/** How long it may take to find out that whoever gave an answer may no more. */
	private static final long STAPLE_LOOK_SECONDS = 3600;

	@Override
	public Verdict judge(List<X509Certificate> chain, @Nullable SSLEngine engine) {
		Verdict verdict = (this.staples != null) ? judgeStapled(chain, engine, this.staples)
				: this.verifier.judge(chain);
		if (this.identity == null || !verdict.authorized()) {
			return verdict;
		}
		String wanted = (engine != null) ? ServerNames.wanted(engine) : null;
		return (wanted != null && matches(this.identity, wanted, chain.get(0))) ? verdict : Verdict
			.refused(AuthorizationError.ERR_TLS_CERT_ALTNAME_INVALID, "The certificate is not for '" + wanted + "'");
	}

	/**
	 * Return whether the peer is known to be authorized without any work, so that an
	 * event loop may ask. Whoever has more to say than the chain does is not asked.
	 * @param chain what the peer presented
	 */
	boolean recalls(List<X509Certificate> chain) {
		return this.identity == null && this.staples == null && this.verifier.recalls(chain);
	}

	/**
	 * As {@link #recalls(List)}.
	 * @param chain the DER of what the peer presented
	 */
	boolean recalls(byte[][] chain) {
		return this.identity == null && this.staples == null && this.verifier.recalls(chain);
	}

	/**
	 * A stapled answer ends too, or the certificate of who gave it.
	 */
	@Override
	public long nextChange(List<X509Certificate> chain, @Nullable SSLEngine engine, long since) {
		long next = this.verifier.nextChange(chain, since);
		if (this.staples == null || engine == null) {
			return next;
		}
		AtomicLong end = new AtomicLong(since + STAPLE_LOOK_SECONDS);
		this.verifier.judge(chain, OpenSslNative.stapled(engine),
				(last) -> end.accumulateAndGet(last.getEpochSecond() + 1, Math::min));
		return Math.min(next, Math.max(end.get(), since + 1));
	}

	private Verdict judgeStapled(List<X509Certificate> chain, @Nullable SSLEngine engine, StapledSessions staples) {
		byte[] stapled = (engine != null) ? OpenSslNative.stapled(engine) : null;
		Verdict verdict = this.verifier.judge(chain, stapled, staples::goodUntil);
		if (!verdict.authorized()) {
			staples.distrust();
		}
		return verdict;
	}

	private static boolean matches(ServerIdentityVerifier identity, String wanted, X509Certificate certificate) {
		try {
			return identity.matches(wanted, certificate);
		}
		catch (RuntimeException ex) {
			logger.warn("The server identity verifier failed for '{}': the name counts as wrong", wanted, ex);
			return false;
		}
	}

}
