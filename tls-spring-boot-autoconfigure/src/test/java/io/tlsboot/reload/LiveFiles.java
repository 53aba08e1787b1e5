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

package io.tlsboot.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.TrustSource;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrl;

import java.util.List;

/**
 * A key, a chain and trust in files of their own, which a test changes while they are in
 * use.
 */
public final class LiveFiles {

	private final Path directory;

	private int written;

	public LiveFiles(Path directory) {
		this.directory = directory;
	}

	public Path key() {
		return this.directory.resolve("key.pem");
	}

	public Path cert() {
		return this.directory.resolve("cert.pem");
	}

	public Path ca() {
		return this.directory.resolve("ca.pem");
	}

	public Path crl() {
		return this.directory.resolve("crl.pem");
	}

	public IdentitySource identity() {
		return new IdentitySource.Pem(key().toUri().toString(), cert().toUri().toString(), null);
	}

	public TrustSource trust() {
		return new TrustSource.Locations(List.of(ca().toUri().toString()));
	}

	/**
	 * Put an identity in place by renaming, one file after the other.
	 */
	public LiveFiles identity(TestCertificate certificate) {
		replace(key(), certificate.keyPem());
		replace(cert(), certificate.chainPem());
		return this;
	}

	public LiveFiles trust(TestCertificate... certificates) {
		StringBuilder pem = new StringBuilder();
		for (TestCertificate certificate : certificates) {
			pem.append(certificate.certPem());
		}
		replace(ca(), pem.toString());
		return this;
	}

	public LiveFiles crl(TestCrl... lists) {
		StringBuilder pem = new StringBuilder();
		for (TestCrl list : lists) {
			pem.append(list.pem());
		}
		replace(crl(), pem.toString());
		return this;
	}

	/**
	 * Put a file in place by renaming.
	 */
	public void replace(Path file, String content) {
		try {
			Path fresh = Files.writeString(this.directory.resolve("fresh-" + this.written++), content);
			Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
