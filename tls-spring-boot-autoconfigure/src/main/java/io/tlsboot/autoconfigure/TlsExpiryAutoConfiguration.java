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

import java.time.Duration;
import java.util.List;

import io.tlsboot.client.TlsClients;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.event.CertificateExpiryWatch;
import io.tlsboot.event.TlsEventPublisher;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import reactor.netty.tcp.TcpServer;

/**
 * Auto-configuration of the watch over the ends of our own certificates. Without servers
 * and clients it makes nothing.
 */
@AutoConfiguration(after = { TlsAutoConfiguration.class, TlsEventAutoConfiguration.class })
@ConditionalOnClass(TcpServer.class)
@ConditionalOnTlsEndpoints
public final class TlsExpiryAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	CertificateExpiryWatch tlsCertificateExpiryWatch(TlsProperties properties, SecureContexts contexts,
			TlsEventPublisher publisher) {
		List<Duration> thresholds = properties.getCertificates().getExpiryThresholds();
		if (thresholds.stream().anyMatch(Duration::isNegative)) {
			throw new TlsConfigurationException("tls.certificates.expiry-thresholds", "A time is negative.",
					"Use times before the end of a certificate, and zero for when it has expired.", null);
		}
		return new CertificateExpiryWatch(thresholds, contexts.clock(), publisher::certificateExpiring);
	}

	@Bean
	SmartInitializingSingleton tlsCertificateExpiryClients(CertificateExpiryWatch watch,
			ObjectProvider<TlsClients> clients) {
		return () -> clients.ifAvailable((known) -> known.all().forEach(watch::add));
	}

}
