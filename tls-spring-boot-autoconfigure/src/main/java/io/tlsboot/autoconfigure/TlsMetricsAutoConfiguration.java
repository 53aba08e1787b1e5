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

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.client.TlsClients;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.event.TlsEventPublisher;
import io.tlsboot.metrics.TlsMetrics;
import io.tlsboot.warmup.WarmUpListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import reactor.netty.tcp.TcpServer;

/**
 * Auto-configuration of the meters of servers, clients and pairs, when there is a meter
 * registry.
 */
@AutoConfiguration(after = { TlsAutoConfiguration.class, TlsEventAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({ TcpServer.class, MeterRegistry.class })
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "tls.metrics.enabled", matchIfMissing = true)
public final class TlsMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TlsMetrics tlsMetrics(MeterRegistry registry, TlsProperties properties, SecureContexts contexts) {
		return new TlsMetrics(registry, properties.getMetrics().getMaxContexts(), contexts.clock());
	}

	@Bean
	WarmUpListener.Source tlsMetricsWarmUp(TlsProperties properties, SecureContexts contexts) {
		return () -> {
			MeterRegistry registry = new SimpleMeterRegistry();
			return new WarmUpListener(
					new TlsMetrics(registry, properties.getMetrics().getMaxContexts(), contexts.clock()),
					registry::close);
		};
	}

	@Bean
	SmartInitializingSingleton tlsMetricsSources(TlsMetrics metrics, ObjectProvider<TlsEventPublisher> publisher,
			ObjectProvider<TlsClients> clients) {
		return () -> {
			publisher.ifAvailable((events) -> metrics.events(events::shed));
			clients.ifAvailable((known) -> known.all().forEach(metrics::client));
		};
	}

}
