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

package io.tlsboot.server;

import java.util.stream.Stream;

import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrls;
import io.tlsboot.test.pki.TestPki;

import static io.tlsboot.verify.AuthorizationError.CERT_HAS_EXPIRED;
import static io.tlsboot.verify.AuthorizationError.CERT_NOT_YET_VALID;
import static io.tlsboot.verify.AuthorizationError.CERT_REVOKED;
import static io.tlsboot.verify.AuthorizationError.CRL_HAS_EXPIRED;
import static io.tlsboot.verify.AuthorizationError.CRL_NOT_YET_VALID;
import static io.tlsboot.verify.AuthorizationError.CRL_SIGNATURE_FAILURE;
import static io.tlsboot.verify.AuthorizationError.DEPTH_ZERO_SELF_SIGNED_CERT;
import static io.tlsboot.verify.AuthorizationError.INVALID_CA;
import static io.tlsboot.verify.AuthorizationError.INVALID_PURPOSE;
import static io.tlsboot.verify.AuthorizationError.KEYUSAGE_NO_CERTSIGN;
import static io.tlsboot.verify.AuthorizationError.NAME_CONSTRAINT_VIOLATION;
import static io.tlsboot.verify.AuthorizationError.PATH_LENGTH_EXCEEDED;
import static io.tlsboot.verify.AuthorizationError.SELF_SIGNED_CERT_IN_CHAIN;
import static io.tlsboot.verify.AuthorizationError.UNABLE_TO_GET_CRL;
import static io.tlsboot.verify.AuthorizationError.UNABLE_TO_GET_ISSUER_CERT;
import static io.tlsboot.verify.AuthorizationError.UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
import static io.tlsboot.verify.AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE;
import static io.tlsboot.verify.AuthorizationError.UNHANDLED_CRITICAL_EXTENSION;
import static io.tlsboot.verify.AuthorizationError.WEAK_KEY;
import static io.tlsboot.verify.AuthorizationError.WEAK_SIGNATURE;

/**
 * The table of verdicts on clients.
 */
final class Rows {

	private static final TestCertificate CA = TestPki.ca();

	private static final TestCertificate OTHER = TestPki.otherCa();

	private static final TestCertificate MIDDLE = TestPki.intermediate();

	private static final TestCertificate CLIENT = TestPki.client();

	private static final TestCertificate DEEP = TestPki.clientUnderIntermediate();

	private static final TestCertificate SELF = TestPki.selfSigned();

	private static final TestCertificate EXPIRED = TestPki.expired();

	private Rows() {
	}

	static Stream<Row> all() {
		return Stream.of(chains(), dates(), extensions(), revocation(), strength()).flatMap((rows) -> rows);
	}

	private static Stream<Row> chains() {
		return Stream.of(Row.of("1 no certificate", null, UNABLE_TO_GET_ISSUER_CERT, CA),
				Row.of("3 self-signed, other ca", SELF, DEPTH_ZERO_SELF_SIGNED_CERT, CA),
				Row.of("4 self-signed, itself ca", SELF, null, SELF),
				Row.of("7 leaf, root unknown", CLIENT, UNABLE_TO_VERIFY_LEAF_SIGNATURE, OTHER),
				Row.of("8 intermediate missing", DEEP.presenting(), UNABLE_TO_VERIFY_LEAF_SIGNATURE, CA),
				Row.of("9 leaf and intermediate", DEEP, null, CA),
				Row.of("10 leaf and intermediate, other ca", DEEP, UNABLE_TO_GET_ISSUER_CERT_LOCALLY, OTHER),
				Row.of("11 leaf and root, other ca", CLIENT.presenting(CA), SELF_SIGNED_CERT_IN_CHAIN, OTHER),
				Row.of("11 leaf, intermediate and root, other ca", DEEP.presenting(MIDDLE, CA),
						SELF_SIGNED_CERT_IN_CHAIN, OTHER),
				Row.of("12 leaf and root", CLIENT.presenting(CA), null, CA),
				Row.of("13 leaf, intermediate and root in ca", DEEP.presenting(), null, MIDDLE, CA),
				Row.of("14 leaf, intermediate in ca", DEEP.presenting(), UNABLE_TO_GET_ISSUER_CERT, MIDDLE),
				Row.of("14 leaf and intermediate, intermediate in ca", DEEP, UNABLE_TO_GET_ISSUER_CERT, MIDDLE),
				Row.of("16 leaf, itself ca", CLIENT, UNABLE_TO_VERIFY_LEAF_SIGNATURE, CLIENT),
				Row.of("28 same name, other key", TestPki.underImpostor(), UNABLE_TO_VERIFY_LEAF_SIGNATURE, CA),
				Row.of("28 same name, other key, no key ids", TestPki.underImpostorWithoutKeyId(),
						UNABLE_TO_VERIFY_LEAF_SIGNATURE, CA));
	}

	private static Stream<Row> dates() {
		TestCertificate expiredSelf = TestPki.selfSignedExpired();
		return Stream.of(Row.of("5 expired self-signed, itself ca", expiredSelf, CERT_HAS_EXPIRED, expiredSelf),
				Row.of("6 expired self-signed, other ca", expiredSelf, CERT_HAS_EXPIRED, OTHER),
				Row.of("17 expired leaf, itself ca", EXPIRED, CERT_HAS_EXPIRED, EXPIRED),
				Row.of("18 expired leaf", EXPIRED, CERT_HAS_EXPIRED, CA),
				Row.of("18 expired leaf, root unknown", EXPIRED, CERT_HAS_EXPIRED, OTHER),
				Row.of("19 not yet valid leaf", TestPki.notYetValid(), CERT_NOT_YET_VALID, CA),
				Row.of("20 expired root", TestPki.underExpiredCa(), CERT_HAS_EXPIRED, TestPki.expiredCa()),
				Row.of("21 expired intermediate", TestPki.underExpiredIntermediate(), CERT_HAS_EXPIRED, CA));
	}

	private static Stream<Row> extensions() {
		return Stream.of(Row.of("22 serverAuth only", TestPki.server(), INVALID_PURPOSE, CA),
				Row.of("23 clientAuth only", CLIENT, null, CA),
				Row.of("24 key usage keyCertSign only", TestPki.keyCertSignOnly(), INVALID_PURPOSE, CA),
				Row.of("25 issuer is no authority", TestPki.underNotCa(), INVALID_CA, CA),
				Row.of("26 path too long", TestPki.pathTooLong(), PATH_LENGTH_EXCEEDED, CA),
				Row.of("27 name constraint", TestPki.nameNotPermitted(), NAME_CONSTRAINT_VIOLATION, CA),
				Row.of("27 critical extension", TestPki.unknownCriticalExtension(), UNHANDLED_CRITICAL_EXTENSION, CA),
				Row.of("27 issuer lacks keyCertSign", TestPki.underNoKeyCertSign(), KEYUSAGE_NO_CERTSIGN, CA));
	}

	private static Stream<Row> revocation() {
		return Stream.of(Row.of("29 revoked", CLIENT, CERT_REVOKED, CA).with(TestCrls.revoking(CLIENT)),
				Row.of("31 another authority's list", CLIENT, UNABLE_TO_GET_CRL, CA).with(TestCrls.ofOtherCa()),
				Row.of("31 only the root's list", DEEP, UNABLE_TO_GET_CRL, CA).with(TestCrls.current()),
				Row.of("31 only the intermediate's list", DEEP, UNABLE_TO_GET_CRL, CA).with(TestCrls.ofIntermediate()),
				Row.of("32 both lists", DEEP, null, CA).with(TestCrls.current(), TestCrls.ofIntermediate()),
				Row.of("33 expired list", CLIENT, CRL_HAS_EXPIRED, CA).with(TestCrls.expired()),
				Row.of("33 revoked by an expired list", CLIENT, CERT_REVOKED, CA).with(TestCrls.expired(CLIENT)),
				Row.of("34 list not yet valid", CLIENT, CRL_NOT_YET_VALID, CA).with(TestCrls.notYetValid()),
				Row.of("35 list signed by another key", CLIENT, CRL_SIGNATURE_FAILURE, CA).with(TestCrls.wrongKey()),
				Row.of("36 self-signed, untrusted, list", SELF, DEPTH_ZERO_SELF_SIGNED_CERT, CA)
					.with(TestCrls.current()));
	}

	private static Stream<Row> strength() {
		TestCertificate small = TestPki.weakRsa(1024);
		return Stream.of(Row.of("37 RSA of 1024 bits, itself ca", small, WEAK_KEY, small),
				Row.of("37 SHA-1", TestPki.sha1(), WEAK_SIGNATURE, CA));
	}

}
