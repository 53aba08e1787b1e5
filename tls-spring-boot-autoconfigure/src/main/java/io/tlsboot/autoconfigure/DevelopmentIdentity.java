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

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;

import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.TrustSource;
import io.tlsboot.pki.DevelopmentCertificate;
import io.tlsboot.pki.DevelopmentCertificates;
import io.tlsboot.pki.PkiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate for development: made at the first use, the same for all servers.
 */
class DevelopmentIdentity {

	private static final Logger logger = LoggerFactory.getLogger(DevelopmentIdentity.class);

	private final Path directory;

	private @Nullable DevelopmentCertificate certificate;

	DevelopmentIdentity(@Nullable Path directory) {
		this.directory = (directory != null) ? directory : Path.of(System.getProperty("user.home"), ".tls-spring-boot");
	}

	IdentitySource source() {
		Path authority = certificate().authorityPath();
		return new IdentitySource.Pem(authority.resolveSibling("localhost-key.pem").toUri().toString(),
				authority.resolveSibling("localhost.pem").toUri().toString(), null);
	}

	TrustSource trust() {
		return new TrustSource.Locations(List.of(certificate().authorityPath().toUri().toString()));
	}

	/**
	 * Log where the authority is and the line to try a server with.
	 */
	void announce(String server, IntSupplier port) {
		DevelopmentCertificate made = certificate();
		logger.warn("The TLS server '{}' uses a development certificate: never use it in production", server);
		logger.info("Development CA: {} (SHA-256 {}){}", made.authorityPath(), made.authorityFingerprint(),
				made.newAuthority() ? ", made now" : "");
		logger.info("Try it: openssl s_client -connect localhost:{} -CAfile {}", port.getAsInt(), made.authorityPath());
	}

	private synchronized DevelopmentCertificate certificate() {
		DevelopmentCertificate made = this.certificate;
		if (made == null) {
			try {
				made = new DevelopmentCertificates(this.directory).obtain(List.of());
			}
			catch (PkiException ex) {
				throw new TlsConfigurationException("tls.development-certificates.directory", ex.problem() + ".",
						ex.action(), ex);
			}
			this.certificate = made;
		}
		return made;
	}

}
