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

package io.tlsboot.context;

import io.netty.handler.ssl.SslContextBuilder;

/**
 * Has the last word on a context before it is built. Beans of this type are called in
 * order, for each context, at start and at each reload, never on an event loop.
 * <p>
 * Sessions resume wherever the specification is the same. Where customizers let servers
 * of one specification differ in whom they trust, their session id contexts must differ.
 */
@FunctionalInterface
public interface SecureContextCustomizer {

	/**
	 * Change what Netty builds.
	 * @param spec what the context is built from
	 * @param builder Netty's builder, with everything of the specification set
	 */
	void customize(SecureContextSpec spec, SslContextBuilder builder);

}
