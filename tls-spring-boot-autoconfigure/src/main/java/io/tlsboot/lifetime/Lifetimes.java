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
import java.util.concurrent.ThreadLocalRandom;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ReactorSecureConnection;

/**
 * Watches over the lives of the connections of one server or client: their verdicts and
 * their age.
 */
public final class Lifetimes {

	private final LifetimeSpec spec;

	private final VerdictWatch verdicts;

	/**
	 * Create a watch over connections.
	 * @param endpoint whose connections they are
	 * @param clock tells the time by which peers are judged
	 */
	public Lifetimes(Endpoint endpoint, Clock clock) {
		this.spec = endpoint.lifetime();
		this.verdicts = new VerdictWatch(endpoint, clock);
	}

	/**
	 * A connection is among the open ones from now on. Called on its event loop.
	 * @param connection the connection
	 */
	public void secured(ReactorSecureConnection connection) {
		this.verdicts.secured(connection);
		Duration age = this.spec.ageOf(ThreadLocalRandom.current().nextDouble());
		if (age != null) {
			connection.later(age, () -> connection.requestEnd(ConnectionEnd.Cause.MAX_AGE, this.spec.maxAgeGrace()));
		}
	}

	/**
	 * A connection is no longer among the open ones. Called on its event loop.
	 * @param connection the connection
	 */
	public void ended(ReactorSecureConnection connection) {
		this.verdicts.ended(connection);
	}

	/**
	 * What is trusted or revoked may have changed: judge the peers again. May be called
	 * on any thread.
	 */
	public void trustChanged() {
		this.verdicts.trustChanged();
	}

	/**
	 * Rest, if no connection is open.
	 */
	public void restIfIdle() {
		this.verdicts.restIfIdle();
	}

}
