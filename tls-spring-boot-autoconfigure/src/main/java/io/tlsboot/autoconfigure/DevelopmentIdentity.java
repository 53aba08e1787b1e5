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

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.TrustSource;
import io.tlsboot.pki.DevelopmentCertificate;
import io.tlsboot.pki.DevelopmentCertificates;
import io.tlsboot.pki.PkiException;
import io.tlsboot.server.TlsServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate for development: made at the first use, the same for all servers.
 */
class DevelopmentIdentity {

	private static final Logger logger = LoggerFactory.getLogger(DevelopmentIdentity.class);

	private final Path directory;

	private final AtomicBoolean announced = new AtomicBoolean();

	private @Nullable DevelopmentCertificate certificate;

	/**
	 * Create the identity; it reads and writes nothing yet.
	 * @param directory the directory as the property gives it, or {@code null} for the
	 * default. It is a path: what is on the class path must not be written to.
	 */
	DevelopmentIdentity(@Nullable String directory) {
		this.directory = (directory != null && !directory.isBlank())
				? Path.of(directory.startsWith("file:") ? directory.substring("file:".length()) : directory)
				: Path.of(System.getProperty("user.home"), ".tls-spring-boot");
	}

	IdentitySource source() {
		DevelopmentCertificate made = certificate();
		return new IdentitySource.Pem(made.keyPath().toUri().toString(), made.chainPath().toUri().toString(), null);
	}

	TrustSource trust() {
		return new TrustSource.Locations(List.of(certificate().authorityPath().toUri().toString()));
	}

	/**
	 * Log the line to try a server with, and once where the authority is.
	 * @param server the server
	 * @param options options that {@code openssl s_client} needs for it
	 */
	void announce(TlsServer server, String options) {
		DevelopmentCertificate made = certificate();
		if (this.announced.compareAndSet(false, true)) {
			logger.warn("Development certificates are in use: never use them in production");
			logger.info("Development CA{}: {} (SHA-256 {})", made.newAuthority() ? ", made now" : "",
					made.authorityPath(), made.authorityFingerprint());
		}
		InetAddress address = server.address().getAddress();
		boolean local = address.isAnyLocalAddress() || address.isLoopbackAddress();
		logger.info("Try '{}': openssl s_client -connect {}:{}{} -CAfile {}", server.name(),
				local ? "localhost" : address.getHostAddress(), server.address().getPort(), options,
				quoted(made.authorityPath().toString()));
	}

	private static String quoted(String path) {
		return path.matches("[\\w./@:+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
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
