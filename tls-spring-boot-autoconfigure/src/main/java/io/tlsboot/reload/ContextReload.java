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

package io.tlsboot.reload;

import java.time.Instant;
import java.util.Set;

import io.tlsboot.connection.Role;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.MaterialChange;
import io.tlsboot.material.MaterialException;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading the material of one context again.
 *
 * @param role whether it is the context of a server or of a client
 * @param endpoint the name of the server or client
 * @param context the name of the context: {@code default}, or the host pattern it serves,
 * or {@value #TICKET_KEYS} for the root keys of session tickets
 * @param outcome what came of it
 * @param changes in what the new context differs from the one before; empty unless it is
 * in use
 * @param problem why it was refused, a sentence without a final stop and without secrets,
 * or {@code null}
 * @param action what to do about that, a sentence, or {@code null}
 * @param time when it was decided
 */
public record ContextReload(Role role, String endpoint, String context, Outcome outcome, Set<MaterialChange> changes,
		@Nullable String problem, @Nullable String action, Instant time) {

	public ContextReload {
		changes = Set.copyOf(changes);
	}

	/**
	 * The name that stands for a context where it is about the keys of tickets of all.
	 */
	public static final String TICKET_KEYS = "ticket-keys";

	/**
	 * Tell of a new context.
	 * @param target whose context it is
	 * @param context its name
	 * @param changes in what it differs from the one before; empty when it does not, and
	 * the old one stays
	 * @return the reload
	 */
	public static ContextReload done(Target target, String context, Set<MaterialChange> changes) {
		return new ContextReload(target.role(), target.endpoint(), context,
				changes.isEmpty() ? Outcome.UNCHANGED : Outcome.RELOADED, changes, null, null, Instant.now());
	}

	/**
	 * Tell of a context that cannot be used.
	 * @param target whose context it is
	 * @param context its name
	 * @param cause why not
	 * @return the reload
	 */
	public static ContextReload refused(Target target, String context, Throwable cause) {
		String problem;
		String action;
		if (cause instanceof MaterialException material) {
			problem = (material.location() != null) ? material.problem() + " (" + material.location() + ")"
					: material.problem();
			action = material.action();
		}
		else if (cause instanceof ContextException refused) {
			problem = refused.key() + ": " + refused.problem();
			action = refused.action();
		}
		else if (cause instanceof ReloadRefusedException refused) {
			problem = String.valueOf(refused.getMessage());
			action = refused.action();
		}
		else {
			problem = "The new context failed: " + cause.getClass().getSimpleName();
			action = "Look at the log for its cause.";
		}
		return new ContextReload(target.role(), target.endpoint(), context, Outcome.REFUSED, Set.of(), problem, action,
				Instant.now());
	}

	/**
	 * What came of it.
	 */
	public enum Outcome {

		/** The new context is in use. */
		RELOADED,

		/** Nothing has changed, the old context stays. */
		UNCHANGED,

		/** The new context cannot be used, the old one stays. */
		REFUSED

	}

	/**
	 * Whose context it is.
	 *
	 * @param role whether it is a server or a client
	 * @param endpoint its name
	 */
	public record Target(Role role, String endpoint) {
	}

}
