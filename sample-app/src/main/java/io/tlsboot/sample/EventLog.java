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

package io.tlsboot.sample;

import io.tlsboot.event.HandshakeFailedEvent;
import io.tlsboot.event.SecureConnectionClosedEvent;
import io.tlsboot.event.SecureConnectionEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Logs what happens, on threads of the events, never on an event loop.
 */
@Component
class EventLog {

	private static final Logger logger = LoggerFactory.getLogger(EventLog.class);

	@EventListener
	void secured(SecureConnectionEvent event) {
		logger.info("{}: secure connection from {}, authorized={} {}", event.connection().endpoint(),
				event.connection().remoteAddress(), event.connection().authorized(),
				event.connection().authorizationError().map(Enum::name).orElse(""));
	}

	@EventListener
	void failed(HandshakeFailedEvent event) {
		logger.info("{}: handshake failed: {}. {}", event.endpoint(), event.reason(), event.fix());
	}

	@EventListener
	void closed(SecureConnectionClosedEvent event) {
		logger.info("{}: closed by {} after {} ms, {} bytes in, {} bytes out", event.connection().endpoint(),
				event.end().cause(), event.end().duration().toMillis(), event.end().bytesRead(),
				event.end().bytesWritten());
	}

}
