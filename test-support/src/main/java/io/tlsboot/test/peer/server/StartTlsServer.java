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

package io.tlsboot.test.peer.server;

import io.tlsboot.test.peer.Peer;

/**
 * A running server whose connections begin in plaintext. It has a temporary directory of
 * its own; when it is closed it ends with all its processes, and the directory goes.
 */
public interface StartTlsServer extends AutoCloseable {

	/**
	 * Return where it listens.
	 * @return the port on 127.0.0.1
	 */
	int port();

	/**
	 * Return the process.
	 * @return the first process of the server, with its log as output
	 */
	Peer peer();

	@Override
	void close();

}
