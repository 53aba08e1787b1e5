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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Publishes the port of each server as the property {@code local.tls.<name>.port}.
 */
class LocalPorts implements TlsServerListener {

	private static final String SOURCE = "tls.local.ports";

	private final Map<String, Object> ports;

	LocalPorts(ConfigurableEnvironment environment) {
		this.ports = ports(environment);
	}

	/**
	 * Two contexts may share one environment, then they share the ports too.
	 */
	private static Map<String, Object> ports(ConfigurableEnvironment environment) {
		if (environment.getPropertySources().get(SOURCE) instanceof MapPropertySource shared) {
			return shared.getSource();
		}
		Map<String, Object> ports = new ConcurrentHashMap<>();
		environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, ports));
		return ports;
	}

	@Override
	public void listening(TlsServer server) {
		this.ports.put(property(server), server.address().getPort());
	}

	@Override
	public void closed(TlsServer server) {
		this.ports.remove(property(server));
	}

	private static String property(TlsServer server) {
		return "local.tls." + server.name() + ".port";
	}

}
