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
package io.tlsboot.verify;

import java.text.ParseException;

import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ocsp.SingleResponse;

/**
 * What a response says about one certificate, before its time is looked at.
 *
 * @param kind what it says
 * @param thisUpdate seconds of the epoch
 * @param nextUpdate seconds of the epoch
 */
record SingleStatus(CertificateStatus.Kind kind, long thisUpdate, long nextUpdate) {

	static SingleStatus of(SingleResponse response) throws StatusException {
		if (response.getSingleExtensions() != null && response.getSingleExtensions().hasAnyCriticalExtensions()) {
			throw SignedStatus.invalid("The OCSP response has a critical extension that is not known");
		}
		CertificateStatus.Kind kind = switch (response.getCertStatus().getTagNo()) {
			case 0 -> CertificateStatus.Kind.GOOD;
			case 1 -> CertificateStatus.Kind.REVOKED;
			default -> CertificateStatus.Kind.UNKNOWN;
		};
		if (response.getNextUpdate() == null && kind != CertificateStatus.Kind.REVOKED) {
			// RFC 5019, section 4: nobody could tell how old it may become.
			throw SignedStatus.invalid("The OCSP response does not say until when it counts");
		}
		long thisUpdate = seconds(response.getThisUpdate());
		return new SingleStatus(kind, thisUpdate,
				(response.getNextUpdate() != null) ? seconds(response.getNextUpdate()) : thisUpdate);
	}

	private static long seconds(ASN1GeneralizedTime time) throws StatusException {
		try {
			return Math.floorDiv(time.getDate().getTime(), 1000);
		}
		catch (ParseException ex) {
			throw SignedStatus.invalid("The OCSP response has a time that cannot be read");
		}
	}

}
