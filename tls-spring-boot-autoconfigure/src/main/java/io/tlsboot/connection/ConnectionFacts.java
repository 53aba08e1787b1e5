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

package io.tlsboot.connection;

import java.net.InetSocketAddress;
import java.util.Optional;

import javax.net.ssl.SSLSession;

import io.netty.channel.Channel;
import io.tlsboot.handshake.Handshake;
import io.tlsboot.handshake.ServerNames;
import io.tlsboot.material.PeerCertificate;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection from its handshake on. It is final but for the verdict,
 * and holds nothing of the engine, so that it is readable after the connection has
 * closed.
 */
abstract class ConnectionFacts implements SecureConnection {

	private final String endpoint;

	private final Role role;

	private volatile Verdict verdict;

	private final @Nullable PeerCertificate peerCertificate;

	private final @Nullable String applicationProtocol;

	private final @Nullable String serverName;

	private final String contextName;

	private final String protocol;

	private final String cipher;

	private final @Nullable String namedGroup;

	private final boolean sessionReused;

	private final InetSocketAddress localAddress;

	private final InetSocketAddress remoteAddress;

	ConnectionFacts(Role role, String endpoint, Channel channel, Handshake handshake) {
		SSLSession session = handshake.sslHandler().engine().getSession();
		this.role = role;
		this.endpoint = endpoint;
		this.verdict = handshake.verdict();
		this.peerCertificate = handshake.peerChain().isEmpty() ? null : PeerCertificate.of(handshake.peerChain());
		this.applicationProtocol = handshake.sslHandler().applicationProtocol();
		this.serverName = ServerNames.printable(handshake.serverName());
		this.contextName = handshake.context().name();
		this.protocol = session.getProtocol();
		this.cipher = session.getCipherSuite();
		this.namedGroup = handshake.namedGroup();
		this.sessionReused = handshake.sessionReused();
		this.localAddress = (InetSocketAddress) channel.localAddress();
		this.remoteAddress = (InetSocketAddress) channel.remoteAddress();
	}

	@Override
	public String endpoint() {
		return this.endpoint;
	}

	@Override
	public Role role() {
		return this.role;
	}

	@Override
	public Verdict verdict() {
		return this.verdict;
	}

	/**
	 * Change the verdict.
	 * @param now what we think of the peer from now on
	 */
	public void verdict(Verdict now) {
		this.verdict = now;
	}

	@Override
	public Optional<PeerCertificate> peerCertificate() {
		return Optional.ofNullable(this.peerCertificate);
	}

	@Override
	public Optional<String> applicationProtocol() {
		return Optional.ofNullable(this.applicationProtocol);
	}

	@Override
	public Optional<String> serverName() {
		return Optional.ofNullable(this.serverName);
	}

	@Override
	public String contextName() {
		return this.contextName;
	}

	@Override
	public String protocol() {
		return this.protocol;
	}

	@Override
	public String cipher() {
		return this.cipher;
	}

	@Override
	public Optional<String> namedGroup() {
		return Optional.ofNullable(this.namedGroup);
	}

	@Override
	public boolean sessionReused() {
		return this.sessionReused;
	}

	@Override
	public InetSocketAddress localAddress() {
		return this.localAddress;
	}

	@Override
	public InetSocketAddress remoteAddress() {
		return this.remoteAddress;
	}

}
