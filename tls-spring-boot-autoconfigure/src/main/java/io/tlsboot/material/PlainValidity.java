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

import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The time in which a certificate is valid.
 *
 * @param from the first second, since 1970
 * @param to the last second
 */
record PlainValidity(long from, long to) {

	private static final int UTC_LENGTH = 13;

	private static final int GENERALIZED_LENGTH = 15;

	/**
	 * Return when a certificate is valid.
	 * @param certificate the certificate
	 */
	static PlainValidity of(X509Certificate certificate) {
		return new PlainValidity(certificate.getNotBefore().toInstant().getEpochSecond(),
				certificate.getNotAfter().toInstant().getEpochSecond());
	}

	/**
	 * Read two times.
	 * @param validity reads them
	 * @return the validity
	 */
	static PlainValidity read(StrictDer validity) {
		PlainValidity read = new PlainValidity(second(validity), second(validity));
		validity.requireEnd();
		return read;
	}

	/**
	 * Return whether some time is within it. The last second counts as too late, so that
	 * its fractions need not be told apart.
	 * @param second the second of the time
	 */
	boolean contains(long second) {
		return this.from <= second && second < this.to;
	}

	private static long second(StrictDer validity) {
		if (validity.peek(0) == Der.UTC_TIME) {
			StrictDer time = validity.open(Der.UTC_TIME);
			NotPlainException.unless(time.size() == UTC_LENGTH);
			int year = number(time, 0);
			return second(time, (year < 50) ? 2000 + year : 1900 + year, 2);
		}
		StrictDer time = validity.open(Der.GENERALIZED_TIME);
		NotPlainException.unless(time.size() == GENERALIZED_LENGTH);
		return second(time, 100 * number(time, 0) + number(time, 2), 4);
	}

	private static long second(StrictDer time, int year, int index) {
		NotPlainException.unless(time.peek(index + 10) == 'Z');
		try {
			return LocalDateTime
				.of(year, number(time, index), number(time, index + 2), number(time, index + 4),
						number(time, index + 6), number(time, index + 8))
				.toEpochSecond(ZoneOffset.UTC);
		}
		catch (DateTimeException ex) {
			throw NotPlainException.of();
		}
	}

	private static int number(StrictDer time, int index) {
		int tens = time.peek(index) - '0';
		int ones = time.peek(index + 1) - '0';
		NotPlainException.unless(tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9);
		return 10 * tens + ones;
	}

}
