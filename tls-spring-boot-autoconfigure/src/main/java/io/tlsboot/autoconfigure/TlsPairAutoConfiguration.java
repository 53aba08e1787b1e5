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

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.pair.SecurePairs;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.verify.ServerIdentityVerifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import reactor.netty.tcp.TcpServer;

/**
 * Auto-configuration of what makes pairs, which no property declares. It is made when it
 * is used, and starts no thread before the first pair does.
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnClass(TcpServer.class)
public final class TlsPairAutoConfiguration {

	@Bean(destroyMethod = "close")
	@Lazy
	@ConditionalOnMissingBean
	SecurePairs tlsSecurePairs(SecureContexts contexts, ObjectProvider<ServerIdentityVerifier> identity,
			ObjectProvider<ConnectionListener> connectionListeners,
			ObjectProvider<SecureContextCustomizer> contextCustomizers, HandshakeTasks tasks) {
		return new SecurePairs(contexts,
				new SecurePairs.Collaborators(identity.getIfAvailable(() -> ServerIdentityVerifier.STANDARD),
						new ConnectionListeners(connectionListeners.orderedStream().toList()),
						contextCustomizers.orderedStream().toList(), tasks));
	}

}
