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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.server.TlsServerSpec;
import io.tlsboot.test.pki.TestPki;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/**
 * The server {@code echo} as its properties say, without listening.
 *
 * @param spec its specification
 */
record BoundServer(TlsServerSpec spec) {

	/**
	 * Bind an echo server with a key and some more lines.
	 * @param keys keys of the server, one a line; deeper ones indented by two spaces
	 */
	static BoundServer of(String... keys) {
		return ofAny(Stream.concat(Stream.of("key: server.pem", "cert: server-cert.pem"), Stream.of(keys))
			.toArray(String[]::new));
	}

	/**
	 * Bind an echo server. There is a bundle {@code web} without any store and a bundle
	 * {@code trusting} with a trust store.
	 * @param keys keys of the server, one a line; deeper ones indented by two spaces
	 */
	static BoundServer ofAny(String... keys) {
		String yaml = FailedStart.ECHO + FailedStart.lines(keys);
		StandardEnvironment environment = new StandardEnvironment();
		try {
			new YamlPropertySourceLoader().load("yaml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
				.forEach(environment.getPropertySources()::addLast);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		ConfigurationPropertySources.attach(environment);
		TlsProperties bound = Binder.get(environment)
			.bind("tls", Bindable.of(TlsProperties.class),
					new EmptyIsUnset().apply(new NoUnboundElementsBindHandler(BindHandler.DEFAULT)))
			.get();
		TlsServerProperties server = bound.getServers().get("echo");
		ServerChoices choices = new ServerChoices(new DefaultListableBeanFactory(), bound.getServers().keySet());
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		bundles.registerBundle("web", SslBundle.of(SslStoreBundle.NONE));
		bundles.registerBundle("trusting", SslBundle.of(SslStoreBundle.of(null, null, emptyStore())));
		return new BoundServer(
				new PropertiesTlsServerSpec("echo", server, bound.getProvider(), new BundleSources(bundles, null),
						new DevelopmentIdentity(TestPki.newDirectory("development").toString()))
					.toSpec(choices.session("echo", server), new DeclaredNames(environment), null));
	}

	/**
	 * Bind an echo server with a host.
	 * @param server more keys of the server, one a line
	 * @param host keys of the host, separated by commas
	 */
	static BoundServer withHost(String server, String host) {
		return of((server.isEmpty() ? "" : server + "\n      ") + "sni:", "  \"[a.example.com]\": { " + host + " }");
	}

	private static KeyStore emptyStore() {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			return store;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	SecureContextSpec host(String pattern) {
		SecureContextSpec host = this.spec.sni().contexts().get(pattern);
		if (host == null) {
			throw new AssertionError("There is no host " + pattern + " in " + this.spec.sni().contexts().keySet());
		}
		return host;
	}

	SecureContextSpec host() {
		return host("a.example.com");
	}

}
