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
package io.tlsboot.ocsp;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;

import io.tlsboot.material.EscapedText;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.verify.StatusVerifier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the answers about all certificates that servers staple them to: one for each
 * certificate and responder, whoever uses it. It forgets those that nobody holds any
 * more. There are threads only while there are answers to keep.
 */
public final class Staples implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Staples.class);

	private static final int LONGEST_PROBLEM = 300;

	private final Clock clock;

	private final Responder responder;

	private final StatusVerifier verifier;

	private final RefreshPlan plan = new RefreshPlan(() -> ThreadLocalRandom.current().nextDouble());

	private final Executor workers;

	private final @Nullable StapleThreads threads;

	private final Map<String, WeakReference<Staple>> known = new HashMap<>();

	/**
	 * Create a keeper of answers.
	 * @param clock tells until when answers count
	 */
	public Staples(Clock clock) {
		this.clock = clock;
		this.responder = new HttpResponder();
		this.verifier = new StatusVerifier(clock);
		this.threads = new StapleThreads(this::tick);
		this.workers = this.threads::work;
	}

	Staples(Clock clock, Responder responder, Executor workers) {
		this.clock = clock;
		this.responder = responder;
		this.verifier = new StatusVerifier(clock);
		this.threads = null;
		this.workers = workers;
	}

	/**
	 * Return what is known about the certificate of an identity, and begin to ask if it
	 * is new. Calculates some signatures, but does not wait for the responder.
	 * @param identity the identity
	 * @param authorities certificates among which its issuer may be, besides its chain
	 * @param responder who is asked, or {@code null} for whom the certificate names
	 * @return the staple, which is kept fresh for as long as it is held
	 * @throws NoResponderException when there is nobody to ask
	 */
	public Staple of(PackedIdentity identity, List<X509Certificate> authorities, @Nullable URI responder)
			throws NoResponderException {
		Question question = Question.about(identity, authorities, responder);
		String key = question.key();
		Staple staple;
		synchronized (this.known) {
			WeakReference<Staple> reference = this.known.get(key);
			staple = (reference != null) ? reference.get() : null;
			if (staple == null) {
				staple = new Staple(key, question.responder(), CertificateHints.mustStaple(question.certificate()),
						new Asking(identity, question.issuerAmong(authorities), question.responder()));
				this.known.put(key, new WeakReference<>(staple));
			}
		}
		if (this.threads != null) {
			this.threads.run();
		}
		askIfDue(staple, this.clock.instant());
		return staple;
	}

	/**
	 * Look at all answers: drop what counts no more, ask where it is time.
	 * @return whether there are any
	 */
	boolean tick() {
		List<Staple> staples = alive();
		Instant now = this.clock.instant();
		for (Staple staple : staples) {
			if (staple.expire(now)) {
				logger.warn("The last good OCSP response of {} about the certificate of {} counts no more. {}",
						staple.responder(), subject(staple), without(staple));
			}
			askIfDue(staple, now);
		}
		return !staples.isEmpty();
	}

	private List<Staple> alive() {
		List<Staple> alive = new ArrayList<>();
		synchronized (this.known) {
			this.known.values().removeIf((reference) -> {
				Staple staple = reference.get();
				if (staple != null) {
					alive.add(staple);
				}
				return staple == null;
			});
		}
		return alive;
	}

	private void askIfDue(Staple staple, Instant now) {
		if (staple.begin(now)) {
			try {
				this.workers.execute(() -> ask(staple));
			}
			catch (RejectedExecutionException ex) {
				staple.fail("it is not asked any more", now, this.plan);
			}
		}
	}

	private void ask(Staple staple) {
		try {
			StapledAnswer answer = staple.asking().ask(this.responder, this.verifier);
			if (answer != null) {
				boolean recovered = staple.problem() != null;
				staple.succeed(answer, this.clock.instant(), this.plan);
				if (recovered) {
					logger.info("The OCSP responder {} answers again, until {}", staple.responder(),
							answer.nextUpdate());
				}
			}
			else if (staple.revoke("it says that the certificate was revoked", this.clock.instant())) {
				logger.error("The OCSP responder {} says that the certificate of {} was revoked: it is served without "
						+ "an OCSP response; replace it", staple.responder(), subject(staple));
			}
		}
		catch (IOException | RuntimeException ex) {
			fail(staple, ex);
		}
		catch (Error ex) {
			fail(staple, ex);
			throw ex;
		}
	}

	private void fail(Staple staple, Throwable cause) {
		String words = EscapedText
			.of((cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName(), LONGEST_PROBLEM);
		if (staple.fail(words, this.clock.instant(), this.plan)) {
			StapledAnswer kept = staple.answer();
			logger.warn("The OCSP responder {} gives no good answer about the certificate of {}: {}. {}",
					staple.responder(), subject(staple), words,
					(kept != null) ? "The last one is used until " + kept.nextUpdate() : without(staple));
		}
		logger.debug("The OCSP responder {} failed", staple.responder(), cause);
	}

	private static String without(Staple staple) {
		return "The certificate is served without one"
				+ (staple.required() ? ", although it demands one (must-staple): clients may refuse it" : "");
	}

	private static String subject(Staple staple) {
		return Question.subject(staple.asking().identity().leaf());
	}

	/**
	 * Ask no more. What was answered stays until it counts no more, for nobody looks at
	 * the time any longer but those who send it.
	 */
	@Override
	public void close() {
		if (this.threads != null) {
			this.threads.close();
		}
	}

}
