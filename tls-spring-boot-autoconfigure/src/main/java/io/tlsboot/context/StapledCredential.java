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

import java.time.Clock;
import java.util.List;

import io.netty.handler.ssl.OpenSslCredential;
import io.netty.util.IllegalReferenceCountException;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.ocsp.Staple;
import io.tlsboot.ocsp.StapledAnswer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One identity for BoringSSL, as it is and with the answer of the responder. A credential
 * must not change once a connection has it, so each new answer makes a new one, off the
 * event loops.
 */
final class StapledCredential {

	private static final Logger logger = LoggerFactory.getLogger(StapledCredential.class);

	private final PackedIdentity identity;

	private final @Nullable Staple staple;

	private final Engine engine;

	private final Clock clock;

	private final OpenSslCredential bare;

	private final Runnable listener = this::update;

	private volatile @Nullable Answered answered;

	private boolean closed;

	StapledCredential(StapledIdentity stapled, Engine engine, Clock clock) {
		this.identity = stapled.identity();
		this.staple = stapled.staple();
		this.engine = engine;
		this.clock = clock;
		this.bare = make();
		if (this.staple != null) {
			this.staple.listen(this.listener);
			update();
		}
	}

	/**
	 * Return what a new connection is to present, for the caller to release: with the
	 * answer for as long as that counts. Called on event loops.
	 */
	OpenSslCredential acquire() {
		while (true) {
			Answered answered = this.answered;
			if (answered == null || !answered.answer().countsAt(this.clock.instant())) {
				return this.bare.retain();
			}
			try {
				return answered.credential().retain();
			}
			catch (IllegalReferenceCountException ex) {
				// Another one has just taken its place.
			}
		}
	}

	/**
	 * Take over the answer that is there now.
	 */
	private synchronized void update() {
		if (this.closed || this.staple == null) {
			return;
		}
		StapledAnswer answer = this.staple.answer();
		Answered before = this.answered;
		if (before != null && before.answer() == answer) {
			return;
		}
		this.answered = (answer != null) ? answered(answer) : null;
		if (before != null) {
			before.credential().release();
		}
	}

	private @Nullable Answered answered(StapledAnswer answer) {
		OpenSslCredential credential = null;
		try {
			credential = make();
			OpenSslNative.staple(credential, answer.der());
			return new Answered(answer, credential);
		}
		catch (Exception ex) {
			logger.warn("An OCSP response cannot be stapled", ex);
			if (credential != null) {
				credential.release();
			}
			return null;
		}
	}

	private OpenSslCredential make() {
		return SecureContexts.credentials(this.engine, List.of(this.identity.unpack())).get(0);
	}

	synchronized void close() {
		this.closed = true;
		if (this.staple != null) {
			this.staple.forget(this.listener);
		}
		Answered last = this.answered;
		this.answered = null;
		if (last != null) {
			last.credential().release();
		}
		this.bare.release();
	}

	private record Answered(StapledAnswer answer, OpenSslCredential credential) {

	}

}
