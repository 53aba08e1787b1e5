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

import java.util.List;
import java.util.Set;

import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.ContextReload.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What came of a reload that was asked for.
 *
 * @param renewed how many contexts were renewed
 * @param unchanged how many contexts are what they were
 * @param refused how many contexts go on as they were because their material cannot be
 * used
 * @param contexts those that are not what they were, or should not be; a hundred at most
 */
public record ReloadedDescriptor(long renewed, long unchanged, long refused,
		List<Context> contexts) implements OperationResponseBody {

	private static final int SHOWN = 100;

	static ReloadedDescriptor of(List<ContextReload> reloads) {
		return new ReloadedDescriptor(count(reloads, Outcome.RELOADED), count(reloads, Outcome.UNCHANGED),
				count(reloads, Outcome.REFUSED),
				reloads.stream()
					.filter((reload) -> reload.outcome() != Outcome.UNCHANGED)
					.limit(SHOWN)
					.map(Context::of)
					.toList());
	}

	private static long count(List<ContextReload> reloads, Outcome outcome) {
		return reloads.stream().filter((reload) -> reload.outcome() == outcome).count();
	}

	/**
	 * A context that was renewed or could not be.
	 *
	 * @param role {@code server} or {@code client}
	 * @param endpoint the name of the server or client
	 * @param context the name of the context
	 * @param outcome {@code reloaded} or {@code refused}
	 * @param changes what is new: {@code identity}, {@code trust}
	 * @param problem what is wrong
	 * @param fix what to do
	 */
	public record Context(String role, String endpoint, String context, String outcome, Set<String> changes,
			@Nullable String problem, @Nullable String fix) {

		static Context of(ContextReload reload) {
			return new Context(Names.of(reload.role()), reload.endpoint(), reload.context(), Names.of(reload.outcome()),
					Names.all(reload.changes()), reload.problem(), reload.action());
		}

	}

}
