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

package io.tlsboot.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import org.jspecify.annotations.Nullable;

/**
 * The directory of development certificates, locked against other processes and threads
 * while it is open. A key is written before its certificate, and not again while that is
 * there, so that a crash in between leaves nothing that does not fit together.
 */
final class DevelopmentDirectory implements AutoCloseable {

	/** The name of the authority's files. */
	static final String AUTHORITY = "ca";

	/** The name of the certificate's files. */
	static final String LEAF = "localhost";

	private final Path directory;

	private final DirectoryLock lock;

	private DevelopmentDirectory(Path directory, DirectoryLock lock) {
		this.directory = directory;
		this.lock = lock;
	}

	static DevelopmentDirectory open(Path directory) {
		try {
			boolean made = PrivateFiles.createDirectory(directory);
			DirectoryLock lock = DirectoryLock.take(directory.resolve("lock"));
			try {
				if (made) {
					PrivateFiles.replace(directory.resolve(".gitignore"), "*\n", false);
				}
				return new DevelopmentDirectory(directory, lock);
			}
			catch (IOException ex) {
				lock.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw unusable(directory, ex);
		}
	}

	/**
	 * Read a key and its certificate.
	 * @param name the name of the files
	 * @return what was read, or {@code null} if there is no certificate
	 * @throws PkiException if a file is damaged
	 */
	@Nullable StoredCertificate read(String name) {
		if (Files.notExists(certificatePath(name))) {
			return null;
		}
		X509Certificate certificate;
		try {
			certificate = PemText.readCertificates(Files.readString(certificatePath(name))).get(0);
			Signing.algorithm(certificate.getPublicKey());
		}
		catch (IOException | RuntimeException ex) {
			throw damaged(name, "its certificate cannot be read", ex);
		}
		if (Files.notExists(keyPath(name))) {
			throw damaged(name, "its private key " + keyPath(name).getFileName() + " is missing", null);
		}
		PrivateKey key;
		try {
			PrivateFiles.restrict(keyPath(name));
			key = PemText.readKey(Files.readString(keyPath(name)));
		}
		catch (IOException | RuntimeException ex) {
			throw damaged(name, "its private key " + keyPath(name).getFileName() + " cannot be read", ex);
		}
		if (!Signing.fits(key, certificate.getPublicKey())) {
			throw damaged(name, "the private key " + keyPath(name).getFileName() + " does not fit it", null);
		}
		if (name.equals(AUTHORITY) && certificate.getBasicConstraints() < 0) {
			throw damaged(name, "it is not the certificate of an authority", null);
		}
		return new StoredCertificate(key, certificate);
	}

	void write(String name, StoredCertificate stored, boolean newKey) {
		try {
			if (newKey) {
				PrivateFiles.replace(keyPath(name), PemText.of(stored.key()), true);
			}
			PrivateFiles.replace(certificatePath(name), PemText.of(stored.certificate()), false);
		}
		catch (IOException ex) {
			throw unusable(this.directory, ex);
		}
	}

	Path certificatePath(String name) {
		return this.directory.resolve(name + ".pem");
	}

	Path keyPath(String name) {
		return this.directory.resolve(name + "-key.pem");
	}

	PkiException damaged(String name, String problem, @Nullable Exception cause) {
		return new PkiException("The development certificate " + certificatePath(name) + " is damaged: " + problem,
				"Delete the directory " + this.directory
						+ ": new certificates are made at the next start, and their authority has to be trusted anew.",
				cause);
	}

	@Override
	public void close() {
		this.lock.close();
	}

	private static PkiException unusable(Path directory, IOException cause) {
		return new PkiException("The directory of development certificates " + directory + " cannot be used: " + cause,
				"Name a directory that this user can write.", cause);
	}

}
