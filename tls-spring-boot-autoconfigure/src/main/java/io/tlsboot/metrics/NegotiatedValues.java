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

/**
 * The values of the tags that tell what handshakes came to. Each is one that this side
 * has offered or chosen, so there are few; should an engine or a customizer have more,
 * the rest is one.
 */
final class NegotiatedValues {

	private final BoundedValues protocols = new BoundedValues(8);

	private final BoundedValues ciphers = new BoundedValues(32);

	private final BoundedValues groups = new BoundedValues(16);

	String protocol(String protocol) {
		return this.protocols.bound(protocol);
	}

	String cipher(String cipher) {
		return this.ciphers.bound(cipher);
	}

	String group(String group) {
		return this.groups.bound(group);
	}

}
