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

package io.tlsboot.metrics;

/**
 * The names of the meters and of their tags.
 */
public final class TlsMeters {

	/** Times handshakes, those that failed too. */
	public static final String HANDSHAKES = "tls.handshakes";

	/** Handshakes under way. */
	public static final String HANDSHAKES_PENDING = "tls.handshakes.pending";

	/** Connections that are secure and open. */
	public static final String CONNECTIONS_ACTIVE = "tls.connections.active";

	/** Counts connections, and those of them that were rejected. */
	public static final String CONNECTIONS = "tls.connections";

	/** Times connections from accept to close. */
	public static final String CONNECTION_DURATION = "tls.connection.duration";

	/** Counts bytes of application data. */
	public static final String BYTES = "tls.bytes";

	/** Seconds until our own certificates expire. */
	public static final String CERTIFICATE_EXPIRY = "tls.certificate.expiry";

	/** Counts reloads of contexts that changed something or could not. */
	public static final String CONTEXT_RELOADS = "tls.context.reloads";

	/** Sessions that can be resumed by their ids. */
	public static final String SESSIONS_CACHED = "tls.sessions.cached";

	/** Counts session tickets. */
	public static final String SESSIONS_TICKETS = "tls.sessions.tickets";

	/** Counts events that were shed. */
	public static final String EVENTS_SHED = "tls.events.shed";

	static final String ROLE = "role";

	static final String ENDPOINT = "endpoint";

	static final String CONTEXT = "context";

	static final String OUTCOME = "outcome";

	static final String REASON = "reason";

	static final String PROTOCOL = "protocol";

	static final String CIPHER = "cipher";

	static final String GROUP = "group";

	static final String RESUMED = "resumed";

	static final String AUTHORIZED = "authorized";

	static final String DIRECTION = "direction";

	static final String CAUSE = "cause";

	static final String SUBJECT = "subject";

	static final String RESULT = "result";

	/** What a tag is where nothing applies. */
	static final String NONE = "none";

	/** What a tag is where something applies but is not known. */
	static final String UNKNOWN = "unknown";

	/** What stands for all values beyond those that are told apart. */
	static final String OTHER = "other";

	private TlsMeters() {
	}

	/**
	 * Return the value of a tag for a constant.
	 */
	static String value(Enum<?> constant) {
		return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
	}

}
