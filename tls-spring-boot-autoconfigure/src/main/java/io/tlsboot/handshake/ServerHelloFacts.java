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

package io.tlsboot.handshake;

/**
 * What a ServerHello tells (RFC 8446, section 4.1.3).
 *
 * @param present whether there was one
 * @param tls13 whether it chose TLS 1.3
 * @param preSharedKey whether it accepted a pre-shared key
 * @param group the group of its key share, or 0
 */
record ServerHelloFacts(boolean present, boolean tls13, boolean preSharedKey, int group) {

	static final ServerHelloFacts NONE = new ServerHelloFacts(false, false, false, 0);

	static final int MESSAGE_TYPE = 2;

	private static final int PRE_SHARED_KEY = 41;

	private static final int SUPPORTED_VERSIONS = 43;

	private static final int KEY_SHARE = 51;

	static ServerHelloFacts read(byte[] bytes, int start, int end) {
		boolean tls13 = false;
		boolean preSharedKey = false;
		int group = 0;
		int index = start + 2 + 32;
		if (index >= end) {
			return new ServerHelloFacts(true, false, false, 0);
		}
		index += 1 + (bytes[index] & 0xff) + 2 + 1 + 2;
		while (index + 4 <= end) {
			int type = unsignedShort(bytes, index);
			int length = unsignedShort(bytes, index + 2);
			if (type == SUPPORTED_VERSIONS) {
				tls13 = true;
			}
			else if (type == PRE_SHARED_KEY) {
				preSharedKey = true;
			}
			else if (type == KEY_SHARE && index + 6 <= end) {
				group = unsignedShort(bytes, index + 4);
			}
			index += 4 + length;
		}
		return new ServerHelloFacts(true, tls13, preSharedKey, group);
	}

	private static int unsignedShort(byte[] bytes, int index) {
		return ((bytes[index] & 0xff) << 8) | (bytes[index + 1] & 0xff);
	}

}
