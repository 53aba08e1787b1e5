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

import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.TrustSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * Takes identities and trust from Spring's SSL bundles.
 */
class BundleSources {

	private final SslBundles bundles;

	BundleSources(SslBundles bundles) {
		this.bundles = bundles;
	}

	IdentitySource identity(String name, String property) {
		SslBundle bundle = bundle(name, property);
		String password = bundle.getKey().getPassword();
		return new IdentitySource.Store(() -> stores(name).getKeyStore(),
				(password != null) ? password : bundle.getStores().getKeyStorePassword(), bundle.getKey().getAlias(),
				"SSL bundle '" + name + "'");
	}

	/**
	 * Return the trust of a bundle.
	 * @return the source, or {@code null} when the bundle has no trust store
	 */
	@Nullable TrustSource trust(String name, String property) {
		return hasTrust(bundle(name, property))
				? new TrustSource.Store(() -> stores(name).getTrustStore(), "SSL bundle '" + name + "'") : null;
	}

	private static boolean hasTrust(SslBundle bundle) {
		try {
			KeyStore store = bundle.getStores().getTrustStore();
			return store != null;
		}
		catch (RuntimeException ex) {
			// A store that cannot be loaded is no reason to trust others: whoever loads
			// it next says what is wrong with it.
			return true;
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
