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

package io.tlsboot.sni;

import java.util.Map;

import io.tlsboot.context.SecureContextSpec;

/**
 * What a server does with the server name that a client asks for (RFC 6066).
 *
 * @param contexts the contexts of host names by their patterns
 * @param unknownServerName what becomes of clients that ask for another name
 * @param cacheSize how many contexts the server keeps built at most, besides the default
 * one
 */
public record SniSpec(Map<String, SecureContextSpec> contexts, UnknownServerName unknownServerName, int cacheSize) {

	/** How many contexts are kept by default. */
	public static final int DEFAULT_CACHE_SIZE = 10_000;

	/** One context for all names. */
	public static final SniSpec NONE = new SniSpec(Map.of(), UnknownServerName.DEFAULT, DEFAULT_CACHE_SIZE);

	public SniSpec {
		contexts = Map.copyOf(contexts);
		if (cacheSize < 1) {
			throw new IllegalArgumentException("There must be room for one context");
		}
	}

}
