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
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.tlsboot.material.MaterialException.Part;
import org.jspecify.annotations.Nullable;

/**
 * The roots that the Java runtime trusts, read at the first use and kept, for reading
 * them is slow. They come in the same order on every machine.
 */
final class WellKnownRoots {

	private volatile @Nullable List<X509Certificate> roots;

	/**
	 * Return the roots.
	 * @return the certificates, at least one
	 */
	List<X509Certificate> get() {
		List<X509Certificate> known = this.roots;
		return (known != null) ? known : readOnce();
	}

	private synchronized List<X509Certificate> readOnce() {
		List<X509Certificate> known = this.roots;
		if (known == null) {
			known = read();
			this.roots = known;
		}
		return known;
	}

	private static List<X509Certificate> read() {
		List<X509Certificate> found = new ArrayList<>();
		Place place = new Place(Part.CA, "well-known", "FILE");
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			for (TrustManager manager : factory.getTrustManagers()) {
				if (manager instanceof X509TrustManager x509) {
					found.addAll(List.of(x509.getAcceptedIssuers()));
				}
			}
		}
		catch (GeneralSecurityException ex) {
			throw place.failure("The trusted roots of the Java runtime cannot be read",
					"Check the file lib/security/cacerts of the Java runtime and the property javax.net.ssl.trustStore.",
					ex);
		}
		if (found.isEmpty()) {
			throw place.failure("The Java runtime has no trusted roots",
					"Name the certificates to trust, or install the cacerts file of the Java runtime.");
		}
		found.sort(Comparator.comparing((X509Certificate root) -> root.getSubjectX500Principal().getName())
			.thenComparing(X509Certificate::getSerialNumber));
		return List.copyOf(found);
	}

}
