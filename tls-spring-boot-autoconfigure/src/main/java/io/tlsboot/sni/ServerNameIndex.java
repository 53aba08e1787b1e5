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

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for the real one.
 */
public final class ServerNameIndex<T> {

	private final Map<ServerNamePattern, T> map;

	private ServerNameIndex(Map<ServerNamePattern, T> map) {
		this.map = map;
	}

	public static <T> ServerNameIndex<T> of(Map<ServerNamePattern, T> map) {
		return new ServerNameIndex<>(map);
	}

	public @Nullable T find(String host) {
		return this.map.get(ServerNamePattern.parse(host));
	}

	public @Nullable T get(ServerNamePattern pattern) {
		return this.map.get(pattern);
	}

	public Map<ServerNamePattern, T> all() {
		return this.map;
	}

	public ServerNameIndex<T> with(ServerNamePattern pattern, T value) {
		Map<ServerNamePattern, T> copy = new HashMap<>(this.map);
		copy.put(pattern, value);
		return new ServerNameIndex<>(copy);
	}

	public ServerNameIndex<T> without(ServerNamePattern pattern) {
		Map<ServerNamePattern, T> copy = new HashMap<>(this.map);
		copy.remove(pattern);
		return new ServerNameIndex<>(copy);
	}

}
