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

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * What is known about one certificate of ours: the last good answer of its responder for
 * as long as that counts. It is kept fresh for as long as somebody holds it.
 */
public final class Staple {

	private final String key;

	private final URI responder;

	private final boolean required;

	private final Asking asking;

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private volatile @Nullable StapledAnswer answer;

	private Instant due = Instant.MIN;

	private boolean busy;

	private int failures;

	private @Nullable String problem;

	Staple(String key, URI responder, boolean required, Asking asking) {
		this.key = key;
		this.responder = responder;
		this.required = required;
		this.asking = asking;
	}

	/**
	 * Return the answer to staple. Takes no time and may be called by any thread.
	 * @return the answer, or {@code null} when there is none
	 */
	public @Nullable StapledAnswer answer() {
		return this.answer;
	}

	/**
	 * Return who is asked.
	 * @return the address of the responder
	 */
	public URI responder() {
		return this.responder;
	}

	/**
	 * Return why there is no newer answer.
	 * @return a sentence, or {@code null} when the last attempt was good or none has
	 * ended yet
	 */
	public synchronized @Nullable String problem() {
		return this.problem;
	}

	/**
	 * Hear of each change of the answer, on a thread of the {@link Staples} that may
	 * block.
	 * @param listener hears; this object keeps it until it is forgotten
	 */
	public void listen(Runnable listener) {
		this.listeners.add(listener);
	}

	/**
	 * Hear no more.
	 * @param listener what was listening
	 */
	public void forget(Runnable listener) {
		this.listeners.remove(listener);
	}

	String key() {
		return this.key;
	}

	/**
	 * Return whether clients may refuse the certificate without an answer.
	 */
	boolean required() {
		return this.required;
	}

	Asking asking() {
		return this.asking;
	}

	/**
	 * Begin to ask if it is time and nobody does.
	 */
	synchronized boolean begin(Instant now) {
		if (this.busy || now.isBefore(this.due)) {
			return false;
		}
		this.busy = true;
		return true;
	}

	/**
	 * Take a good answer, unless a newer one is there: an old one may have been replayed.
	 */
	void succeed(StapledAnswer received, Instant now, RefreshPlan plan) {
		boolean changed;
		synchronized (this) {
			StapledAnswer known = this.answer;
			StapledAnswer newest = (known != null && known.thisUpdate().isAfter(received.thisUpdate())) ? known
					: received;
			changed = newest != known;
			this.answer = newest;
			this.busy = false;
			this.failures = 0;
			this.problem = null;
			this.due = plan.afterAnswer(newest, now);
		}
		tell(changed);
	}

	/**
	 * Keep the answer that is there, because there is none.
	 * @return whether it is the first failure of this kind in a row
	 */
	synchronized boolean fail(String words, Instant now, RefreshPlan plan) {
		boolean news = !words.equals(this.problem);
		this.busy = false;
		this.failures++;
		this.problem = words;
		this.due = plan.afterFailure(this.failures, this.answer, now);
		return news;
	}

	/**
	 * Drop the answer, because the certificate was revoked.
	 * @return whether that is news
	 */
	boolean revoke(String words, Instant now) {
		boolean changed;
		boolean news;
		synchronized (this) {
			news = !words.equals(this.problem);
			changed = this.answer != null;
			this.answer = null;
			this.busy = false;
			this.problem = words;
			this.due = now.plus(RefreshPlan.LONGEST);
		}
		tell(changed);
		return news;
	}

	/**
	 * Drop the answer if it counts no more.
	 * @return whether it was dropped
	 */
	boolean expire(Instant now) {
		boolean changed;
		synchronized (this) {
			StapledAnswer known = this.answer;
			changed = known != null && !known.countsAt(now);
			if (changed) {
				this.answer = null;
			}
		}
		tell(changed);
		return changed;
	}

	private void tell(boolean changed) {
		if (changed) {
			this.listeners.forEach(Runnable::run);
		}
	}

	@Override
	public String toString() {
		return "Staple[" + this.responder + ", " + this.answer + "]";
	}

}
