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
package io.tlsboot.test.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;

/**
 * What an authority knows about its certificates, in the index of {@code openssl ca}, and
 * the openssl that answers questions about them.
 */
public final class OcspAuthority {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	private final TestCertificate issuer;

	private final TestCertificate signer;

	private final Path directory = TestPki.newDirectory("ocsp");

	private final Map<TestCertificate, Boolean> revoked = new LinkedHashMap<>();

	/**
	 * Create an authority that signs its answers itself.
	 * @param issuer the authority
	 */
	public OcspAuthority(TestCertificate issuer) {
		this(issuer, issuer);
	}

	/**
	 * Create an authority whose answers another key signs.
	 * @param issuer the authority
	 * @param signer who signs the answers
	 */
	public OcspAuthority(TestCertificate issuer, TestCertificate signer) {
		this.issuer = issuer;
		this.signer = signer;
		write();
	}

	/**
	 * Let certificates be good from now on.
	 * @param certificates certificates of the authority
	 * @return this authority
	 */
	public OcspAuthority good(TestCertificate... certificates) {
		return set(false, certificates);
	}

	/**
	 * Let certificates be revoked from now on.
	 * @param certificates certificates of the authority
	 * @return this authority
	 */
	public OcspAuthority revoke(TestCertificate... certificates) {
		return set(true, certificates);
	}

	/**
	 * Start a responder, which answers by the index as it is now.
	 * @param options further options of {@code openssl ocsp}, such as for how long
	 * answers count
	 * @return the responder, to be closed
	 */
	public OcspResponder start(String... options) {
		return start(0, options);
	}

	/**
	 * Start a responder on a port.
	 * @param port the port, or 0 for any
	 * @param options further options of {@code openssl ocsp}
	 * @return the responder, to be closed
	 */
	public OcspResponder start(int port, String... options) {
		List<String> arguments = arguments();
		arguments.addAll(List.of("-port", Integer.toString(port)));
		arguments.addAll(List.of(options));
		return OcspResponder.of(Program.require("openssl").start(arguments));
	}

	/**
	 * Answer about a certificate without any network.
	 * @param certificate the certificate
	 * @param options further options of {@code openssl ocsp}
	 * @return a new file with the DER of the response
	 */
	public Path answer(TestCertificate certificate, String... options) {
		Path file = TestPki.newDirectory("ocsp").resolve("response.der");
		List<String> arguments = arguments();
		// A digest for what comes after it must stand here.
		arguments.addAll(List.of(options));
		arguments.addAll(List.of("-issuer", this.issuer.certFile().toString(), "-cert",
				certificate.certFile().toString(), "-noverify", "-respout", file.toString()));
		Program.require("openssl").run(arguments.toArray(String[]::new)).success();
		return file;
	}

	private List<String> arguments() {
		return new ArrayList<>(List.of("ocsp", "-index", index().toString(), "-CA", this.issuer.certFile().toString(),
				"-rsigner", this.signer.certFile().toString(), "-rkey", this.signer.keyFile().toString()));
	}

	private OcspAuthority set(boolean revoked, TestCertificate... certificates) {
		for (TestCertificate certificate : certificates) {
			this.revoked.put(certificate, revoked);
		}
		write();
		return this;
	}

	private Path index() {
		return this.directory.resolve("index.txt");
	}

	/**
	 * Write the index whole or not at all: a responder may read it at any time.
	 */
	private void write() {
		StringBuilder lines = new StringBuilder();
		this.revoked.forEach((certificate, revoked) -> lines.append(revoked ? "R\t" : "V\t")
			.append(TIME.format(certificate.certificate().getNotAfter().toInstant()))
			.append('\t')
			.append(revoked ? TIME.format(Instant.now().minusSeconds(60)) : "")
			.append('\t')
			.append(serial(certificate))
			.append("\tunknown\t/CN=")
			.append(certificate.name())
			.append('\n'));
		try {
			Path next = Files.writeString(this.directory.resolve("index.new"), lines);
			Files.move(next, index(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String serial(TestCertificate certificate) {
		String hex = certificate.certificate().getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT);
		return (hex.length() % 2 == 0) ? hex : "0" + hex;
	}

}
