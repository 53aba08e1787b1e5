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

import java.time.Clock;
import java.util.List;

import io.tlsboot.material.PlainPem.Borders;
import org.jspecify.annotations.Nullable;

/**
 * Reads what nearly all identities of large servers are, an EC key and its certificate in
 * two PEM files, with a small part of the work and the code that all others need. It
 * takes nothing that {@link MaterialLoader#identity} would refuse; what it does not take
 * is for that to read, and to say what is wrong.
 */
final class PlainIdentities {

	private static final Borders PKCS8 = PlainPem.borders("PRIVATE KEY");

	private static final Borders SEC1 = PlainPem.borders("EC PRIVATE KEY");

	private static final Borders CERTIFICATE = PlainPem.borders("CERTIFICATE");

	private final Clock clock;

	PlainIdentities(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Read an identity if it is plain and can be used.
	 * @param source where it comes from
	 * @param proof proves that key and certificate belong together
	 * @return the identity, or {@code null}
	 */
	@Nullable PackedIdentity read(IdentitySource.Pem source, EcPairProof proof) {
		try {
			PlainEcKey key = key(new PlainPem(PlainFile.read(source.key())));
			List<byte[]> chain = new PlainPem(PlainFile.read(source.cert())).blocks(CERTIFICATE);
			NotPlainException.unless(chain.size() == 1);
			PlainCertificate certificate = PlainCertificate.of(chain.get(0));
			NotPlainException.unless(certificate.validity().contains(this.clock.instant().getEpochSecond())
					&& key.isOf(certificate.curve(), certificate.point(), proof));
			return PackedIdentity.ofEc(key.encoded(), chain, certificate.validity());
		}
		catch (NotPlainException ex) {
			return null;
		}
	}

	private static PlainEcKey key(PlainPem text) {
		boolean pkcs8 = text.startsWith(PKCS8);
		List<byte[]> blocks = text.blocks(pkcs8 ? PKCS8 : SEC1);
		NotPlainException.unless(blocks.size() == 1);
		return pkcs8 ? PlainEcKey.pkcs8(blocks.get(0)) : PlainEcKey.sec1(blocks.get(0));
	}

}
