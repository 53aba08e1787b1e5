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

import io.tlsboot.actuate.TlsHealthIndicator;
import io.tlsboot.client.TlsClients;
import io.tlsboot.context.KeyLog;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.server.TlsServers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import reactor.netty.tcp.TcpServer;

/**
 * Auto-configuration of the health of TLS.
 */
@AutoConfiguration(after = { TlsServerAutoConfiguration.class, TlsClientAutoConfiguration.class },
		beforeName = "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass({ TcpServer.class, HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnTlsEndpoints
@ConditionalOnEnabledHealthIndicator("tls")
public final class TlsHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "tlsHealthIndicator")
	TlsHealthIndicator tlsHealthIndicator(ObjectProvider<TlsServers> servers, ObjectProvider<TlsClients> clients,
			ObjectProvider<KeyLog> keyLog, TlsProperties properties, SecureContexts contexts) {
		return new TlsHealthIndicator(servers.getIfAvailable(), clients.getIfAvailable(), keyLog.getIfAvailable(),
				properties.getHealth().getCertificateExpiryWarning(), contexts.clock());
	}

}
