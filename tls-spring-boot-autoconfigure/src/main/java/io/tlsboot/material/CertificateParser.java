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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.material.MaterialException.Part;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;

/**
 * Reads the certificates of a content, all of them or none.
 */
final class CertificateParser {

	private CertificateParser() {
	}

	/**
	 * Return the certificates of a content. A chain may share its file with the key, a
	 * list of trusted certificates may not.
	 * @param content PEM text, or a DER file
	 * @return the certificates in their order, at least one
	 */
	static List<X509Certificate> parse(Content content) {
		List<X509Certificate> certificates = new ArrayList<>();
		List<PemBlock> blocks = PemBlocks.of(content);
		boolean hasCertificate = blocks.stream().anyMatch((block) -> block.kind() == BlockKind.CERTIFICATE);
		for (PemBlock block : blocks) {
			if (block.kind() == BlockKind.CERTIFICATE) {
				certificates.add(certificate(block, content.place()));
			}
			else if (!hasCertificate && block.kind() != BlockKind.PARAMETERS) {
				throw WrongBlock.instead(content.place(), block, BlockKind.CERTIFICATE);
			}
			else {
				checkCompanion(block, content.place());
			}
		}
		if (certificates.isEmpty()) {
			throw WrongBlock.instead(content.place(), blocks.get(0), BlockKind.CERTIFICATE);
		}
		return certificates;
	}

	/**
	 * Read one DER certificate.
	 * @param der the bytes
	 * @return the certificate
	 * @throws CertificateException when it is not one
	 */
	static X509Certificate read(byte[] der) throws CertificateException {
		CertificateFactory factory = CertificateFactory.getInstance("X.509");
		return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
	}

	private static X509Certificate certificate(PemBlock block, Place place) {
		try {
			if (block.label().equals("TRUSTED CERTIFICATE")) {
				return trusted(block, place);
			}
			try (ASN1InputStream input = new ASN1InputStream(block.der())) {
				input.readObject();
				if (input.available() > 0) {
					throw new IOException("There are bytes after the certificate");
				}
			}
			return read(block.der());
		}
		catch (MaterialException ex) {
			throw ex;
		}
		catch (IOException | CertificateException | RuntimeException ex) {
			throw place.failure("The certificate" + block.at() + " is damaged",
					"Copy the certificate again, or try to read it: openssl x509 -noout -text -in " + place.argument()
							+ ".",
					ex);
		}
	}

	/**
	 * OpenSSL appends to such a certificate for which uses it is trusted. Named here, it
	 * is trusted for the use at hand; but what a file forbids is not overruled.
	 */
	private static X509Certificate trusted(PemBlock block, Place place) throws IOException, CertificateException {
		X509TrustedCertificateBlock trusted = new X509TrustedCertificateBlock(block.der());
		if (!trusted.getTrustBlock().getProhibitions().isEmpty()) {
			throw place.failure("The trusted certificate" + block.at() + " rejects some uses, which is not supported",
					"Remove the settings: openssl x509 -clrreject -clrtrust -in " + place.argument()
							+ " -out plain.pem.");
		}
		return read(trusted.getCertificateHolder().getEncoded());
	}

	private static void checkCompanion(PemBlock block, Place place) {
		boolean trust = place.part() == Part.CA;
		switch (block.kind()) {
			case PRIVATE_KEY -> {
				if (trust) {
					throw place.failure("There is a private key" + block.at() + " among the trusted certificates",
							"Take the private key out of the file: who holds a trusted key can pretend to be anyone. "
									+ "If the file was readable to others, replace the key.");
				}
			}
			case PARAMETERS, PUBLIC_KEY -> {
				// These say nothing that the certificates do not say
			}
			default -> throw WrongBlock.instead(place, block, BlockKind.CERTIFICATE);
		}
	}

}
