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

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.Channel;
import io.tlsboot.handshake.Handshake;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeListener;
import io.tlsboot.handshake.HandshakeWatch;

/**
 * The connections that a server makes to itself to see which certificate it presents.
 * They go through the same handshake as others, also where those begin in plaintext, but
 * are no connections of peers: nobody hears of them and no handler serves them.
 */
final class SelfProbes {

	private final Set<InetSocketAddress> expected = ConcurrentHashMap.newKeySet();

	/**
	 * A connection from an address that this process holds will come.
	 */
	void expect(InetSocketAddress from) {
		this.expected.add(from);
	}

	/**
	 * No such connection will come any more.
	 */
	void forget() {
		this.expected.clear();
	}

	/**
	 * Take a connection that was accepted if it is one of these. Called for each
	 * connection on its event loop.
	 * @return whether it is
	 */
	boolean take(Channel channel, ReactorTlsServer server, TlsServerCollaborators collaborators) {
		if (this.expected.isEmpty() || !(channel.remoteAddress() instanceof InetSocketAddress from)
				|| !this.expected.remove(from)) {
			return false;
		}
		HandshakeWatch.start(channel, null, server.spec().limits(), server.choice(), collaborators.tasks(),
				new HandshakeListener() {
					@Override
					public void secured(Handshake handshake) {
						channel.close();
					}

					@Override
					public void failed(HandshakeFailure failure) {
						channel.close();
					}
				});
		return true;
	}

}
