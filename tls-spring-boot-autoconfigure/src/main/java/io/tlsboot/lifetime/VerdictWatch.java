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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * Has the peers of the open connections of one server or client judged again, off the
 * event loops and by one thread at a time: all of them when what is trusted or revoked
 * may have changed, those concerned when something expires. Connections that are new are
 * looked at a moment later, in case they were judged by what is no longer in use.
 */
public final class VerdictWatch {

	private static final Logger logger = LoggerFactory.getLogger(VerdictWatch.class);

	/** How long new connections, and moments that follow each other, are collected. */
	private static final Duration MOMENT = Duration.ofSeconds(1);

	/** How many connections are judged before another task may have the thread. */
	private static final int BATCH = 512;

	private final Endpoint endpoint;

	private final Clock clock;

	private final Alarm alarm;

	/** Those of the last moment that are open. */
	private final Set<ReactorSecureConnection> fresh = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean changed = new AtomicBoolean();

	/** How often it was called since the last run began; a run ends when it has not. */
	private final AtomicInteger calls = new AtomicInteger();

	/** When the next of all connections is to be judged; belongs to the run. */
	private long next = Long.MAX_VALUE;

	/**
	 * Create a watch over connections.
	 * @param endpoint whose connections they are
	 * @param clock tells the time by which peers are judged
	 */
	public VerdictWatch(Endpoint endpoint, Clock clock) {
		this.endpoint = endpoint;
		this.clock = clock;
		this.alarm = new Alarm(clock, Schedulers.parallel(), this::call);
	}

	/**
	 * A connection is among the open ones from now on. Called on its event loop.
	 * @param connection the connection
	 */
	public void secured(ReactorSecureConnection connection) {
		Standing standing = connection.standing();
		if (standing != null) {
			Instant now = this.clock.instant();
			standing.until(-now.minusNanos(connection.ageNanos()).getEpochSecond());
			this.fresh.add(connection);
			this.alarm.by(now.plus(MOMENT));
		}
	}

	/**
	 * What is trusted or revoked may have changed. May be called on any thread.
	 */
	public void trustChanged() {
		this.changed.set(true);
		call();
	}

	/**
	 * A connection is no longer among the open ones. Called on its event loop.
	 * @param connection the connection
	 */
	public void ended(ReactorSecureConnection connection) {
		this.fresh.remove(connection);
	}

	/**
	 * Rest, if no connection is open, now or a moment later.
	 */
	public void restIfIdle() {
		// An alarm for each of many short connections would wake its thread for each.
		this.alarm.offIf((moment) -> moment.isAfter(this.clock.instant().plus(MOMENT)) && idle());
	}

	private boolean idle() {
		return !this.endpoint.open().iterator().hasNext();
	}

	private void call() {
		if (this.calls.getAndIncrement() == 0) {
			Schedulers.boundedElastic().schedule(this::run);
		}
	}

	private void run() {
		this.calls.set(1);
		safely(this::begin);
	}

	private void begin() {
		VerdictPass pass = new VerdictPass(this.endpoint, this.clock.instant().getEpochSecond());
		for (ReactorSecureConnection added : this.fresh) {
			if (this.fresh.remove(added)) {
				pass.judge(added);
			}
		}
		this.next = Math.min(this.next, pass.next());
		boolean all = this.changed.getAndSet(false) || this.next <= pass.now();
		if (all) {
			pass.begin();
		}
		if (all) {
			goOn(pass);
		}
		else {
			end(pass);
		}
	}

	private void goOn(VerdictPass pass) {
		if (pass.judge(BATCH)) {
			Schedulers.boundedElastic().schedule(() -> safely(() -> goOn(pass)));
			return;
		}
		this.next = pass.next();
		end(pass);
	}

	private void end(VerdictPass pass) {
		tell(pass);
		if (idle()) {
			this.next = Long.MAX_VALUE;
		}
		else if (this.next != Long.MAX_VALUE) {
			Instant soon = this.clock.instant().plus(MOMENT);
			Instant due = Instant.ofEpochSecond(this.next);
			this.alarm.by(due.isBefore(soon) ? soon : due);
		}
		finish();
	}

	private void finish() {
		if (!this.calls.compareAndSet(1, 0)) {
			Schedulers.boundedElastic().schedule(this::run);
		}
	}

	/**
	 * Whatever happens, the next call runs again.
	 */
	private void safely(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException ex) {
			logger.error("The peers of '{}' could not all be judged again", this.endpoint.name(), ex);
			finish();
		}
	}

	private void tell(VerdictPass pass) {
		Standing first = pass.firstLost();
		if (first != null) {
			logger.warn("{} of the open connections of the TLS {} '{}' are no longer authorized, the first is {}: {}",
					pass.lost(), this.endpoint.role().name().toLowerCase(Locale.ROOT), this.endpoint.name(),
					first.verdict().error(), first.verdict().detail());
		}
	}

}
