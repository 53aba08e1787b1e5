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

package io.tlsboot.material;

import java.util.List;

/**
 * Root keys of session tickets as they stand in a file. Its text shows none of them.
 *
 * @param location where they were read from, in a form fit for logs
 * @param keys the keys, the one that encrypts first; at least one of 32 bytes or more
 */
public record TicketRoots(String location, List<byte[]> keys) {

	public TicketRoots {
		keys = List.copyOf(keys);
	}

	@Override
	public String toString() {
		return this.keys.size() + " root keys of " + this.location;
	}

}
