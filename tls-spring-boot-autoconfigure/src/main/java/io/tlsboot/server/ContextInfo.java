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

package io.tlsboot.server;

import io.tlsboot.context.PreparedContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.sni.ContextSlot;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one context of a server at some moment.
 *
 * @param spec what the context is
 * @param prepared its material as it was read and checked, or {@code null} when that has
 * not happened, as the server does not run
 * @param built whether the engine's context is there now; otherwise the first client that
 * needs it has it built
 */
public record ContextInfo(SecureContextSpec spec, @Nullable PreparedContext prepared, boolean built) {

	static ContextInfo of(ContextSlot slot) {
		return new ContextInfo(slot.spec(), slot.prepared(), slot.context() != null);
	}

	static ContextInfo of(SecureContextSpec spec) {
		return new ContextInfo(spec, null, false);
	}

}
