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

package io.tlsboot.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.server.TlsServers;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpResources;
import reactor.netty.tcp.TcpServer;

/**
 * One variant of a server that closes each connection when its handshake is done. Tells
 * for each line it reads what its threads have allocated since the line before.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class OverheadServer {

	/** What it prints before the port when it listens. */
	static final String LISTENS = "LISTENS ";

	/**
	 * What it prints before the bytes that threads have allocated: event loops, then
	 * those that deliver events.
	 */
	static final String ALLOCATED = "ALLOCATED ";

	private static final String SERVER = "load";

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/**
	 * Start it.
	 * @param args the name of the variant and the directory of the certificates
	 * @throws IOException when the certificate cannot be read
	 */
	public static void main(String[] args) throws IOException {
		OverheadVariant variant = OverheadVariant.of(args[0]);
		HostCertificates certificates = new HostCertificates(Path.of(args[1]));
		System.out
			.println(LISTENS + ((variant == OverheadVariant.RAW) ? raw(certificates) : ours(variant, certificates)));
		answer();
		System.exit(0);
	}

	@Bean(SERVER)
	SecureConnectionHandler handler() {
		return (connection) -> Mono.empty();
	}

	private static int ours(OverheadVariant variant, HostCertificates certificates) {
		SpringApplication application = new SpringApplication(OverheadServer.class);
		application.addInitializers((context) -> variant.register((GenericApplicationContext) context));
		List<String> properties = new ArrayList<>(variant.properties());
		String server = "--tls.servers." + SERVER;
		properties.add(server + ".port=0");
		properties.add(server + ".key=" + HostCertificates.location(certificates.key(0)));
		properties.add(server + ".cert=" + HostCertificates.location(certificates.certificate(0)));
		return application.run(properties.toArray(new String[0]))
			.getBean(TlsServers.class)
			.get(SERVER)
			.address()
			.getPort();
	}

	/**
	 * The least that Reactor Netty does: same engine, protocols, groups, tickets, loops.
	 */
	private static int raw(HostCertificates certificates) throws IOException {
		SslContext context = SslContextBuilder
			.forServer(certificates.certificate(0).toFile(), certificates.key(0).toFile())
			.sslProvider(SslProvider.OPENSSL)
			.protocols("TLSv1.3", "TLSv1.2")
			.ciphers(List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
					"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"),
					IdentityCipherSuiteFilter.INSTANCE)
			.option(OpenSslContextOption.GROUPS, new String[] { "X25519MLKEM768", "X25519", "P-256", "P-384", "P-521" })
			.sessionCacheSize(4096)
			.sessionTimeout(3600)
			.build();
		((OpenSslServerContext) context).sessionContext()
			.setTicketKeys(new OpenSslSessionTicketKey(new byte[16], new byte[16], new byte[16]));
		return TcpServer.create()
			.runOn(TcpResources.get(), false)
			.port(0)
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.secure((spec) -> spec.sslContext(context))
			.handle((in, out) -> Mono.empty())
			.bindNow(Duration.ofMinutes(1))
			.port();
	}

	private static void answer() throws IOException {
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			Map<Long, Long> allocated = Map.of();
			while (in.readLine() != null) {
				Map<Long, Long> now = new HashMap<>();
				long loops = allocated("reactor-tcp", allocated, now);
				long events = allocated("tls-events", allocated, now);
				System.out.println(ALLOCATED + loops + " " + events);
				allocated = now;
			}
		}
	}

	private static long allocated(String name, Map<Long, Long> before, Map<Long, Long> now) {
		long sum = 0;
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (thread.getName().startsWith(name)) {
				long bytes = THREADS.getThreadAllocatedBytes(thread.getId());
				now.put(thread.getId(), bytes);
				sum += bytes - before.getOrDefault(thread.getId(), 0L);
			}
		}
		return sum;
	}

}
