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

import io.tlsboot.event.PrivateEvents;
import io.tlsboot.event.TlsEventPublisher;
import io.tlsboot.warmup.WarmUpListener;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import reactor.netty.tcp.TcpServer;

/**
 * Auto-configuration of the application events of servers, clients and pairs. It makes no
 * thread while there is nothing to publish.
 */
@AutoConfiguration(
		before = { TlsServerAutoConfiguration.class, TlsClientAutoConfiguration.class, TlsPairAutoConfiguration.class })
@ConditionalOnClass(TcpServer.class)
public final class TlsEventAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	TlsEventPublisher tlsEventPublisher(ApplicationContext context) {
		return new TlsEventPublisher(context);
	}

	@Bean
	WarmUpListener.Source tlsEventWarmUp(TlsEventPublisher publisher) {
		return () -> {
			PrivateEvents events = publisher.heard() ? PrivateEvents.open() : null;
			return (events != null) ? new WarmUpListener(events.publisher(), events::close) : null;
		};
	}

	@Bean
	TlsEventLifecycle tlsEventLifecycle(TlsEventPublisher publisher) {
		return new TlsEventLifecycle(publisher);
	}

}
