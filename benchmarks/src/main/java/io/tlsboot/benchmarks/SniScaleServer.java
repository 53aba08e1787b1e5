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

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.lifetime.LifetimeSpec;
import io.tlsboot.reload.ReloadSpec;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.server.TlsServerCollaborators;
import io.tlsboot.server.TlsServerChoices;
import io.tlsboot.server.ReactorTlsServer;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerSpec;
import io.tlsboot.server.TlsServers;
import io.tlsboot.sni.SniSpec;
import io.tlsboot.sni.UnknownServerName;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;
import reactor.core.publisher.Mono;

/**
 * The application under test: a server with many hosts, which come from
 * {@code application.yml}, or from a specification when {@code hosts} is set. It closes
 * each connection when its handshake is done.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class SniScaleServer {

	/** What it prints before the port when it listens. */
	static final String LISTENS = "LISTENS ";

	static final String SERVER = "scale";

	/**
	 * Start it.
	 * @param args Spring Boot's arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(SniScaleServer.class, args);
	}

	@Bean(SERVER)
	SecureConnectionHandler handler() {
		return (connection) -> Mono.empty();
	}

	@Bean
	ApplicationRunner start(ObjectProvider<TlsServers> declared, ResourceLoader resources,
			@Value("${hosts:0}") int hosts, @Value("${cache:" + SniSpec.DEFAULT_CACHE_SIZE + "}") int cache,
			@Value("${certificates}") Path certificates) {
		return (arguments) -> {
			TlsServer server = (hosts > 0) ? byCode(resources, hosts, cache, new HostCertificates(certificates))
					: declared.getObject().get(SERVER);
			System.out.println(LISTENS + server.address().getPort());
		};
	}

	private TlsServer byCode(ResourceLoader resources, int hosts, int cache, HostCertificates certificates) {
		SecureContextSpec context = SecureContextSpec.server(SERVER, certificates.identity(0));
		Map<String, SecureContextSpec> contexts = new HashMap<>();
		for (int i = 0; i < hosts; i++) {
			contexts.put(HostCertificates.name(i), SecureContextSpec.server(SERVER, certificates.identity(i)));
		}
		TlsServerSpec spec = new TlsServerSpec(SERVER, null, 0, context,
				new SniSpec(contexts, UnknownServerName.REJECT, cache), HandshakeLimits.DEFAULTS, 0, null,
				ReloadSpec.DEFAULTS, LifetimeSpec.DEFAULTS);
		TlsServer server = new ReactorTlsServer(spec,
				new SecureContexts(new MaterialLoader(resources), Clock.systemUTC()),
				new TlsServerCollaborators(handler(), new ConnectionListeners(List.of()), List.of(), List.of(),
						List.of(), TlsServerChoices.NONE, new HandshakeTasks()));
		server.listen().block(Duration.ofMinutes(10));
		return server;
	}

}
