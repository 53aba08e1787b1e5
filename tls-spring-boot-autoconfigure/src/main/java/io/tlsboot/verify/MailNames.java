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

/**
 * Mail boxes as name constraints see them (RFC 5280, sections 4.2.1.10 and 7.5): the part
 * before the "at" is data and compared with regard to case, the host is not.
 */
final class MailNames {

	private MailNames() {
	}

	/** Check and bring into one form the base of a constraint. */
	static String constraint(String base) {
		int at = base.indexOf('@');
		if (at < 0) {
			return DnsNames.constraint(base);
		}
		if (!wellFormed(base)) {
			throw new IllegalArgumentException("Not a mail box");
		}
		return base.substring(0, at + 1) + DnsNames.normal(base.substring(at + 1));
	}

	static boolean wellFormed(String mailbox) {
		int at = mailbox.indexOf('@');
		if (at <= 0 || at != mailbox.lastIndexOf('@')) {
			return false;
		}
		for (int i = 0; i < at; i++) {
			char c = mailbox.charAt(i);
			if (c <= ' ' || c >= 0x7f) {
				return false;
			}
		}
		return DnsNames.wellFormed(DnsNames.normal(mailbox.substring(at + 1)));
	}

	static boolean within(String mailbox, String base) {
		int at = mailbox.indexOf('@');
		String host = DnsNames.normal(mailbox.substring(at + 1));
		int boxAt = base.indexOf('@');
		if (boxAt < 0) {
			return DnsNames.hostWithin(host, base);
		}
		return mailbox.substring(0, at).equals(base.substring(0, boxAt)) && host.equals(base.substring(boxAt + 1));
	}

}
