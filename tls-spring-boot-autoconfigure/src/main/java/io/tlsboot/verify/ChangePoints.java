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

import java.util.Arrays;
import java.util.Collection;

/**
 * The moments at which what is trusted begins or ends to be valid, and with it perhaps a
 * verdict.
 */
final class ChangePoints {

	private final long[] sorted;

	ChangePoints(Collection<CertificateFacts> anchors, Collection<CrlFacts> lists) {
		long[] points = new long[2 * (anchors.size() + lists.size())];
		int i = 0;
		for (CertificateFacts anchor : anchors) {
			points[i++] = anchor.notBefore();
			points[i++] = behind(anchor.notAfter());
		}
		for (CrlFacts list : lists) {
			points[i++] = list.thisUpdate();
			points[i++] = behind(list.nextUpdate());
		}
		Arrays.sort(points);
		this.sorted = points;
	}

	/**
	 * Return the next of them.
	 * @param since a second of the epoch
	 * @return the first one after that, or {@link Long#MAX_VALUE}
	 */
	long after(long since) {
		int at = Arrays.binarySearch(this.sorted, since + 1);
		// Of several that are equal any one will do.
		int next = (at >= 0) ? at : -at - 1;
		return (next < this.sorted.length) ? this.sorted[next] : Long.MAX_VALUE;
	}

	/**
	 * Return when a certificate begins to be valid, or ends.
	 * @param since a second of the epoch
	 * @return the first one of both after that, or {@link Long#MAX_VALUE}
	 */
	static long after(CertificateFacts certificate, long since) {
		if (since < certificate.notBefore()) {
			return certificate.notBefore();
		}
		return (since <= certificate.notAfter()) ? behind(certificate.notAfter()) : Long.MAX_VALUE;
	}

	/**
	 * The last second of a validity belongs to it.
	 */
	private static long behind(long last) {
		return (last < Long.MAX_VALUE) ? last + 1 : last;
	}

}
