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

package io.tlsboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

/**
 * Hosts for one line of the log: how many there are, and the first of them by name.
 */
class HostNameList {

	private static final int SHOWN = 3;

	private final List<String> first = new ArrayList<>();

	private int count;

	void add(String pattern) {
		this.count++;
		if (this.first.size() < SHOWN) {
			this.first.add("'" + pattern + "'");
		}
	}

	boolean isEmpty() {
		return this.count == 0;
	}

	@Override
	public String toString() {
		String names = String.join(", ", this.first);
		int more = this.count - this.first.size();
		return (more > 0) ? names + " and " + more + " more" : names;
	}

}
