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

package io.tlsboot.client;

import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.jspecify.annotations.Nullable;

import static io.tlsboot.verify.AuthorizationError.CERT_HAS_EXPIRED;
import static io.tlsboot.verify.AuthorizationError.CERT_NOT_YET_VALID;
import static io.tlsboot.verify.AuthorizationError.DEPTH_ZERO_SELF_SIGNED_CERT;
import static io.tlsboot.verify.AuthorizationError.INVALID_CA;
import static io.tlsboot.verify.AuthorizationError.INVALID_PURPOSE;
import static io.tlsboot.verify.AuthorizationError.KEYUSAGE_NO_CERTSIGN;
import static io.tlsboot.verify.AuthorizationError.NAME_CONSTRAINT_VIOLATION;
import static io.tlsboot.verify.AuthorizationError.PATH_LENGTH_EXCEEDED;
import static io.tlsboot.verify.AuthorizationError.SELF_SIGNED_CERT_IN_CHAIN;
import static io.tlsboot.verify.AuthorizationError.UNABLE_TO_GET_ISSUER_CERT;
import static io.tlsboot.verify.AuthorizationError.UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
import static io.tlsboot.verify.AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE;
import static io.tlsboot.verify.AuthorizationError.UNHANDLED_CRITICAL_EXTENSION;
import static io.tlsboot.verify.AuthorizationError.WEAK_KEY;
import static io.tlsboot.verify.AuthorizationError.WEAK_SIGNATURE;

/**
 * A row of the table of verdicts on servers.
 *
 * @param name the number of the row and what it is about
 * @param certificate what the server presents
 * @param ca whom the client trusts
 * @param expected the verdict, {@code null} for an authorized server
 */
record Presented(String name, TestCertificate certificate, List<TestCertificate> ca,
		@Nullable AuthorizationError expected) {

	private static final TestCertificate CA = TestPki.ca();

	private static final TestCertificate OTHER = TestPki.otherCa();

	private static final TestCertificate MIDDLE = TestPki.intermediate();

	private static final TestCertificate SERVER = TestPki.server();

	private static final TestCertificate DEEP = TestPki.serverUnderIntermediate();

	private static final TestCertificate SELF = TestPki.selfSigned();

	private static final TestCertificate EXPIRED = TestPki.expired();

	static Stream<Presented> rows() {
		return Stream.of(chains(), dates(), extensions(), strength()).flatMap((rows) -> rows);
	}

	private static Presented row(String name, TestCertificate certificate, @Nullable AuthorizationError expected,
			TestCertificate... ca) {
		return new Presented(name, certificate, List.of(ca), expected);
	}

	private static Stream<Presented> chains() {
		return Stream.of(row("3 self-signed, other ca", SELF, DEPTH_ZERO_SELF_SIGNED_CERT, CA),
				row("4 self-signed, itself ca", SELF, null, SELF),
				row("7 leaf, root unknown", SERVER, UNABLE_TO_VERIFY_LEAF_SIGNATURE, OTHER),
				row("8 intermediate missing", DEEP.presenting(), UNABLE_TO_VERIFY_LEAF_SIGNATURE, CA),
				row("9 leaf and intermediate", DEEP, null, CA),
				row("10 leaf and intermediate, other ca", DEEP, UNABLE_TO_GET_ISSUER_CERT_LOCALLY, OTHER),
				row("11 leaf and root, other ca", SERVER.presenting(CA), SELF_SIGNED_CERT_IN_CHAIN, OTHER),
				row("11 leaf, intermediate and root, other ca", DEEP.presenting(MIDDLE, CA), SELF_SIGNED_CERT_IN_CHAIN,
						OTHER),
				row("12 leaf and root", SERVER.presenting(CA), null, CA),
				row("13 leaf, intermediate and root in ca", DEEP.presenting(), null, MIDDLE, CA),
				row("14 leaf, intermediate in ca", DEEP.presenting(), UNABLE_TO_GET_ISSUER_CERT, MIDDLE),
				row("14 leaf and intermediate, intermediate in ca", DEEP, UNABLE_TO_GET_ISSUER_CERT, MIDDLE),
				row("16 leaf, itself ca", SERVER, UNABLE_TO_VERIFY_LEAF_SIGNATURE, SERVER),
				row("28 same name, other key", TestPki.underImpostor(), UNABLE_TO_VERIFY_LEAF_SIGNATURE, CA),
				row("28 same name, other key, no key ids", TestPki.underImpostorWithoutKeyId(),
						UNABLE_TO_VERIFY_LEAF_SIGNATURE, CA));
	}

	private static Stream<Presented> dates() {
		TestCertificate expiredSelf = TestPki.selfSignedExpired();
		return Stream.of(row("5 expired self-signed, itself ca", expiredSelf, CERT_HAS_EXPIRED, expiredSelf),
				row("6 expired self-signed, other ca", expiredSelf, CERT_HAS_EXPIRED, OTHER),
				row("17 expired leaf, itself ca", EXPIRED, CERT_HAS_EXPIRED, EXPIRED),
				row("18 expired leaf", EXPIRED, CERT_HAS_EXPIRED, CA),
				row("18 expired leaf, root unknown", EXPIRED, CERT_HAS_EXPIRED, OTHER),
				row("19 not yet valid leaf", TestPki.notYetValid(), CERT_NOT_YET_VALID, CA),
				row("20 expired root", TestPki.underExpiredCa(), CERT_HAS_EXPIRED, TestPki.expiredCa()),
				row("21 expired intermediate", TestPki.underExpiredIntermediate(), CERT_HAS_EXPIRED, CA));
	}

	private static Stream<Presented> extensions() {
		return Stream.of(row("22 serverAuth only", SERVER, null, CA),
				row("23 clientAuth only", TestPki.client(), INVALID_PURPOSE, CA),
				row("24 key usage keyCertSign only", TestPki.keyCertSignOnly(), INVALID_PURPOSE, CA),
				row("25 issuer is no authority", TestPki.underNotCa(), INVALID_CA, CA),
				row("26 path too long", TestPki.pathTooLong(), PATH_LENGTH_EXCEEDED, CA),
				row("27 name constraint", TestPki.nameNotPermitted(), NAME_CONSTRAINT_VIOLATION, CA),
				row("27 critical extension", TestPki.unknownCriticalExtension(), UNHANDLED_CRITICAL_EXTENSION, CA),
				row("27 issuer lacks keyCertSign", TestPki.underNoKeyCertSign(), KEYUSAGE_NO_CERTSIGN, CA));
	}

	private static Stream<Presented> strength() {
		TestCertificate small = TestPki.weakRsa(1024);
		return Stream.of(row("37 RSA of 1024 bits, itself ca", small, WEAK_KEY, small),
				row("37 SHA-1", TestPki.sha1(), WEAK_SIGNATURE, CA));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
