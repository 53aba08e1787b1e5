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

package io.tlsboot.actuate;

/**
 * How many connections there are now.
 *
 * @param pending those in their handshake, or secure but waiting for listeners
 * @param secure those that are secure
 */
public record ConnectionsDescriptor(long pending, long secure) {

	static final ConnectionsDescriptor NONE = new ConnectionsDescriptor(0, 0);

	/** The numbers are read one after another, so that a difference may be too small. */
	static ConnectionsDescriptor of(long pending, long secure) {
		return new ConnectionsDescriptor(Math.max(0, pending), Math.max(0, secure));
	}

}
