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

	/**
	 * Make an RSA key and its certificate, and a client's, both of another authority, if
	 * they are not there yet.
	 */
	HostCertificates makeOthers() throws IOException {
		Files.createDirectories(this.directory);
		if (!Files.exists(clientCa())) {
			CertificateAuthority authority = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Benchmark Clients"));
			issue(authority, "rsa", KeyAlgorithm.RSA_2048, "CN=" + name(0), CertificateProfile.forServer());
			issue(authority, "client", KeyAlgorithm.EC_P256, "CN=client", CertificateProfile.forClient());
			write(clientCa(), PemText.of(authority.certificate()));
		}
		return this;
	}

	private void issue(CertificateAuthority authority, String file, KeyAlgorithm algorithm, String subject,
			CertificateProfile profile) {
		KeyPair keys = Pki.generateKeyPair(algorithm);
		write(this.directory.resolve(file + ".key"), PemText.of(keys.getPrivate()));
		write(this.directory.resolve(file + ".pem"),
				PemText.of(authority.sign(CertificateRequest.create(keys, subject, AlternativeName.dns(name(0))),
						profile.withValidity(Duration.ofDays(90)))));
	}

	/**
	 * Return the authority of the client, which is written last.
	 */
	Path clientCa() {
		return this.directory.resolve("client-ca.pem");
	}

	static String name(int host) {
		return "host" + host + ".example.com";
	}

	IdentitySource identity(int host) {
		return new IdentitySource.Pem(location(key(host)), location(certificate(host)), null);
	}

	/**
	 * Return one of the others.
	 * @param name of its files
	 */
	IdentitySource identity(String name) {
		return new IdentitySource.Pem(location(this.directory.resolve(name + ".key")),
				location(this.directory.resolve(name + ".pem")), null);
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
