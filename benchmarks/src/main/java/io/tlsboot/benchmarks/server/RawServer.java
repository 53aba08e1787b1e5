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

package io.tlsboot.benchmarks.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;
import reactor.netty.tcp.TcpServer;

/**
 * The least that Reactor Netty does: the same engine, protocols, groups and sessions as
 * {@link OursServer}, on the same loops of NIO or on those it takes by itself, but its
 * own allocator and its own way to write.
 */
public final class RawServer {

	private static final List<String> TLS13 = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
			"TLS_CHACHA20_POLY1305_SHA256");

	private static final List<String> OPENSSL_TLS12 = List.of("ECDHE-ECDSA-AES128-GCM-SHA256",
			"ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
			"ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305");

	private RawServer() {
	}

	/**
	 * Start it.
	 * @param args the provider, {@code nio} or {@code epoll}, then the settings
	 * @throws IOException when the certificate cannot be read
	 */
	public static void main(String[] args) throws IOException {
		SslProvider provider = SslProvider.valueOf(args[0]);
		ServerSettings settings = ServerSettings.of(Arrays.asList(args).subList(2, args.length));
		boolean epoll = args[1].equals("epoll");
		if (epoll && !LoopResources.hasNativeSupport()) {
			throw new IllegalStateException("There is no native transport");
		}
		SslContext context = context(provider, settings);
		TcpServer.create()
			.runOn(TcpResources.get(), epoll)
			.port(settings.port())
			.option(ChannelOption.SO_BACKLOG, 1024)
			.secure((spec) -> spec.sslContext(context))
			.handle((in, out) -> out.send(Payload.answer(settings.behaviour(), in.receive())))
			.bindNow(Duration.ofMinutes(1));
		ServerProcess.listens();
	}

	private static SslContext context(SslProvider provider, ServerSettings settings) throws IOException {
		SslContextBuilder builder = SslContextBuilder
			.forServer(settings.certificate().toFile(), settings.key().toFile())
			.sslProvider(provider)
			.protocols("TLSv1.3", "TLSv1.2")
			.sessionCacheSize(4096)
			.sessionTimeout(3600);
		if (settings.clientCa() != null) {
			builder.trustManager(settings.clientCa().toFile()).clientAuth(ClientAuth.REQUIRE);
		}
		if (provider == SslProvider.JDK) {
			// The JDK would choose the longer keys, which nobody else does
			return builder.ciphers(TLS13.subList(0, 1)).build();
		}
		List<String> ciphers = Stream.concat(TLS13.stream(), OPENSSL_TLS12.stream()).toList();
		SslContext context = builder.ciphers(ciphers, IdentityCipherSuiteFilter.INSTANCE)
			.option(OpenSslContextOption.GROUPS, new String[] { "X25519MLKEM768", "X25519", "P-256", "P-384", "P-521" })
			.build();
		((OpenSslServerContext) context).sessionContext()
			.setTicketKeys(new OpenSslSessionTicketKey(new byte[16], new byte[16], new byte[16]));
		return context;
	}

}
