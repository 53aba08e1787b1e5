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

package io.tlsboot.client;

import io.netty.util.AttributeKey;
import reactor.util.context.ContextView;

/**
 * Where the channel of a client keeps the context of whoever has asked for the
 * connection, for those that watch it.
 */
public final class DialContext {

	/** The attribute of the channel; set before the listeners hear of the connection. */
	public static final AttributeKey<ContextView> KEY = AttributeKey.valueOf("tls.dial-context");

	private DialContext() {
	}

}
