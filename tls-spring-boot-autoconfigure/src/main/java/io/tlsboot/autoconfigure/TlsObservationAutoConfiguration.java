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

import io.micrometer.observation.ObservationRegistry;
import io.tlsboot.observation.ObservedHandshakes;
import io.tlsboot.observation.TlsHandshakeObservationConvention;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import reactor.netty.tcp.TcpServer;

/**
 * Auto-configuration of the observations of handshakes, when they are wanted and there is
 * an observation registry.
 */
@AutoConfiguration(after = TlsAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ TcpServer.class, ObservationRegistry.class })
@ConditionalOnSingleCandidate(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "tls.observations.enabled")
public final class TlsObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ObservedHandshakes tlsObservedHandshakes(ObservationRegistry registry,
			ObjectProvider<TlsHandshakeObservationConvention> convention) {
		return new ObservedHandshakes(registry, convention.getIfAvailable());
	}

}
