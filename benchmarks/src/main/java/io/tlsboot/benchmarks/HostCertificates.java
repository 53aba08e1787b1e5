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

package io.tlsboot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.stream.IntStream;

import io.tlsboot.material.IdentitySource;
import io.tlsboot.pki.AlternativeName;
import io.tlsboot.pki.AuthoritySpec;
import io.tlsboot.pki.CertificateAuthority;
import io.tlsboot.pki.CertificateProfile;
import io.tlsboot.pki.CertificateRequest;
import io.tlsboot.pki.KeyAlgorithm;
import io.tlsboot.pki.PemText;
import io.tlsboot.pki.Pki;

/**
 * A directory with a P-256 key and a certificate of one authority for each of many hosts.
 *
 * @param directory where they are
 */
record HostCertificates(Path directory) {

	private static final String DONE = "ca.pem";

	/**
	 * Make those that are not there yet.
	 * @param count for how many hosts
	 */
	HostCertificates make(int count) throws IOException {
		Files.createDirectories(this.directory);
		if (Files.exists(this.directory.resolve(DONE)) && Files.exists(certificate(count - 1))) {
			return this;
		}
		CertificateAuthority authority = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Benchmark CA"));
		CertificateProfile profile = CertificateProfile.forServer().withValidity(Duration.ofDays(90));
		IntStream.range(0, count).parallel().forEach((host) -> {
			KeyPair keys = Pki.generateKeyPair(KeyAlgorithm.EC_P256);
			X509Certificate certificate = authority
				.sign(CertificateRequest.create(keys, "CN=" + name(host), AlternativeName.dns(name(host))), profile);
			write(key(host), PemText.of(keys.getPrivate()));
			write(certificate(host), PemText.of(certificate));
		});
		write(this.directory.resolve(DONE), PemText.of(authority.certificate()));
		return this;
	}

	static String name(int host) {
		return "host" + host + ".example.com";
	}

	IdentitySource identity(int host) {
		return new IdentitySource.Pem(location(key(host)), location(certificate(host)), null);
	}

	Path key(int host) {
		return this.directory.resolve("host" + host + ".key");
	}

	Path certificate(int host) {
		return this.directory.resolve("host" + host + ".pem");
	}

	static String location(Path file) {
		return "file:" + file;
	}

	private static void write(Path file, String text) {
		try {
			Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
