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

package io.tlsboot.handshake;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the application protocol of a connection by a rule of the user's own (RFC
 * 7301). A bean of the user, in place of a fixed list.
 */
@FunctionalInterface
public interface AlpnSelector {

	/**
	 * Choose a protocol. Called on the event loop of the connection, for clients that
	 * offer protocols, and only at contexts without a list of protocols; must not block.
	 * Each protocol that it has not returned before costs the building of a context, so
	 * it must return only those that it knows.
	 * @param contextName the name of the context: {@code default}, or the host pattern
	 * @param serverName the name that the client asks for, as sent but printable, or
	 * {@code null}
	 * @param offered what the client offers, most wanted first
	 * @return one of the offered protocols, or {@code null} to refuse the client with the
	 * alert {@code no_application_protocol}
	 */
	@Nullable String select(String contextName, @Nullable String serverName, List<String> offered);

}
