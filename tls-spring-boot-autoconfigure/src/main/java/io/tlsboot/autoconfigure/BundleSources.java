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

import java.security.KeyStore;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.TrustSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.util.ClassUtils;

/**
 * Takes identities and trust from Spring's SSL bundles.
 */
class BundleSources {

	private final SslBundles bundles;

	private final @Nullable ClassLoader classLoader;

	/**
	 * Create one.
	 * @param bundles the bundles
	 * @param classLoader the class loader of the application: Boot loads the stores when
	 * they are first asked for, with the class loader of the thread that asks
	 */
	BundleSources(SslBundles bundles, @Nullable ClassLoader classLoader) {
		this.bundles = bundles;
		this.classLoader = classLoader;
	}

	IdentitySource identity(String name, String property) {
		SslBundle bundle = bundle(name, property);
		String password = bundle.getKey().getPassword();
		return new IdentitySource.Store(() -> load(() -> stores(name).getKeyStore()),
				(password != null) ? password : bundle.getStores().getKeyStorePassword(), bundle.getKey().getAlias(),
				"SSL bundle '" + name + "'");
	}

	/**
	 * Return the trust of a bundle.
	 * @return the source, or {@code null} when the bundle has no trust store
	 */
	@Nullable TrustSource trust(String name, String property) {
		return hasTrust(bundle(name, property))
				? new TrustSource.Store(() -> load(() -> stores(name).getTrustStore()), "SSL bundle '" + name + "'")
				: null;
	}

	/**
	 * Do something when one of some bundles is updated: Boot does that when
	 * {@code reload-on-update} is set, on a thread of its own, and so may others.
	 * @param names the names of the bundles; {@code null} stands for none
	 * @param action what to do; must not block
	 */
	void follow(Stream<@Nullable String> names, Runnable action) {
		Set<String> distinct = new LinkedHashSet<>();
		names.filter((name) -> name != null && !name.isBlank()).forEach(distinct::add);
		distinct.forEach((name) -> this.bundles.addBundleUpdateHandler(name, (bundle) -> action.run()));
	}

	private boolean hasTrust(SslBundle bundle) {
		try {
			return load(() -> bundle.getStores().getTrustStore()) != null;
		}
		catch (RuntimeException ex) {
			// A store that cannot be loaded is no reason to trust others: whoever loads
			// it next says what is wrong with it.
			return true;
		}
	}

	private @Nullable KeyStore load(Supplier<@Nullable KeyStore> store) {
		ClassLoader overridden = ClassUtils.overrideThreadContextClassLoader(this.classLoader);
		try {
			return store.get();
		}
		finally {
			if (overridden != null) {
				Thread.currentThread().setContextClassLoader(overridden);
			}
		}
	}

	private SslStoreBundle stores(String name) {
		return this.bundles.getBundle(name).getStores();
	}

	private SslBundle bundle(String name, String property) {
		try {
			return this.bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new TlsConfigurationException(property, "There is no SSL bundle '" + name + "'.",
					"Declare it under 'spring.ssl.bundle', or correct the name.", ex);
		}
	}

}
