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

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.tlsboot.material.EcPairProof;
import io.tlsboot.material.Identity;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.material.TrustSource;
import io.tlsboot.ocsp.Staples;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the contexts of a server in which each is read and checked, and what they
 * share is read once. May be used by several threads at a time; reads files and must not
 * be called on an event loop.
 */
public final class ContextPreparation {

	private final MaterialLoader loader;

	private final Clock clock;

	private final PeerTrusts trusts;

	private final @Nullable KeyLog keyLog;

	private final Map<Object, PeerTrust> judged = new ConcurrentHashMap<>();

	private final Map<TrustSource, List<X509Certificate>> completing = new ConcurrentHashMap<>();

	private final Map<Object, EngineTerms> others = new ConcurrentHashMap<>();

	/** Of the context before: those of the next one are the same nearly always. */
	private volatile @Nullable EngineTerms terms;

	private final EcPairProof proof = new OpenSslNative.EcPairs();

	private final StaplePreparation staples;

	ContextPreparation(MaterialLoader loader, Clock clock, PeerTrusts trusts, @Nullable KeyLog keyLog,
			@Nullable Staples staples) {
		this.loader = loader;
		this.clock = clock;
		this.trusts = trusts;
		this.keyLog = keyLog;
		this.staples = new StaplePreparation(staples, this::completing);
	}

	/**
	 * Read and check what a context of a server is made of.
	 * @param spec the specification
	 * @return the context, ready to be built
	 * @throws ContextException when the specification contradicts itself or the engine
	 * cannot honour it
	 * @throws io.tlsboot.material.MaterialException when key or trust material is not
	 * usable
	 */
	public PreparedContext prepare(SecureContextSpec spec) {
		EngineTerms terms = terms(spec);
		if (this.keyLog != null) {
			this.keyLog.check(terms.engine());
		}
		ApplicationProtocols.check(spec, terms.engine(), terms.negotiation());
		checkTrust(spec);
		List<StapledIdentity> identities = this.staples.prepare(spec, terms.engine(), packed(spec, terms));
		PeerTrust trust = spec.requestCert() ? trust(spec) : null;
		return new PreparedContext(spec, terms.engine(), terms.negotiation(), identities, trust, false, this.clock,
				this.keyLog);
	}

	private EngineTerms terms(SecureContextSpec spec) {
		EngineTerms current = this.terms;
		if (current == null || !current.areFor(spec)) {
			current = this.others.computeIfAbsent(EngineTerms.key(spec), (key) -> EngineTerms.of(spec));
			this.terms = current;
		}
		return current;
	}

	private List<PackedIdentity> packed(SecureContextSpec spec, EngineTerms terms) {
		PackedIdentity plain = plain(spec, terms.engine());
		if (plain != null) {
			return List.of(plain);
		}
		List<Identity> identities = identities(spec, terms.engine().isOpenSsl() ? this.proof : null);
		EngineLimits.check(terms.engine(), identities);
		return identities.stream().map(PackedIdentity::of).toList();
	}

	/**
	 * Most hosts have one identity of the kind that BoringSSL helps to check, and no
	 * trust that might complete its chain.
	 */
	private @Nullable PackedIdentity plain(SecureContextSpec spec, Engine engine) {
		return (engine.isOpenSsl() && spec.trust() == null && spec.identities().size() == 1)
				? this.loader.plainIdentity(spec.identities().get(0), this.proof) : null;
	}

	/**
	 * Public certificates are no proof of who a client is unless somebody says so.
	 */
	private static void checkTrust(SecureContextSpec spec) {
		if (spec.requestCert() && spec.rejectUnauthorized() && spec.trust() == null) {
			throw new ContextException("ca", null,
					"The server refuses clients that are not authorized, but no authority is named",
					"Set 'ca' to the certificates of your client authority; 'ca: well-known' names the public roots, "
							+ "which would let in whoever holds any certificate of theirs.",
					null);
		}
	}

	private PeerTrust trust(SecureContextSpec spec) {
		Object key = (spec.trust() != null) ? List.of(spec.trust(), spec.crls()) : spec.crls();
		return this.judged.computeIfAbsent(key, (missing) -> this.trusts.of(spec));
	}

	private List<Identity> identities(SecureContextSpec spec, @Nullable EcPairProof faster) {
		List<Identity> identities = identities(spec.identities(), (source) -> this.loader.identity(source, faster));
		if (identities.isEmpty()) {
			throw new ContextException("key", null, "A server needs a key and a certificate, and there is none",
					"Set 'key' and 'cert', 'pfx', 'bundle' or 'development-certificate: true'.", null);
		}
		TrustSource trust = spec.trust();
		return identities.stream().map((identity) -> complete(identity, trust)).toList();
	}

	private Identity complete(Identity identity, @Nullable TrustSource trust) {
		return (trust == null) ? identity : ChainCompletion.complete(identity, completing(trust), this.clock.instant());
	}

	private List<X509Certificate> completing(TrustSource trust) {
		return this.completing.computeIfAbsent(trust, this.loader::trust);
	}

	/**
	 * Read identities, one for each kind of key.
	 */
	static List<Identity> identities(List<IdentitySource> sources, Function<IdentitySource, Identity> loader) {
		List<Identity> identities = new ArrayList<>(sources.size());
		Set<String> kinds = new HashSet<>();
		for (IdentitySource source : sources) {
			Identity identity = loader.apply(source);
			String kind = IdentityKeyManager.kind(identity);
			if (!kinds.add(kind)) {
				throw new ContextException("key", null, "Two identities have keys of the same kind, " + kind,
						"Give one identity for each kind of key, and one context for each host.", null);
			}
			identities.add(identity);
		}
		return identities;
	}

}
