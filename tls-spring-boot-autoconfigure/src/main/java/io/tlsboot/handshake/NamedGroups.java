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

import org.jspecify.annotations.Nullable;

/**
 * Names of key exchange groups (IANA's registry of TLS supported groups).
 */
final class NamedGroups {

	private NamedGroups() {
	}

	static @Nullable String name(int code) {
		return switch (code) {
			case 0 -> null;
			case 0x17 -> "P-256";
			case 0x18 -> "P-384";
			case 0x19 -> "P-521";
			case 0x1d -> "X25519";
			case 0x1e -> "X448";
			case 0x100 -> "ffdhe2048";
			case 0x101 -> "ffdhe3072";
			case 0x102 -> "ffdhe4096";
			case 0x11ec -> "X25519MLKEM768";
			default -> "0x" + Integer.toHexString(code);
		};
	}

}
