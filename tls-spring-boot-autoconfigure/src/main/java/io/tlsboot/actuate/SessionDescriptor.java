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

package io.tlsboot.actuate;

import java.time.Duration;

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TicketKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How sessions resume. Keys are in no answer.
 *
 * @param sessionIdContext the name of the resumption domain
 * @param timeout how long a session may be resumed
 * @param cacheSize how many sessions are kept
 * @param tickets whether servers give sessions to clients as tickets
 * @param ticketKeys where the keys of tickets come from: {@code generated}, {@code file}
 * or {@code bean}
 * @param rotateEvery how long a generated key encrypts
 */
public record SessionDescriptor(String sessionIdContext, Duration timeout, int cacheSize, @Nullable Boolean tickets,
		@Nullable String ticketKeys, @Nullable Duration rotateEvery) {

	private static final Duration USUAL_ROTATION = Duration.ofHours(12);

	static SessionDescriptor ofServer(SecureContextSpec spec, boolean ownTicketKeys) {
		SessionSpec session = spec.session();
		String source = source(session.ticketKeys(), ownTicketKeys);
		Duration rotation = session.ticketKeys().rotateEvery();
		return new SessionDescriptor(spec.sessionIdContext(), session.timeout(), session.cacheSize(), session.tickets(),
				session.tickets() ? source : null, (session.tickets() && source.equals("generated"))
						? ((rotation != null) ? rotation : USUAL_ROTATION) : null);
	}

	static SessionDescriptor ofClient(SecureContextSpec spec) {
		return new SessionDescriptor(spec.sessionIdContext(), spec.session().timeout(), spec.session().cacheSize(),
				null, null, null);
	}

	private static String source(TicketKeySpec keys, boolean ownTicketKeys) {
		if (ownTicketKeys) {
			return "bean";
		}
		return (keys.location() != null) ? "file" : "generated";
	}

}
