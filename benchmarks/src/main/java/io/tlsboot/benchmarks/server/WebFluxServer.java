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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * HTTPS as Spring Boot gives it with {@code server.ssl}: WebFlux on the engine of the
 * JDK, or on BoringSSL if that is on the class path.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class WebFluxServer {

	/**
	 * Start it.
	 * @param args the engine that is expected, then the settings
	 * @throws IOException when the input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		ServerSettings settings = ServerSettings.of(Arrays.asList(args).subList(1, args.length));
		List<String> properties = new ArrayList<>(List.of("--engine=" + args[0], "--server.port=" + settings.port(),
				"--server.ssl.certificate=file:" + settings.certificate(),
				"--server.ssl.certificate-private-key=file:" + settings.key(),
				// The JDK would choose the longer keys, which nobody else does
				"--server.ssl.ciphers=TLS_AES_128_GCM_SHA256"));
		if (settings.clientCa() != null) {
			properties.add("--server.ssl.client-auth=need");
			properties.add("--server.ssl.trust-certificate=file:" + settings.clientCa());
		}
		SpringApplication.run(WebFluxServer.class, properties.toArray(new String[0]));
		ServerProcess.listens();
	}

	@Bean
	NettyServerCustomizer engine(@Value("${engine}") SslProvider expected) {
		AtomicBoolean known = new AtomicBoolean();
		return (server) -> server.doOnConnection((connection) -> {
			if (known.compareAndSet(false, true)) {
				String engine = connection.channel().pipeline().get(SslHandler.class).engine().getClass().getName();
				System.err.println("WebFlux is on the engine " + engine);
				if (engine.contains("OpenSsl") != (expected == SslProvider.OPENSSL)) {
					System.err.println("That is not one of " + expected);
					Runtime.getRuntime().halt(1);
				}
			}
		});
	}

	@Bean
	RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route(RequestPredicates.GET("/"), (request) -> ServerResponse.ok().bodyValue("ok\n"));
	}

}
