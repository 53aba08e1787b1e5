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

import java.util.List;

/**
 * What is known of the contexts of a server at some moment.
 *
 * @param defaultContext the default context
 * @param hosts the contexts of host names, in no particular order
 * @param ownTicketKeys whether the application supplies the keys of session tickets, in
 * place of what the specification says
 * @param resolver whether the application finds contexts of names that no pattern matches
 */
public record ServerContextsInfo(ContextInfo defaultContext, List<ContextInfo> hosts, boolean ownTicketKeys,
		boolean resolver) {

	public ServerContextsInfo {
		hosts = List.copyOf(hosts);
	}

}
