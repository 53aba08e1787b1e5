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

package io.tlsboot.pair;

import java.util.concurrent.Executor;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.Role;
import reactor.netty.tcp.TcpResources;

/**
 * Makes the parts of one pair. Its event loop is one of those that servers and clients
 * use.
 *
 * @param role which side it is
 * @param options what it is called and may cost
 * @param listener hears of it
 * @param tasks runs the verification of the peer's certificate
 */
record PairFactory(Role role, PairOptions options, ConnectionListener listener, Executor tasks) {

	PairChannel channel(Runnable start) {
		TcpResources shared = TcpResources.get();
		PairChannel channel = new PairChannel(
				((this.role == Role.SERVER) ? shared.onServer(false) : shared.onClient(false)).next(), start);
		channel.addresses(this.options.localAddress(), this.options.remoteAddress());
		return channel;
	}

	PairHandshake handshake(PairChannel channel) {
		return new PairHandshake(this.role, this.options, channel, this.listener, this.tasks);
	}

}
