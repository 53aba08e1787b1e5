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

package io.tlsboot.connection;

import io.tlsboot.context.Judge;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.verify.Verdict;

/**
 * By whom the peer of a connection was judged last, what came of it and how long that can
 * hold. After the handshake it belongs to whoever judges the connections of an endpoint,
 * one at a time.
 */
public final class Standing {

	private final SecureContextSpec context;

	private Judge judge;

	private Verdict verdict;

	private volatile long until;

	Standing(SecureContextSpec context, Judge judge, Verdict verdict) {
		this.context = context;
		this.judge = judge;
		this.verdict = verdict;
	}

	/**
	 * Return what the context of the handshake is.
	 * @return the specification
	 */
	public SecureContextSpec context() {
		return this.context;
	}

	/**
	 * Return who judged last.
	 * @return the judge
	 */
	public Judge judge() {
		return this.judge;
	}

	/**
	 * Return what came of it.
	 * @return the verdict, which the connection may not have heard of yet
	 */
	public Verdict verdict() {
		return this.verdict;
	}

	/**
	 * Return when the verdict can change by time alone.
	 * @return a second of the epoch, {@link Long#MAX_VALUE} for never; less than 1 when
	 * nobody has found out yet
	 */
	public long until() {
		return this.until;
	}

	/**
	 * Remember when the verdict can change by time alone.
	 * @param until a second of the epoch, or {@link Long#MAX_VALUE} for never; the second
	 * at which the peer was judged, with a minus, when nobody has found out yet
	 */
	public void until(long until) {
		this.until = until;
	}

	/**
	 * Remember another judgement.
	 * @param judge who judged
	 * @param verdict what came of it
	 * @param until when that can change by time alone
	 */
	public void judged(Judge judge, Verdict verdict, long until) {
		this.judge = judge;
		this.verdict = verdict;
		this.until = until;
	}

}
