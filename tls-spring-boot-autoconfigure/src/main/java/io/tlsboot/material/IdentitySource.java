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

import java.security.KeyStore;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Where an identity comes from. A source is immutable and is read again on each reload.
 * <p>
 * A location is {@code file:}, {@code classpath:} or any other Spring resource location,
 * {@code base64:} followed by the base64 form of the content, or the PEM text itself.
 */
public sealed interface IdentitySource {

	/**
	 * A key and its chain as PEM.
	 *
	 * @param key the location of the private key
	 * @param cert the location of the certificates, leaf first
	 * @param passphrase what decrypts the key, or {@code null}
	 */
	record Pem(String key, String cert, @Nullable String passphrase) implements IdentitySource {

		@Override
		public String toString() {
			return "PEM identity";
		}

	}

	/**
	 * A PKCS#12 file.
	 *
	 * @param location the location of the file
	 * @param passphrase its password, or {@code null} for none
	 */
	record Pkcs12(String location, @Nullable String passphrase) implements IdentitySource {

		@Override
		public String toString() {
			return "PKCS#12 identity";
		}

	}

	/**
	 * A key store that somebody else loaded, a Spring SSL bundle for one.
	 *
	 * @param store supplies the store as it is now
	 * @param password the password of the key, or {@code null}
	 * @param alias the entry to use, or {@code null} for the only one
	 * @param description says which store it is, in error messages
	 */
	record Store(Supplier<@Nullable KeyStore> store, @Nullable String password, @Nullable String alias,
			String description) implements IdentitySource {

		@Override
		public String toString() {
			return this.description;
		}

	}

}
