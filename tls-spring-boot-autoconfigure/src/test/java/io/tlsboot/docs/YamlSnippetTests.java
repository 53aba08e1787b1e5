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

package io.tlsboot.docs;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.error.YAMLException;

import org.springframework.boot.context.properties.bind.BindException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class YamlSnippetTests {

	@Test
	void knownKeysAreBound() {
		Properties properties = new YamlSnippet("""
				tls:
				  servers:
				    echo:
				      port: ${PORT_OF_NOBODY:8000}
				other: ignored
				""").bind("tls", Properties.class);
		assertThat(properties.getServers().get("echo").getPort()).isEqualTo(8000);
	}

	@Test
	void unknownKeyIsAnError() {
		assertThatExceptionOfType(BindException.class).isThrownBy(
				() -> new YamlSnippet("tls:\n  servers:\n    echo:\n      prot: 8000\n").bind("tls", Properties.class))
			.havingRootCause()
			.withMessageContaining("tls.servers.echo.prot");
	}

	@Test
	void valueOfWrongTypeIsAnError() {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> new YamlSnippet("tls.servers.echo.port: many\n").bind("tls", Properties.class));
	}

	@Test
	void brokenYamlIsAnError() {
		assertThatExceptionOfType(YAMLException.class)
			.isThrownBy(() -> new YamlSnippet("tls: [\n").bind("tls", Properties.class));
	}

	static class Properties {

		private final Map<String, Server> servers = new HashMap<>();

		public Map<String, Server> getServers() {
			return this.servers;
		}

	}

	static class Server {

		private int port;

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

	}

}
