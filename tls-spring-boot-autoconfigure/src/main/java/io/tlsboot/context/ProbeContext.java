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

import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ImmediateExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The context of a client that wants to know no more than which certificates a server of
 * ours presents. It negotiates just what that server does, has no certificate itself and
 * sends nothing that matters, so that it need not trust anybody. For one connection at a
 * time.
 */
public final class ProbeContext implements AutoCloseable {

	private final SslContext sslContext;

	private final Recorder recorder;

	private ProbeContext(SslContext sslContext, Recorder recorder) {
		this.sslContext = sslContext;
		this.recorder = recorder;
	}

	/**
	 * Create one.
	 * @param server the context of the server
	 * @return the context of a client; the caller closes it
	 * @throws ContextException when the engine refuses it
	 */
	public static ProbeContext of(SecureContext server) {
		return of(server, server.negotiation().protocols());
	}

	/**
	 * Create one that speaks one of the versions that the server does.
	 * @param server the context of the server
	 * @param protocol the version, {@code TLSv1.3} for one
	 * @return the context of a client; the caller closes it
	 * @throws ContextException when the engine refuses it
	 */
	public static ProbeContext of(SecureContext server, String protocol) {
		return of(server, List.of(protocol));
	}

	private static ProbeContext of(SecureContext server, List<String> protocols) {
		Engine engine = server.engine();
		Negotiation negotiation = server.negotiation();
		Recorder recorder = new Recorder();
		SslContextBuilder builder = SslContextBuilder.forClient()
			.sslProvider(engine.sslProvider())
			.trustManager(recorder)
			.endpointIdentificationAlgorithm(null)
			.protocols(protocols)
			.ciphers(negotiation.ciphers(), IdentityCipherSuiteFilter.INSTANCE);
		if (engine.isOpenSsl()) {
			builder.option(OpenSslContextOption.GROUPS, negotiation.groups().toArray(new String[0]));
		}
		if (!server.spec().alpnProtocols().isEmpty()) {
			builder.applicationProtocolConfig(SecureContexts.clientAlpn(server.spec()));
		}
		return new ProbeContext(SecureContexts.explained(engine, builder::build), recorder);
	}

	/**
	 * Make the handler of the connection.
	 * @param alloc the allocator of its channel
	 * @param serverName the name to ask for (RFC 6066), or {@code null} for none
	 * @return the handler
	 */
	public SslHandler newHandler(ByteBufAllocator alloc, @Nullable String serverName) {
		return named(this.sslContext.newHandler(alloc, ImmediateExecutor.INSTANCE), serverName);
	}

	/**
	 * Make the handler of a connection that resumes the session of the last one to the
	 * same address, if the engines can.
	 * @param alloc the allocator of its channel
	 * @param serverName the name to ask for (RFC 6066)
	 * @param server where the server listens
	 * @return the handler
	 */
	public SslHandler newHandler(ByteBufAllocator alloc, String serverName, InetSocketAddress server) {
		return named(
				this.sslContext.newHandler(alloc, server.getHostString(), server.getPort(), ImmediateExecutor.INSTANCE),
				serverName);
	}

	private static SslHandler named(SslHandler handler, @Nullable String serverName) {
		if (serverName != null) {
			ServerNames.set(handler.engine(), ServerNames.requested("localhost", serverName));
		}
		return handler;
	}

	/**
	 * Return what the server has presented.
	 * @return the chain, leaf first, or {@code null} when it has not presented any yet
	 */
	public @Nullable List<X509Certificate> presented() {
		return this.recorder.presented;
	}

	@Override
	public void close() {
		ReferenceCountUtil.release(this.sslContext);
	}

	/**
	 * Remembers what is presented, and believes it: nothing follows from it but whether a
	 * reload is done.
	 */
	private static final class Recorder extends X509ExtendedTrustManager {

		private volatile @Nullable List<X509Certificate> presented;

		private void record(X509Certificate[] chain) {
			this.presented = List.of(chain);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
			record(chain);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
			record(chain);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
			record(chain);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
			record(chain);
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
			record(chain);
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
			record(chain);
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
