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

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.context.Judge;
import io.tlsboot.context.SecureContextSpec;
import org.jspecify.annotations.Nullable;

/**
 * A server or client whose connections are watched over. Methods may be called on any
 * thread.
 */
public interface Endpoint {

	/**
	 * Return its name.
	 * @return the name as configured
	 */
	String name();

	/**
	 * Return which side it is.
	 * @return the role
	 */
	Role role();

	/**
	 * Return how long its connections may live.
	 * @return the specification
	 */
	LifetimeSpec lifetime();

	/**
	 * Return its secure connections that are open.
	 * @return the connections; those that come or go while one looks at them may be among
	 * them or not
	 */
	Iterable<ReactorSecureConnection> open();

	/**
	 * Find who judges the peers of a context now.
	 * @param context the context of a connection as it was at its handshake
	 * @return the judge, or {@code null} when there is no such context any more or it
	 * asks no peer for a certificate
	 */
	@Nullable Judge judge(SecureContextSpec context);

	/**
	 * Return who hears of verdicts that have changed.
	 * @return the listener
	 */
	ConnectionListener listener();

}
