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
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Where trust anchors come from. A source is immutable and is read again on each reload.
 */
public sealed interface TrustSource {

	/**
	 * Return whether something of it comes from a store that somebody else loads.
	 * @return whether it does
	 */
	default boolean usesStore() {
		return this instanceof Store
				|| (this instanceof Combined combined && combined.sources().stream().anyMatch(TrustSource::usesStore));
	}

	/**
	 * Several sources together.
	 *
	 * @param sources the sources; not empty
	 */
	record Combined(List<TrustSource> sources) implements TrustSource {

		public Combined {
			sources = List.copyOf(sources);
		}

	}

	/**
	 * The roots that the Java runtime trusts ({@code cacerts}).
	 */
	record WellKnown() implements TrustSource {
	}

	/**
	 * PEM locations, each with one or more certificates; the word {@code well-known}
	 * stands for {@link WellKnown}.
	 *
	 * @param locations the locations in the forms of {@link IdentitySource}; not empty
	 */
	record Locations(List<String> locations) implements TrustSource {

		public Locations {
			locations = List.copyOf(locations);
		}

		@Override
		public String toString() {
			return this.locations.size() + " trust locations";
		}

	}

	/**
	 * The certificates of a PKCS#12 file that belong to no private key in it.
	 *
	 * @param location the location of the file
	 * @param passphrase its password, or {@code null} for none
	 */
	record Pkcs12(String location, @Nullable String passphrase) implements TrustSource {

		@Override
		public String toString() {
			return "PKCS#12 trust";
		}

	}

	/**
	 * A trust store that somebody else loaded, a Spring SSL bundle for one.
	 *
	 * @param store supplies the store as it is now
	 * @param description says which store it is, in error messages
	 */
	record Store(Supplier<@Nullable KeyStore> store, String description) implements TrustSource {

		@Override
		public String toString() {
			return this.description;
		}

	}

}
