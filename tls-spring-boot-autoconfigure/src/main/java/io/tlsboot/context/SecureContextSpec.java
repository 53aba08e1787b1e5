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
import java.util.function.UnaryOperator;

import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.material.TrustSource;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a context is. A context is built from it, at start and at
 * each reload, by one function and from nothing else.
 *
 * @param name the name of the context: {@code default}, or the host pattern it serves
 * @param identities where keys and chains come from; one for each kind of key
 * @param trust where trust anchors come from, or {@code null} when nobody named any: a
 * server that refuses who is not authorized needs it; others take the well-known roots,
 * by which whoever holds any public certificate is authorized, and the log does not say
 * so. {@link TrustSource.WellKnown} names them on purpose.
 * @param crls locations of revocation lists; when there is one, each issuer needs one
 * @param requestCert whether the peer is asked for a certificate
 * @param rejectUnauthorized whether a peer that is not authorized is refused in the
 * handshake
 * @param sessionIdContext the user's name of the resumption domain
 * @param session how sessions resume
 * @param alpnProtocols the application protocols, most wanted first
 * @param npnProtocols the application protocols that a server advertises to clients of
 * TLS 1.2 that know NPN only, most wanted first; openssl engine
 * @param protocols the TLS versions as written; empty for the defaults
 * @param ciphers the cipher suites as written; empty for the defaults
 * @param groups the key exchange groups as written; empty for the defaults
 * @param provider the engine that was asked for
 * @param ocsp what is done about revocation by OCSP
 */
public record SecureContextSpec(String name, List<IdentitySource> identities, @Nullable TrustSource trust,
		List<String> crls, boolean requestCert, boolean rejectUnauthorized, String sessionIdContext,
		SessionSpec session, List<String> alpnProtocols, List<String> npnProtocols, List<String> protocols,
		List<String> ciphers, List<String> groups, TlsProvider provider, OcspSpec ocsp) {

	public SecureContextSpec {
		identities = List.copyOf(identities);
		crls = List.copyOf(crls);
		alpnProtocols = List.copyOf(alpnProtocols);
		npnProtocols = List.copyOf(npnProtocols);
		protocols = List.copyOf(protocols);
		ciphers = List.copyOf(ciphers);
		groups = List.copyOf(groups);
	}

	/**
	 * Return the parts; what may stand inline in place of a location is left out.
	 */
	@Override
	public String toString() {
		return "SecureContextSpec[name=" + this.name + ", identities=" + this.identities + ", trust=" + this.trust
				+ ", crls=" + this.crls.stream().map(MaterialLoader::shown).toList() + ", requestCert="
				+ this.requestCert + ", rejectUnauthorized=" + this.rejectUnauthorized + ", sessionIdContext="
				+ this.sessionIdContext + ", session=" + this.session + ", alpnProtocols=" + this.alpnProtocols
				+ ", npnProtocols=" + this.npnProtocols + ", protocols=" + this.protocols + ", ciphers=" + this.ciphers
				+ ", groups=" + this.groups + ", provider=" + this.provider + ", ocsp=" + this.ocsp + "]";
	}

	/**
	 * Return whether something of it comes from a store that somebody else loads, a
	 * Spring SSL bundle for one.
	 * @return whether it does
	 */
	public boolean usesStore() {
		return this.identities.stream().anyMatch(IdentitySource.Store.class::isInstance)
				|| (this.trust != null && this.trust.usesStore());
	}

	/**
	 * Start from the defaults of a server.
	 * @param sessionIdContext the name of the resumption domain, usually the server's
	 * name
	 * @param identities where keys and chains come from
	 * @return a specification that asks for no certificate
	 */
	public static SecureContextSpec server(String sessionIdContext, IdentitySource... identities) {
		return new Builder(sessionIdContext).identities(List.of(identities)).build();
	}

	/**
	 * Derive a specification from this one.
	 * @param change sets what differs
	 * @return the new specification
	 */
	public SecureContextSpec with(UnaryOperator<Builder> change) {
		return change.apply(new Builder(this)).build();
	}

	/**
	 * Sets the parts of a specification one by one.
	 */
	public static final class Builder {

		private String name = "default";

		private List<IdentitySource> identities = List.of();

		private @Nullable TrustSource trust;

		private List<String> crls = List.of();

		private boolean requestCert;

		private boolean rejectUnauthorized;

		private String sessionIdContext;

		private SessionSpec session = SessionSpec.DEFAULTS;

		private List<String> alpnProtocols = List.of();

		private List<String> npnProtocols = List.of();

		private List<String> protocols = List.of();

		private List<String> ciphers = List.of();

		private List<String> groups = List.of();

		private TlsProvider provider = TlsProvider.AUTO;

		private OcspSpec ocsp = OcspSpec.NONE;

		/**
		 * Start from the defaults of a server.
		 * @param sessionIdContext the name of the resumption domain
		 */
		public Builder(String sessionIdContext) {
			this.sessionIdContext = sessionIdContext;
		}

		private Builder(SecureContextSpec spec) {
			this.name = spec.name;
			this.identities = spec.identities;
			this.trust = spec.trust;
			this.crls = spec.crls;
			this.requestCert = spec.requestCert;
			this.rejectUnauthorized = spec.rejectUnauthorized;
			this.sessionIdContext = spec.sessionIdContext;
			this.session = spec.session;
			this.alpnProtocols = spec.alpnProtocols;
			this.npnProtocols = spec.npnProtocols;
			this.protocols = spec.protocols;
			this.ciphers = spec.ciphers;
			this.groups = spec.groups;
			this.provider = spec.provider;
			this.ocsp = spec.ocsp;
		}

		/**
		 * Set the name of the context.
		 * @param name {@code default}, or the host pattern it serves
		 * @return this builder
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Set where keys and chains come from.
		 * @param identities one for each kind of key
		 * @return this builder
		 */
		public Builder identities(List<IdentitySource> identities) {
			this.identities = identities;
			return this;
		}

		/**
		 * Set where trust anchors come from.
		 * @param trust the source, or {@code null} for the well-known roots, which a
		 * server that refuses who is not authorized must name
		 * @return this builder
		 */
		public Builder trust(@Nullable TrustSource trust) {
			this.trust = trust;
			return this;
		}

		/**
		 * Set the revocation lists.
		 * @param crls their locations
		 * @return this builder
		 */
		public Builder crls(List<String> crls) {
			this.crls = crls;
			return this;
		}

		/**
		 * Set whether the peer is asked for a certificate.
		 * @param requestCert whether it is
		 * @return this builder
		 */
		public Builder requestCert(boolean requestCert) {
			this.requestCert = requestCert;
			return this;
		}

		/**
		 * Set whether a peer that is not authorized is refused.
		 * @param rejectUnauthorized whether it is
		 * @return this builder
		 */
		public Builder rejectUnauthorized(boolean rejectUnauthorized) {
			this.rejectUnauthorized = rejectUnauthorized;
			return this;
		}

		/**
		 * Set the user's name of the resumption domain.
		 * @param sessionIdContext the name
		 * @return this builder
		 */
		public Builder sessionIdContext(String sessionIdContext) {
			this.sessionIdContext = sessionIdContext;
			return this;
		}

		/**
		 * Set how sessions resume.
		 * @param session the session settings
		 * @return this builder
		 */
		public Builder session(SessionSpec session) {
			this.session = session;
			return this;
		}

		/**
		 * Set the application protocols.
		 * @param alpnProtocols the names, most wanted first
		 * @return this builder
		 */
		public Builder alpnProtocols(List<String> alpnProtocols) {
			this.alpnProtocols = alpnProtocols;
			return this;
		}

		/**
		 * Set the application protocols for clients that know NPN only.
		 * @param npnProtocols the names, most wanted first
		 * @return this builder
		 */
		public Builder npnProtocols(List<String> npnProtocols) {
			this.npnProtocols = npnProtocols;
			return this;
		}

		/**
		 * Set the TLS versions.
		 * @param protocols {@code TLSv1.3}, {@code TLSv1.2}; empty for the defaults
		 * @return this builder
		 */
		public Builder protocols(List<String> protocols) {
			this.protocols = protocols;
			return this;
		}

		/**
		 * Set the cipher suites.
		 * @param ciphers names of IANA or OpenSSL; empty for the defaults
		 * @return this builder
		 */
		public Builder ciphers(List<String> ciphers) {
			this.ciphers = ciphers;
			return this;
		}

		/**
		 * Set the key exchange groups.
		 * @param groups the names, most wanted first; empty for the defaults
		 * @return this builder
		 */
		public Builder groups(List<String> groups) {
			this.groups = groups;
			return this;
		}

		/**
		 * Set which engine is asked for.
		 * @param provider the engine
		 * @return this builder
		 */
		public Builder provider(TlsProvider provider) {
			this.provider = provider;
			return this;
		}

		/**
		 * Set what is done about revocation by OCSP.
		 * @param ocsp stapling of a server, or what a client requires
		 * @return this builder
		 */
		public Builder ocsp(OcspSpec ocsp) {
			this.ocsp = ocsp;
			return this;
		}

		/**
		 * Make the specification.
		 * @return the immutable specification
		 */
		public SecureContextSpec build() {
			return new SecureContextSpec(this.name, this.identities, this.trust, this.crls, this.requestCert,
					this.rejectUnauthorized, this.sessionIdContext, this.session, this.alpnProtocols, this.npnProtocols,
					this.protocols, this.ciphers, this.groups, this.provider, this.ocsp);
		}

	}

}
