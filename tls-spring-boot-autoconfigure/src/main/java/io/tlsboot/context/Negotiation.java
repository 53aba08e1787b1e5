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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.netty.handler.ssl.SslProtocols;

/**
 * What a context negotiates: the user's lists checked against each other and against the
 * engine.
 *
 * @param protocols the TLS versions, newest first
 * @param ciphers the names of IANA, most wanted first
 * @param groups the key exchange groups, most wanted first; empty for the engine's own
 */
public record Negotiation(List<String> protocols, List<String> ciphers, List<String> groups) {

	private static final List<String> VERSIONS = List.of(SslProtocols.TLS_v1_3, SslProtocols.TLS_v1_2);

	private static final List<String> DEFAULT_GROUPS = List.of("X25519MLKEM768", "X25519", "P-256", "P-384", "P-521");

	private static final List<String> GROUPS = List.of("X25519MLKEM768", "X25519", "P-256", "P-384", "P-521");

	static Negotiation of(SecureContextSpec spec, Engine engine) {
		List<CipherSuite> suites = suites(spec, engine);
		List<String> protocols = protocols(spec, suites);
		return new Negotiation(protocols, suites.stream().map(CipherSuite::name).toList(), groups(spec, engine));
	}

	private static List<String> protocols(SecureContextSpec spec, List<CipherSuite> suites) {
		Set<String> wanted = new LinkedHashSet<>();
		for (String name : spec.protocols()) {
			wanted.add(VERSIONS.stream()
				.filter((version) -> version.equalsIgnoreCase(name.trim()))
				.findFirst()
				.orElseThrow(() -> new ContextException("protocols", name,
						"'" + name + "' is not a TLS version that can be used", "Use TLSv1.3, TLSv1.2 or both.",
						null)));
		}
		List<String> protocols = new ArrayList<>();
		for (String version : VERSIONS) {
			boolean served = suites.stream().anyMatch((suite) -> suite.tls13() == version.equals(VERSIONS.get(0)));
			if (wanted.contains(version) && !served) {
				throw new ContextException("protocols", version,
						"None of the suites that 'ciphers' names belongs to " + version,
						"Add a suite of " + version + " to 'ciphers', or take the version out of 'protocols'.", null);
			}
			if (served && (wanted.isEmpty() || wanted.contains(version))) {
				protocols.add(version);
			}
		}
		return List.copyOf(protocols);
	}

	private static List<CipherSuite> suites(SecureContextSpec spec, Engine engine) {
		if (spec.ciphers().isEmpty()) {
			return CipherSuite.ALL;
		}
		Set<CipherSuite> suites = new LinkedHashSet<>();
		for (String name : spec.ciphers()) {
			CipherSuite suite = CipherSuite.find(name);
			if (suite == null) {
				throw new ContextException("ciphers", name, "'" + name
						+ "' is not a cipher suite that can be used: it is not forward secret with authenticated encryption",
						"Use some of " + CipherSuite.ALL.stream().map(CipherSuite::name).toList() + ".", null);
			}
			suites.add(suite);
		}
		long tls13 = suites.stream().filter(CipherSuite::tls13).count();
		if (engine.isOpenSsl() && tls13 != 0 && tls13 != 3) {
			throw new ContextException("ciphers", spec.ciphers(),
					"The openssl engine (BoringSSL) always offers all three suites of TLS 1.3 and cannot leave one out",
					"Name all three suites of TLS 1.3 or none, or use 'provider: jdk'.", null);
		}
		return List.copyOf(suites);
	}

	private static List<String> groups(SecureContextSpec spec, Engine engine) {
		if (!engine.isOpenSsl()) {
			if (!spec.groups().isEmpty()) {
				throw new ContextException("groups", spec.groups(),
						"The jdk engine takes its groups from the system property 'jdk.tls.namedGroups', not from 'groups'",
						"Remove 'groups' or use 'provider: openssl'.", null);
			}
			return List.of();
		}
		if (spec.groups().isEmpty()) {
			return DEFAULT_GROUPS;
		}
		return spec.groups().stream().map(Negotiation::group).distinct().toList();
	}

	private static String group(String name) {
		String wanted = name.trim()
			.toUpperCase(Locale.ROOT)
			.replace("SECP256R1", "P-256")
			.replace("PRIME256V1", "P-256");
		wanted = wanted.replace("SECP384R1", "P-384").replace("SECP521R1", "P-521");
		String found = wanted;
		return GROUPS.stream()
			.filter((group) -> group.equalsIgnoreCase(found))
			.findFirst()
			.orElseThrow(() -> new ContextException("groups", name,
					"'" + name + "' is not a key exchange group that can be used", "Use some of " + GROUPS + ".",
					null));
	}

}
