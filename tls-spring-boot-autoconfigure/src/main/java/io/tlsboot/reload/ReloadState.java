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
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the reloads of one server or client.
 *
 * @param watching whether its files are watched now
 * @param last when its material was read again last, or {@code null} when it was not
 * @param renewals how often a context was renewed
 * @param refusals how often the material of a context could not be used
 * @param refused the contexts whose material as it is now cannot be used, by name
 */
public record ReloadState(boolean watching, @Nullable Instant last, long renewals, long refusals,
		List<ContextReload> refused) {

	public ReloadState {
		refused = List.copyOf(refused);
	}

}
