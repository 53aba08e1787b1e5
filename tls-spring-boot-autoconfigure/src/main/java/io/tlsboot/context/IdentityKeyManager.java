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

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import io.tlsboot.material.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Offers the identities of a context to the engine of the Java runtime, one for each kind
 * of key. The alias of an identity is its kind of key, and how often it was replaced.
 */
final class IdentityKeyManager extends X509ExtendedKeyManager {

	private volatile Offer offer;

	private int generation;

	IdentityKeyManager(List<Identity> identities) {
		Map<String, Identity> byKind = byKind(identities);
		this.offer = new Offer("", byKind, byKind);
	}

	private static Map<String, Identity> byKind(List<Identity> identities) {
		Map<String, Identity> map = new LinkedHashMap<>();
		identities.forEach((identity) -> map.put(kind(identity), identity));
		return map;
	}

	/**
	 * Offer other identities from now on. A handshake that has chosen one of before gets
	 * its key and its chain still.
	 */
	synchronized void replace(List<Identity> identities) {
		Offer old = this.offer;
		String suffix = "#" + ++this.generation;
		Map<String, Identity> byKind = byKind(identities);
		Map<String, Identity> byAlias = new HashMap<>();
		old.byKind().forEach((kind, identity) -> byAlias.put(kind + old.suffix(), identity));
		byKind.forEach((kind, identity) -> byAlias.put(kind + suffix, identity));
		this.offer = new Offer(suffix, byKind, byAlias);
	}

	/**
	 * Return the kind of an identity's key in the words of JSSE.
	 * @param identity the identity
	 * @return {@code RSA}, {@code RSASSA-PSS}, {@code EC} or {@code EdDSA}
	 */
	static String kind(Identity identity) {
		String algorithm = identity.leaf().getPublicKey().getAlgorithm();
		return switch (algorithm) {
			case "Ed25519", "EdDSA", "1.3.101.112" -> "EdDSA";
			case "ECDSA" -> "EC";
			default -> algorithm;
		};
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return this.offer.alias(keyType);
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		for (String keyType : keyTypes) {
			String alias = this.offer.alias(keyType);
			if (alias != null) {
				return alias;
			}
		}
		return null;
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return chooseEngineServerAlias(keyType, issuers, null);
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		return chooseEngineClientAlias(keyTypes, issuers, null);
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		String alias = this.offer.alias(keyType);
		return (alias != null) ? new String[] { alias } : null;
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return getServerAliases(keyType, issuers);
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		Identity identity = this.offer.byAlias().get(alias);
		return (identity != null) ? identity.chain().toArray(new X509Certificate[0]) : null;
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		Identity identity = this.offer.byAlias().get(alias);
		return (identity != null) ? identity.key() : null;
	}

	/**
	 * What is offered at one time.
	 *
	 * @param suffix what follows the kind of key in an alias
	 * @param byKind the identities
	 * @param byAlias these and those of before
	 */
	private record Offer(String suffix, Map<String, Identity> byKind, Map<String, Identity> byAlias) {

		@Nullable String alias(String kind) {
			return this.byKind.containsKey(kind) ? kind + this.suffix : null;
		}

	}

}
