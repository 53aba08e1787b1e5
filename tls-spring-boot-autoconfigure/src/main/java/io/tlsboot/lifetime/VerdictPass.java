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

package io.tlsboot.lifetime;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLEngine;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.Standing;
import io.tlsboot.context.Judge;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.material.PeerCertificate;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One look at the connections of a server or client, in which those are judged again
 * whose verdict may be another one. What many of them share is calculated once. Used by
 * one thread at a time.
 */
final class VerdictPass {

	private final Endpoint endpoint;

	private final long now;

	private final Map<SecureContextSpec, Optional<Judge>> judges = new IdentityHashMap<>();

	private final Map<Case, Judgement> judgements = new HashMap<>();

	private @Nullable Iterator<ReactorSecureConnection> rest;

	private long next = Long.MAX_VALUE;

	private int lost;

	private @Nullable Standing firstLost;

	/**
	 * Begin with none of them.
	 * @param now the second of the epoch
	 */
	VerdictPass(Endpoint endpoint, long now) {
		this.endpoint = endpoint;
		this.now = now;
	}

	/**
	 * Look at all that are open.
	 */
	void begin() {
		this.next = Long.MAX_VALUE;
		this.rest = this.endpoint.open().iterator();
	}

	/**
	 * Look at some of them.
	 * @param count how many
	 * @return whether there are more
	 */
	boolean judge(int count) {
		Iterator<ReactorSecureConnection> connections = this.rest;
		for (int i = 0; connections != null && i < count; i++) {
			if (!connections.hasNext()) {
				return false;
			}
			judge(connections.next());
		}
		return connections != null;
	}

	/**
	 * Look at one.
	 */
	void judge(ReactorSecureConnection connection) {
		Standing standing = connection.standing();
		PeerCertificate presented = connection.peerCertificate().orElse(null);
		if (standing == null || presented == null || connection.engine() == null) {
			return;
		}
		Judge judge = this.judges
			.computeIfAbsent(standing.context(), (context) -> Optional.ofNullable(this.endpoint.judge(context)))
			.orElse(standing.judge());
		if (!judge.equals(standing.judge()) || until(connection, standing, presented.chain()) <= this.now) {
			judge(connection, standing, judge, presented.chain());
		}
		this.next = Math.min(this.next, standing.until());
	}

	/**
	 * The verdict of a handshake is not calculated again to learn how long it can hold.
	 */
	private long until(ReactorSecureConnection connection, Standing standing, List<X509Certificate> chain) {
		if (standing.until() < 1) {
			standing.until(standing.judge().nextChange(chain, engine(connection), -standing.until()));
		}
		return standing.until();
	}

	private void judge(ReactorSecureConnection connection, Standing standing, Judge judge,
			List<X509Certificate> chain) {
		Verdict before = standing.verdict();
		Judgement judgement = judgement(connection, judge, chain);
		standing.judged(judge, judgement.verdict(), judgement.until());
		Verdict after = judgement.verdict();
		if (differ(before, after)) {
			if (before.authorized() && !after.authorized()) {
				this.lost++;
				this.firstLost = (this.firstLost != null) ? this.firstLost : standing;
			}
			connection.onEventLoop(() -> change(connection, after));
		}
	}

	/**
	 * Of servers those with the same chain are judged once; of clients the name that is
	 * wanted counts too, and what else the server has sent.
	 */
	private Judgement judgement(ReactorSecureConnection connection, Judge judge, List<X509Certificate> chain) {
		return (this.endpoint.role() == Role.SERVER)
				? this.judgements.computeIfAbsent(new Case(judge, chain), (same) -> judgement(judge, chain, null))
				: judgement(judge, chain, engine(connection));
	}

	private Judgement judgement(Judge judge, List<X509Certificate> chain, @Nullable SSLEngine engine) {
		return new Judgement(judge.judge(chain, engine), judge.nextChange(chain, engine, this.now));
	}

	private @Nullable SSLEngine engine(ReactorSecureConnection connection) {
		return (this.endpoint.role() == Role.CLIENT) ? connection.engine() : null;
	}

	/**
	 * Called on the event loop of the connection, after it was secured and unless it was
	 * closed.
	 */
	private void change(ReactorSecureConnection connection, Verdict after) {
		Verdict before = connection.verdict();
		if (connection.standing() == null) {
			return;
		}
		connection.verdict(after);
		if (!differ(before, after)) {
			return;
		}
		this.endpoint.listener().verdictChanged(connection, before, after);
		LifetimeSpec lifetime = this.endpoint.lifetime();
		if (lifetime.onVerdictChange() == OnVerdictChange.CLOSE && before.authorized() && !after.authorized()) {
			connection.requestEnd(ConnectionEnd.Cause.VERDICT_CHANGED, lifetime.verdictChangeGrace());
		}
	}

	private static boolean differ(Verdict one, Verdict other) {
		return one.authorized() != other.authorized() || one.error() != other.error();
	}

	long now() {
		return this.now;
	}

	/**
	 * Return when the first verdict of those looked at can change by time alone: a second
	 * of the epoch, or {@link Long#MAX_VALUE}.
	 */
	long next() {
		return this.next;
	}

	/**
	 * Return how many peers are no longer authorized.
	 */
	int lost() {
		return this.lost;
	}

	@Nullable Standing firstLost() {
		return this.firstLost;
	}

	/**
	 * What decides about a client.
	 */
	private record Case(Judge judge, List<X509Certificate> chain) {
	}

	/**
	 * What a judge says.
	 */
	private record Judgement(Verdict verdict, long until) {
	}

}
