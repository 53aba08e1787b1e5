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

package io.tlsboot.material;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import io.tlsboot.material.MaterialException.Part;
import org.jspecify.annotations.Nullable;

/**
 * Takes identities and trusted certificates out of key stores that somebody else loaded.
 */
final class KeyStoreReader {

	private final IdentityChecks checks;

	KeyStoreReader(IdentityChecks checks) {
		this.checks = checks;
	}

	Identity identity(IdentitySource.Store source) {
		Place place = new Place(Part.BUNDLE, source.description(), "FILE");
		KeyStore store = load(source.store(), place, "key store");
		String alias = alias(store, source.alias(), place);
		try {
			String password = source.password();
			if (!(store.getKey(alias, (password != null) ? password.toCharArray() : null) instanceof PrivateKey key)) {
				throw place.failure("The entry " + alias + " is not a private key", "Name the alias of a private key.");
			}
			List<X509Certificate> chain = x509(store.getCertificateChain(alias));
			if (chain.isEmpty()) {
				throw place.failure("The private key " + alias + " has no certificate",
						"Import its certificate chain.");
			}
			return this.checks.check(key, chain, place, place);
		}
		catch (GeneralSecurityException | NullPointerException | IllegalArgumentException ex) {
			throw place.failure("The private key " + alias + " cannot be recovered",
					"Correct the password of the key in the bundle.");
		}
	}

	List<X509Certificate> trust(TrustSource.Store source) {
		Place place = new Place(Part.BUNDLE, source.description(), "FILE");
		KeyStore store = load(source.store(), place, "trust store");
		List<X509Certificate> trusted = new ArrayList<>();
		try {
			for (String alias : Collections.list(store.aliases())) {
				if (store.isCertificateEntry(alias)
						&& store.getCertificate(alias) instanceof X509Certificate certificate) {
					trusted.add(certificate);
				}
			}
		}
		catch (KeyStoreException ex) {
			throw place.failure("The trust store cannot be read", "Look at the cause.", ex);
		}
		if (trusted.isEmpty()) {
			throw place.failure("The trust store has no trusted certificate",
					"Import one: keytool -importcert -alias ca -file ca.pem -keystore FILE.");
		}
		return trusted;
	}

	private static KeyStore load(Supplier<@Nullable KeyStore> supplier, Place place, String kind) {
		KeyStore store;
		try {
			store = supplier.get();
		}
		catch (RuntimeException ex) {
			throw place.failure("The " + kind + " cannot be loaded", "Correct the bundle as the cause says.", ex);
		}
		if (store == null) {
			throw place.failure("The bundle has no " + kind, "Give the bundle a " + kind + ", or name another bundle.");
		}
		return store;
	}

	private static String alias(KeyStore store, @Nullable String wanted, Place place) {
		List<String> keys = new ArrayList<>();
		try {
			for (String alias : Collections.list(store.aliases())) {
				if (store.isKeyEntry(alias)) {
					keys.add(alias);
				}
			}
			if (wanted != null && store.isKeyEntry(wanted)) {
				return wanted;
			}
		}
		catch (KeyStoreException ex) {
			throw place.failure("The key store cannot be read", "Look at the cause.", ex);
		}
		Collections.sort(keys);
		if (keys.isEmpty()) {
			throw place.failure("The key store has no private key", "Give the bundle a key and its certificate chain.");
		}
		if (wanted != null) {
			throw place.failure("The key store has no private key " + wanted,
					"Name one of its aliases: " + String.join(", ", keys) + ".");
		}
		if (keys.size() > 1) {
			throw place.failure("The key store has " + keys.size() + " private keys: " + String.join(", ", keys),
					"Name the alias of the one to use.");
		}
		return keys.get(0);
	}

	private static List<X509Certificate> x509(Certificate @Nullable [] chain) {
		List<X509Certificate> certificates = new ArrayList<>();
		for (Certificate certificate : (chain != null) ? chain : new Certificate[0]) {
			if (certificate instanceof X509Certificate x509) {
				certificates.add(x509);
			}
		}
		return certificates;
	}

}
