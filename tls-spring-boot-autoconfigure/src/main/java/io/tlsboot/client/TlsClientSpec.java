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

import java.time.Duration;

import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.lifetime.LifetimeSpec;
import io.tlsboot.reload.ReloadSpec;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a client is.
 *
 * @param name its name
 * @param host the host to dial when a call names none
 * @param port the port to dial when a call names none, or 0 when each call must name one
 * @param serverName the name to ask for and to verify, or {@code null} for the host
 * @param verifyHostname whether the server's certificate must be for that name
 * @param context its context; with {@code requestCert}, as servers are always asked
 * @param connectTimeout the time to resolve the host and to connect
 * @param limits what a handshake may cost
 * @param startTls how connections become secure that begin in plaintext, or {@code null}
 * when they begin with TLS
 * @param reload how it follows changes of the files of its context
 * @param lifetime how long its connections may live
 */
public record TlsClientSpec(String name, String host, int port, @Nullable String serverName, boolean verifyHostname,
		SecureContextSpec context, Duration connectTimeout, HandshakeLimits limits, @Nullable StartTlsSpec startTls,
		ReloadSpec reload, LifetimeSpec lifetime) {

	/**
	 * Start from the defaults: localhost, the well-known roots, names verified, servers
	 * that are not authorized refused.
	 * @param name the name of the client
	 * @return a specification without a port
	 */
	public static TlsClientSpec of(String name) {
		return new TlsClientSpec(name, "localhost", 0, null, true,
				new SecureContextSpec.Builder(name).requestCert(true).rejectUnauthorized(true).build(),
				Duration.ofSeconds(10), HandshakeLimits.DEFAULTS, null, ReloadSpec.DEFAULTS, LifetimeSpec.DEFAULTS);
	}

	/**
	 * Dial another target.
	 * @param host the host
	 * @param port the port
	 * @return the new specification
	 */
	public TlsClientSpec withTarget(String host, int port) {
		return new TlsClientSpec(this.name, host, port, this.serverName, this.verifyHostname, this.context,
				this.connectTimeout, this.limits, this.startTls, this.reload, this.lifetime);
	}

	/**
	 * Ask for and verify another name than the host.
	 * @param serverName the name, or {@code null} for the host
	 * @return the new specification
	 */
	public TlsClientSpec withServerName(@Nullable String serverName) {
		return new TlsClientSpec(this.name, this.host, this.port, serverName, this.verifyHostname, this.context,
				this.connectTimeout, this.limits, this.startTls, this.reload, this.lifetime);
	}

	/**
	 * Verify names or not.
	 * @param verifyHostname whether the server's certificate must be for the name
	 * @return the new specification
	 */
	public TlsClientSpec withVerifyHostname(boolean verifyHostname) {
		return new TlsClientSpec(this.name, this.host, this.port, this.serverName, verifyHostname, this.context,
				this.connectTimeout, this.limits, this.startTls, this.reload, this.lifetime);
	}

	/**
	 * Use another context.
	 * @param context the specification of the context
	 * @return the new specification
	 */
	public TlsClientSpec withContext(SecureContextSpec context) {
		return new TlsClientSpec(this.name, this.host, this.port, this.serverName, this.verifyHostname,
				context.with((spec) -> spec.requestCert(true)), this.connectTimeout, this.limits, this.startTls,
				this.reload, this.lifetime);
	}

	/**
	 * Wait for another time.
	 * @param connectTimeout the time to resolve the host and to connect
	 * @param handshakeTimeout the time from connected to the end of the handshake
	 * @return the new specification
	 */
	public TlsClientSpec withTimeouts(Duration connectTimeout, Duration handshakeTimeout) {
		return new TlsClientSpec(this.name, this.host, this.port, this.serverName, this.verifyHostname, this.context,
				connectTimeout,
				new HandshakeLimits(handshakeTimeout, this.limits.clientHelloMaxSize(), this.limits.maxPending()),
				this.startTls, this.reload, this.lifetime);
	}

	/**
	 * Begin in plaintext, or with TLS.
	 * @param startTls how connections become secure that begin in plaintext, or
	 * {@code null} when they begin with TLS
	 * @return the new specification
	 */
	public TlsClientSpec withStartTls(@Nullable StartTlsSpec startTls) {
		return new TlsClientSpec(this.name, this.host, this.port, this.serverName, this.verifyHostname, this.context,
				this.connectTimeout, this.limits, startTls, this.reload, this.lifetime);
	}

	/**
	 * Follow changes of files otherwise.
	 * @param reload how
	 * @return the new specification
	 */
	public TlsClientSpec withReload(ReloadSpec reload) {
		return new TlsClientSpec(this.name, this.host, this.port, this.serverName, this.verifyHostname, this.context,
				this.connectTimeout, this.limits, this.startTls, reload, this.lifetime);
	}

	/**
	 * Let connections live otherwise.
	 * @param lifetime how long
	 * @return the new specification
	 */
	public TlsClientSpec withLifetime(LifetimeSpec lifetime) {
		return new TlsClientSpec(this.name, this.host, this.port, this.serverName, this.verifyHostname, this.context,
				this.connectTimeout, this.limits, this.startTls, this.reload, lifetime);
	}

}
