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

import javax.net.ssl.SSLEngine;

import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a context knows of the peers who were here before: it needs no work, only to
 * compare bytes, and so no thread but the event loop.
 */
public final class PeerRecall {

	private final @Nullable PeerJudge judge;

	/** Whether no customizer has put its own trust manager in place of ours. */
	private volatile boolean judged;

	PeerRecall(@Nullable PeerJudge judge) {
		this.judge = judge;
	}

	/**
	 * The trust manager of the context, which is ours, has judged a peer.
	 */
	void judged() {
		if (!this.judged) {
			this.judged = true;
		}
	}

	/**
	 * Return the verdict on a peer who was here before.
	 * @param chain the chain, leaf first
	 * @return the verdict, or {@code null} when the peer must be judged
	 */
	public @Nullable Verdict verdict(List<X509Certificate> chain) {
		return (this.judge != null && this.judge.recalls(chain)) ? Verdict.AUTHORIZED : null;
	}

	/**
	 * Return whether the task that the engine of a server's connection has now takes no
	 * time worth mentioning, so that it need not leave the event loop: it chooses our own
	 * certificate, or recalls the verdict on a client who was here before. Called on the
	 * event loop.
	 * @param engine an engine of BoringSSL, which waits for a task
	 * @return whether it is so; {@code false} when it cannot be told
	 */
	public boolean isBrief(SSLEngine engine) {
		byte[][] presented = OpenSslNative.presentedByClient(engine);
		if (presented == null) {
			// A client of TLS 1.2 may have sent its chain with its hello, and the task
			// for that might follow at once. In TLS 1.3 it cannot have: it has no keys.
			return OpenSslNative.isTls13(engine);
		}
		return this.judged && this.judge != null && this.judge.recalls(presented);
	}

}
