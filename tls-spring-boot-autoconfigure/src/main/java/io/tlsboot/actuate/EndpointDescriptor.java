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

package io.tlsboot.actuate;

import java.time.Duration;

import io.tlsboot.client.TlsClientSpec;
import io.tlsboot.context.Engine;
import io.tlsboot.handshake.HandshakeLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A server or client. What does not apply to one of them is left out.
 *
 * @param name its name
 * @param role {@code server} or {@code client}
 * @param listening whether a server accepts connections
 * @param address where a server listens
 * @param target what a client dials when a call names nothing else
 * @param engine the TLS engine, or {@code null} while a server does not run
 * @param startTls whether its connections begin in plaintext
 * @param limits what connections may cost
 * @param session how sessions resume
 * @param connections how many connections there are now
 * @param handshakes how many handshakes there were
 * @param reload how changes of keys, certificates and trust are followed
 * @param context the default context
 * @param hosts the contexts of host names
 */
public record EndpointDescriptor(String name, String role, @Nullable Boolean listening, @Nullable String address,
		@Nullable TargetDescriptor target, @Nullable EngineDescriptor engine, boolean startTls, LimitsDescriptor limits,
		SessionDescriptor session, ConnectionsDescriptor connections, HandshakesDescriptor handshakes,
		ReloadDescriptor reload, ContextDescriptor context,
		@Nullable HostsDescriptor hosts) implements OperationResponseBody {

	/**
	 * What a client dials.
	 *
	 * @param host the host
	 * @param port the port, or 0 when each call must name one
	 * @param serverName the name to ask for and to verify, if it is not the host
	 * @param verifyHostname whether the server's certificate must be for that name
	 */
	public record TargetDescriptor(String host, int port, @Nullable String serverName, boolean verifyHostname) {

		static TargetDescriptor of(TlsClientSpec spec) {
			return new TargetDescriptor(spec.host(), spec.port(), spec.serverName(), spec.verifyHostname());
		}

	}

	/**
	 * The engine.
	 *
	 * @param provider {@code openssl} or {@code jdk}
	 * @param version what it calls itself
	 * @param reason why it was chosen
	 */
	public record EngineDescriptor(String provider, String version, String reason) {

		static EngineDescriptor of(Engine engine) {
			return new EngineDescriptor(Names.of(engine.provider()), engine.version(), engine.reason());
		}

	}

	/**
	 * What connections may cost.
	 *
	 * @param handshakeTimeout the time from connected to the end of the handshake
	 * @param connectTimeout the time to connect, for clients
	 * @param maxConnections how many connections a server keeps, 0 for no limit
	 * @param maxPendingHandshakes how many handshakes of a server may be under way
	 * @param clientHelloMaxSize the longest first message to a server, in bytes
	 */
	public record LimitsDescriptor(Duration handshakeTimeout, @Nullable Duration connectTimeout,
			@Nullable Integer maxConnections, @Nullable Integer maxPendingHandshakes,
			@Nullable Integer clientHelloMaxSize) {

		static LimitsDescriptor ofServer(HandshakeLimits limits, int maxConnections) {
			return new LimitsDescriptor(limits.timeout(), null, maxConnections, limits.maxPending(),
					limits.clientHelloMaxSize());
		}

		static LimitsDescriptor ofClient(TlsClientSpec spec) {
			return new LimitsDescriptor(spec.limits().timeout(), spec.connectTimeout(), null, null, null);
		}

	}

}
