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

package io.tlsboot.server;

import io.tlsboot.context.TicketKeySource;
import io.tlsboot.handshake.AlpnSelector;
import io.tlsboot.sni.SniContextResolver;
import org.jspecify.annotations.Nullable;

/**
 * The user's own ways to choose.
 *
 * @param resolver finds the contexts of names that no pattern matches, or {@code null}
 * @param alpnSelector chooses the application protocol, or {@code null} to take it from
 * the context's list
 * @param ticketKeys has the root keys of session tickets, or {@code null} when the
 * specification says where they come from
 */
public record TlsServerChoices(@Nullable SniContextResolver resolver, @Nullable AlpnSelector alpnSelector,
		@Nullable TicketKeySource ticketKeys) {

	/** There are none. */
	public static final TlsServerChoices NONE = new TlsServerChoices(null, null, null);

}
