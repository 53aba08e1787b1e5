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

import java.time.Instant;
import java.util.List;

import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.ReloadState;
import org.jspecify.annotations.Nullable;

/**
 * How a server or client follows changes of its keys, certificates and trust.
 *
 * @param watching whether its files are watched
 * @param last when its material was read again last
 * @param renewals how often a context was renewed
 * @param refusals how often the material of a context could not be used
 * @param refused the first ten contexts whose material as it is now cannot be used
 */
public record ReloadDescriptor(boolean watching, @Nullable Instant last, long renewals, long refusals,
		List<Refused> refused) {

	private static final int SHOWN = 10;

	static ReloadDescriptor of(ReloadState state) {
		return new ReloadDescriptor(state.watching(), state.last(), state.renewals(), state.refusals(),
				state.refused().stream().limit(SHOWN).map(Refused::of).toList());
	}

	/**
	 * A context that goes on as it was.
	 *
	 * @param context the name of the context
	 * @param time when its material was read
	 * @param problem what is wrong with it
	 * @param fix what to do
	 */
	public record Refused(String context, Instant time, @Nullable String problem, @Nullable String fix) {

		static Refused of(ContextReload reload) {
			return new Refused(reload.context(), reload.time(), reload.problem(), reload.action());
		}

	}

}
