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

package io.tlsboot.event;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.verify.Verdict;

/**
 * What we think of the peer of an open connection has changed: what is trusted or revoked
 * is something else now, or something has expired. Published between the event that the
 * connection is secure and the one that it is closed, to either side: when the peer is no
 * longer authorized, when it is again, and when it is not for another reason.
 */
public final class VerdictChangedEvent extends TlsEvent {

	private final transient Verdict before;

	private final transient Verdict after;

	/**
	 * Create an event.
	 * @param connection the connection
	 * @param before the verdict until now
	 * @param after the verdict from now on
	 */
	public VerdictChangedEvent(SecureConnection connection, Verdict before, Verdict after) {
		super(connection);
		this.before = before;
		this.after = after;
	}

	/**
	 * Return the connection.
	 * @return the connection, which tells the verdict of this moment and may have closed
	 * meanwhile
	 */
	public SecureConnection connection() {
		return (SecureConnection) getSource();
	}

	/**
	 * Return the verdict until then.
	 * @return the old verdict
	 */
	public Verdict before() {
		return this.before;
	}

	/**
	 * Return the verdict from then on.
	 * @return the new verdict
	 */
	public Verdict after() {
		return this.after;
	}

	/**
	 * Return how to fix it.
	 * @return a sentence without a final stop
	 */
	public String fix() {
		return VerdictFix.of(this.after);
	}

}
