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

package io.tlsboot.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of a tag: the first ones are told apart, all that come later are one.
 */
final class BoundedValues {

	private final Set<String> values = ConcurrentHashMap.newKeySet();

	private final int limit;

	BoundedValues(int limit) {
		this.limit = limit;
	}

	/**
	 * Return the value if it is one of the first, otherwise {@code other}.
	 */
	String bound(String value) {
		return (this.values.contains(value) || (!full() && add(value))) ? value : TlsMeters.OTHER;
	}

	/**
	 * Return whether no further value will be told apart. It is for good.
	 */
	boolean full() {
		return this.values.size() >= this.limit;
	}

	/**
	 * Return the value if it was told apart before, otherwise {@code other}.
	 */
	String known(String value) {
		return this.values.contains(value) ? value : TlsMeters.OTHER;
	}

	private synchronized boolean add(String value) {
		if (this.values.size() < this.limit) {
			this.values.add(value);
		}
		return this.values.contains(value);
	}

}
