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

package io.tlsboot.autoconfigure;

import java.time.Clock;
import java.util.Set;

import io.tlsboot.actuate.ConnectionHistory;
import io.tlsboot.actuate.TlsEndpoint;
import io.tlsboot.client.TlsClients;
import io.tlsboot.server.TlsServers;
import io.tlsboot.warmup.WarmUpListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import reactor.netty.tcp.TcpServer;

/**
 * Auto-configuration of the actuator endpoint {@code tls}. Unless it is exposed nothing
 * listens to connections for it.
 */
@AutoConfiguration(
		before = { TlsServerAutoConfiguration.class, TlsClientAutoConfiguration.class, TlsPairAutoConfiguration.class })
@ConditionalOnClass({ TcpServer.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnTlsEndpoints
@ConditionalOnAvailableEndpoint(TlsEndpoint.class)
public final class TlsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ConnectionHistory tlsConnectionHistory(Environment environment) {
		DeclaredNames declared = new DeclaredNames(environment);
		return new ConnectionHistory(Clock.systemUTC(), declared.below("tls.servers"), declared.below("tls.clients"));
	}

	@Bean
	WarmUpListener.Source tlsConnectionHistoryWarmUp() {
		return () -> new WarmUpListener(new ConnectionHistory(Clock.systemUTC(), Set.of(), Set.of()), () -> {
		});
	}

	@Bean
	@ConditionalOnMissingBean
	TlsEndpoint tlsEndpoint(ObjectProvider<TlsServers> servers, ObjectProvider<TlsClients> clients,
			ConnectionHistory history) {
		return new TlsEndpoint(servers.getIfAvailable(), clients.getIfAvailable(), history, Clock.systemUTC());
	}

}
