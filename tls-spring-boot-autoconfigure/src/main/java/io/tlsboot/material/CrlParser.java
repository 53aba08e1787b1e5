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
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the revocation lists of a content, all of them or none.
 */
final class CrlParser {

	private CrlParser() {
	}

	/**
	 * Return the revocation lists of a content.
	 * @param content PEM text, or a DER file
	 * @return the lists in their order, at least one
	 */
	static List<X509CRL> parse(Content content) {
		List<X509CRL> lists = new ArrayList<>();
		for (PemBlock block : PemBlocks.of(content)) {
			if (block.kind() != BlockKind.CRL) {
				throw WrongBlock.instead(content.place(), block, BlockKind.CRL);
			}
			lists.add(read(block, content.place()));
		}
		return lists;
	}

	private static X509CRL read(PemBlock block, Place place) {
		try {
			CertificateFactory factory = CertificateFactory.getInstance("X.509");
			return (X509CRL) factory.generateCRL(new ByteArrayInputStream(block.der()));
		}
		catch (CRLException | CertificateException | RuntimeException ex) {
			throw place.failure("The revocation list" + block.at() + " is damaged",
					"Fetch it again, or try to read it: openssl crl -noout -text -in " + place.argument() + ".", ex);
		}
	}

}
