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

package io.tlsboot.dialect;

import java.net.Inet6Address;
import java.net.InetAddress;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.material.EscapedText;

/**
 * The name by which we present ourselves in plaintext.
 */
final class HostName {

	private static final int MAX_LENGTH = 255;

	private HostName() {
	}

	/**
	 * Check that a name fits into a line and can end neither it nor a word.
	 */
	static String checked(String name) {
		boolean plain = !name.isEmpty() && name.length() <= MAX_LENGTH
				&& name.chars().allMatch((c) -> c > ' ' && c < 0x7f && c != '<' && c != '>');
		if (!plain) {
			throw new IllegalArgumentException("'" + EscapedText.of(name, MAX_LENGTH) + "' is no host name");
		}
		return name;
	}

	/**
	 * Return our address as a literal (RFC 5321, section 4.1.3), for want of a name.
	 */
	static String literal(PlaintextConnection connection) {
		InetAddress address = connection.localAddress().getAddress();
		String text = address.getHostAddress();
		if (!(address instanceof Inet6Address)) {
			return "[" + text + "]";
		}
		int scope = text.indexOf('%');
		return "[IPv6:" + ((scope >= 0) ? text.substring(0, scope) : text) + "]";
	}

}
