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

import io.tlsboot.context.KeyLog;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.ocsp.Staples;
import io.tlsboot.server.HandshakeFailureLog;
import io.tlsboot.server.HandshakeTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.io.ResourceLoader;
import reactor.netty.tcp.TcpServer;

/**
 * Auto-configuration of what TLS servers and clients share. It binds the properties, so
 * that a key that is not known fails the start, and makes nothing that runs.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnClass(TcpServer.class)
@EnableConfigurationProperties(TlsProperties.class)
public final class TlsAutoConfiguration {

	@Bean
	static EmptyIsUnset tlsEmptyIsUnset() {
		return new EmptyIsUnset();
	}

	@Bean
	static AbsentHostKeys tlsAbsentHostKeys() {
		return new AbsentHostKeys();
	}

	@Bean
	@ConditionalOnMissingBean
	MaterialLoader tlsMaterialLoader(ResourceLoader resourceLoader, ConfigurableListableBeanFactory beans) {
		return new MaterialLoader(ApplicationResourceLoader
			.get(new PinnedResourceLoader(resourceLoader, beans.getBeanClassLoader()), true));
	}

	@Bean(destroyMethod = "close")
	@Conditional(OnKeyLogFileCondition.class)
	KeyLog tlsKeyLog(TlsProperties properties) {
		return PropertiesKeyLog.open(properties);
	}

	@Bean(destroyMethod = "close")
	Staples tlsStaples() {
		return new Staples(Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	SecureContexts tlsSecureContexts(MaterialLoader loader, @Nullable KeyLog keyLog, Staples staples) {
		return new SecureContexts(loader, Clock.systemUTC(), keyLog, staples);
	}

	@Bean(destroyMethod = "close")
	HandshakeTasks tlsHandshakeTasks() {
		return new HandshakeTasks();
	}

	@Bean
	HandshakeFailureLog tlsHandshakeFailureLog() {
		return new HandshakeFailureLog();
	}

	@Bean
	@ConditionalOnTlsEndpoints
	DevelopmentIdentity tlsDevelopmentIdentity(TlsProperties properties) {
		return new DevelopmentIdentity(properties.getDevelopmentCertificates().getDirectory());
	}

}
