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

package io.tlsboot.event;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.tlsboot.material.EscapedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes certificates that expire to the log, whether anybody listens or not. When
 * thousands of hosts come to the same day it names some of them.
 */
final class ExpiryLog {

	private static final int NAMED = 100;

	private static final Logger logger = LoggerFactory.getLogger(CertificateExpiryWatch.class);

	private ExpiryLog() {
	}

	static void write(List<CertificateExpiry> expiries) {
		expiries.stream().limit(NAMED).forEach(ExpiryLog::write);
		if (expiries.size() > NAMED) {
			logger.warn("{} more certificates of TLS servers and clients expire", expiries.size() - NAMED);
		}
	}

	private static void write(CertificateExpiry expiry) {
		String left = expiry.timeLeft().isNegative() ? "has expired" : "expires in " + text(expiry.timeLeft());
		logger.warn("The certificate of the TLS {} '{}', context '{}', {}: it is valid until {}, its subject is {}",
				expiry.role().name().toLowerCase(Locale.ROOT), expiry.endpoint(), expiry.context(), left,
				expiry.certificate().getNotAfter().toInstant(),
				EscapedText.of(expiry.certificate().getSubjectX500Principal().getName()));
	}

	/**
	 * Word a time in its largest unit.
	 */
	static String text(Duration time) {
		if (time.toDays() > 0) {
			return count(time.toDays(), "day");
		}
		if (time.toHours() > 0) {
			return count(time.toHours(), "hour");
		}
		return (time.toMinutes() > 0) ? count(time.toMinutes(), "minute") : count(time.toSeconds(), "second");
	}

	private static String count(long count, String unit) {
		return (count == 1) ? "1 " + unit : count + " " + unit + "s";
	}

}
