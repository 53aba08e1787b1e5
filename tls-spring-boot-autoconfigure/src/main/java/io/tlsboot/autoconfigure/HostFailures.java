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

import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with the hosts of a server, so that a user does not have to
 * start again for each.
 */
class HostFailures {

	private static final int SHOWN = 10;

	private final String server;

	private final List<TlsConfigurationException> first = new ArrayList<>();

	private int total;

	HostFailures(String server) {
		this.server = server;
	}

	void add(TlsConfigurationException failure) {
		this.total++;
		if (this.first.size() < SHOWN) {
			this.first.add(failure);
		}
	}

	void throwIfAny() {
		RuntimeException failure = failure();
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Return one failure for all.
	 * @return the failure to throw, or {@code null} when there is none
	 */
	@Nullable RuntimeException failure() {
		if (this.total > 1) {
			return new TlsHostsException(this.server, List.copyOf(this.first), this.total);
		}
		return this.first.isEmpty() ? null : this.first.get(0);
	}

}
