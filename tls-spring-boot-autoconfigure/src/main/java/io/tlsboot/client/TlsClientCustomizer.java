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

import reactor.netty.tcp.TcpClient;

/**
 * Has the last word on how a client connects: resolver, proxy, socket options. Beans of
 * this type are called in order, once for each client.
 */
@FunctionalInterface
public interface TlsClientCustomizer {

	/**
	 * Change the client of Reactor Netty.
	 * @param spec what the client was made from
	 * @param client the client, with everything of the specification set but the target
	 * @return the client to connect with
	 */
	TcpClient customize(TlsClientSpec spec, TcpClient client);

}
