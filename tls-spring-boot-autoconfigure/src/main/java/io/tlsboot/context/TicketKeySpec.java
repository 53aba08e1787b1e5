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

package io.tlsboot.context;

import java.time.Duration;

import io.tlsboot.material.MaterialLoader;
import org.jspecify.annotations.Nullable;

/**
 * Where the root keys of session tickets come from.
 *
 * @param location the file with root keys, or {@code null} for keys that are generated
 * @param rotateEvery how long a generated root encrypts, or {@code null} when it was not
 * set, which means 12 hours
 */
public record TicketKeySpec(@Nullable String location, @Nullable Duration rotateEvery) {

	/** Keys that are generated and live in this process only. */
	public static final TicketKeySpec GENERATED = new TicketKeySpec(null, null);

	@Override
	public String toString() {
		return "TicketKeySpec[location=" + ((this.location != null) ? MaterialLoader.shown(this.location) : null)
				+ ", rotateEvery=" + this.rotateEvery + "]";
	}

}
