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

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Hosts are bound as they are without it.
 */
class AbsentHostKeysTests {

	private static final String HOST = "tls.servers.my-echo.sni[a.example.com].";

	private final StandardEnvironment environment = new StandardEnvironment();

	private final Set<String> asked = new LinkedHashSet<>();

	@ParameterizedTest
	@ValueSource(strings = { "key", "key[0]", "session-id-context", "sessionIdContext", "session_id_context",
			"SESSIONIDCONTEXT", "sessionidcontext", "alpn-protocols", "alpnProtocols[0]", "passphrase" })
	void keysInEveryForm(String key) {
		source(Map.of(HOST + key, "${NOBODY:value}", "tls.servers.my-echo.port", "1"));
		TlsSniContextProperties host = host("a.example.com");
		assertThat(host).usingRecursiveComparison().isNotEqualTo(new TlsSniContextProperties());
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void keysOfSeveralSources() {
		source(Map.of(HOST + "key", "one"));
		source(Map.of(HOST + "key", "two", HOST + "cert", "two"));
		source(Map.of("tls.servers.my-echo.sni.localhost.ca", "three"));
		assertThat(host("a.example.com").getKey()).containsExactly("two");
		assertThat(host("a.example.com").getCert()).containsExactly("two");
		assertThat(host("localhost").getCa()).containsExactly("three");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLS_SERVERS_MYECHO_SNI_LOCALHOST_REQUESTCERT",
			"TLS_SERVERS_MY_ECHO_SNI_LOCALHOST_REQUEST_CERT" })
	void environmentVariables(String variable) {
		source(Map.of("tls.servers.my-echo.sni.localhost.key", "one"));
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		this.environment.getPropertySources()
			.replace(name, new SystemEnvironmentPropertySource(name, Map.of(variable, "true")));
		assertThat(host("localhost").getRequestCert()).isTrue();
		assertThat(host("localhost").getKey()).containsExactly("one");
	}

	@Test
	void sourceThatDoesNotTellItsNames() {
		source(Map.of(HOST + "key", "one"));
		this.environment.getPropertySources().addFirst(new Vault());
		assertThat(host("a.example.com").getPassphrase()).isEqualTo("from the vault");
	}

	@Test
	void unknownKeysAreFound() {
		source(Map.of(HOST + "key", "one", HOST + "kee", "two"));
		assertThatExceptionOfType(BindException.class).isThrownBy(this::bind)
			.havingRootCause()
			.withMessageContaining(HOST + "kee");
	}

	private void source(Map<String, Object> properties) {
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource("source " + this.environment.getPropertySources().size(), properties));
	}

	/**
	 * Bind as it is without the handler, and with it, and compare.
	 */
	private TlsSniContextProperties host(String name) {
		TlsProperties expected = bind(new EmptyIsUnset().apply(unbound()));
		TlsProperties bound = bind();
		assertThat(bound).usingRecursiveComparison().isEqualTo(expected);
		TlsSniContextProperties host = bound.getServers().values().iterator().next().getSni().get(name);
		assertThat(host).isNotNull();
		return host;
	}

	private TlsProperties bind() {
		this.asked.clear();
		return bind(new AbsentHostKeys().apply(new Asked(new EmptyIsUnset().apply(unbound()))));
	}

	/**
	 * Boot's own: environment variables may be unknown.
	 */
	private static BindHandler unbound() {
		return new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
	}

	private TlsProperties bind(BindHandler handler) {
		ConfigurationPropertySources.attach(this.environment);
		return Binder.get(this.environment).bindOrCreate("tls", Bindable.of(TlsProperties.class), handler);
	}

	/**
	 * Notes which keys of hosts are searched for.
	 */
	private final class Asked extends AbstractBindHandler {

		Asked(BindHandler parent) {
			super(parent);
		}

		@Override
		public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target,
				BindContext context) {
			if (name.getNumberOfElements() == 6 && name.toString().contains(".sni")) {
				AbsentHostKeysTests.this.asked.add(name.toString());
			}
			return super.onStart(name, target, context);
		}

	}

	/**
	 * A source whose names nobody knows.
	 */
	private static final class Vault extends PropertySource<Object> {

		Vault() {
			super("vault", new Object());
		}

		@Override
		public @Nullable Object getProperty(String name) {
			return name.equals(HOST + "passphrase") ? "from the vault" : null;
		}

	}

}
