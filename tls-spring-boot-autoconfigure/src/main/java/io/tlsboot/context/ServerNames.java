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

package io.tlsboot.context;

import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * The name that a client asks for and verifies.
 */
final class ServerNames {

	private ServerNames() {
	}

	/**
	 * Return the names to ask for. An address is never asked for (RFC 6066, section 3),
	 * nor a host that is no host name by its letters, such as one with an underscore.
	 * @throws IllegalArgumentException when the server name cannot be asked for
	 */
	static List<SNIServerName> requested(String host, @Nullable String serverName) {
		if (serverName != null) {
			return isAddress(serverName) ? List.of() : List.of(new SNIHostName(withoutFinalDot(serverName)));
		}
		try {
			return isAddress(host) ? List.of() : List.of(new SNIHostName(withoutFinalDot(host)));
		}
		catch (IllegalArgumentException ex) {
			return List.of();
		}
	}

	static void set(SSLEngine engine, List<SNIServerName> names) {
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setServerNames(names);
		engine.setSSLParameters(parameters);
	}

	/**
	 * Return the name that a client asks for.
	 */
	static @Nullable String requested(SSLEngine engine) {
		List<SNIServerName> names = engine.getSSLParameters().getServerNames();
		return (names != null && !names.isEmpty() && names.get(0) instanceof SNIHostName host) ? host.getAsciiName()
				: null;
	}

	/**
	 * Return the name or address that the peer's certificate must be for.
	 */
	static @Nullable String wanted(SSLEngine engine) {
		String name = requested(engine);
		return (name != null) ? name : engine.getPeerHost();
	}

	/**
	 * Return whether a host is an address and not a name.
	 */
	static boolean isAddress(String host) {
		return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
	}

	private static String withoutFinalDot(String name) {
		return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
	}

}
