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

import reactor.netty.tcp.TcpServer;

/**
 * Has the last word on how a server is bound. Beans of this type are called in order,
 * each time a server begins to listen, never on an event loop.
 */
@FunctionalInterface
public interface TlsServerCustomizer {

	/**
	 * Change the server of Reactor Netty.
	 * @param spec what the server was made from
	 * @param server the server, with everything of the specification set
	 * @return the server to bind
	 */
	TcpServer customize(TlsServerSpec spec, TcpServer server);

}
