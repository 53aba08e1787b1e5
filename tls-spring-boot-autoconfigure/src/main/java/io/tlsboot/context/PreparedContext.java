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
import java.util.List;
import java.util.Set;

import io.tlsboot.material.Identity;
import io.tlsboot.material.PackedIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A server context whose material was read and checked, but that has nothing of the
 * engine yet: a few kilobytes, from which the context is built without reading any file.
 */
public final class PreparedContext {

	private final SecureContextSpec spec;

	private final Engine engine;

	private final Negotiation negotiation;

	private final List<StapledIdentity> identities;

	private final @Nullable PeerTrust trust;

	private final boolean bound;

	private final Clock clock;

	private final @Nullable KeyLog keyLog;

	PreparedContext(SecureContextSpec spec, Engine engine, Negotiation negotiation, List<StapledIdentity> identities,
			@Nullable PeerTrust trust, boolean bound, Clock clock, @Nullable KeyLog keyLog) {
		this.spec = spec;
		this.engine = engine;
		this.negotiation = negotiation;
		this.identities = List.copyOf(identities);
		this.trust = trust;
		this.bound = bound;
		this.clock = clock;
		this.keyLog = keyLog;
	}

	/**
	 * Return what was prepared.
	 * @return the specification
	 */
	public SecureContextSpec spec() {
		return this.spec;
	}

	/**
	 * Return a key that contexts share when the engine takes one as it takes the other,
	 * because they differ in names, certificates and trust only.
	 * @return the key
	 */
	public Object shape() {
		return List.of(this.negotiation, this.spec.alpnProtocols(), this.spec.npnProtocols(), this.spec.requestCert(),
				this.spec.rejectUnauthorized(), packed().stream().map(PackedIdentity::algorithm).toList());
	}

	/**
	 * Return whether this has the {@link #shape()} of another context, as nearly all of a
	 * server have. Takes less than to make both shapes.
	 * @param other the other context
	 * @return whether it surely has
	 */
	public boolean hasShapeOf(PreparedContext other) {
		return this.negotiation == other.negotiation && this.spec.requestCert() == other.spec.requestCert()
				&& this.spec.rejectUnauthorized() == other.spec.rejectUnauthorized() && this.identities.size() == 1
				&& other.identities.size() == 1
				&& this.identities.get(0).identity().algorithm().equals(other.identities.get(0).identity().algorithm())
				&& this.spec.alpnProtocols().equals(other.spec.alpnProtocols());
	}

	/**
	 * Return the certificates that the context presents as its own, without their chains.
	 * @return one certificate for each identity, made anew each time
	 */
	public List<X509Certificate> leaves() {
		return packed().stream().map(PackedIdentity::leaf).toList();
	}

	/**
	 * Compare the material of this context with what was read before, by content.
	 * @param before the same specification as it was prepared before
	 * @return in what they differ; empty when keys, certificates and trust are the same
	 */
	public Set<MaterialChange> changesFrom(PreparedContext before) {
		return MaterialChange.between(before.packed(), before.trustDigest(), packed(), trustDigest());
	}

	/**
	 * Derive a context that negotiates one application protocol only.
	 * @param protocol the protocol
	 * @return the context, otherwise the same
	 */
	public PreparedContext withProtocol(String protocol) {
		return new PreparedContext(this.spec.with((changed) -> changed.alpnProtocols(List.of(protocol))), this.engine,
				this.negotiation, this.identities, this.trust, this.bound, this.clock, this.keyLog);
	}

	/**
	 * Derive a context whose sessions resume only at contexts with the same certificates,
	 * for names that do not tell whose context it is.
	 * @return the context, otherwise the same
	 */
	public PreparedContext boundToIdentity() {
		return new PreparedContext(this.spec, this.engine, this.negotiation, this.identities, this.trust, true,
				this.clock, this.keyLog);
	}

	/**
	 * Build the context. Takes about a millisecond; not called on an event loop.
	 * @param customizers have the last word on Netty's builder
	 * @param ticketKeys has the root keys of session tickets; {@link SteadyTicketKeys} if
	 * they are a user's
	 * @return the context; the caller releases it
	 * @throws ContextException when the engine refuses it; what a customizer throws is
	 * passed on
	 */
	public SecureContext build(List<SecureContextCustomizer> customizers, TicketKeySource ticketKeys) {
		return ServerContextBuilder.build(this, customizers, ticketKeys);
	}

	/**
	 * Return the engine that builds it.
	 * @return the engine
	 */
	public Engine engine() {
		return this.engine;
	}

	/**
	 * Return what it negotiates.
	 * @return versions, suites and groups
	 */
	public Negotiation negotiation() {
		return this.negotiation;
	}

	/**
	 * Return what it proves who we are with.
	 * @return the identities as they are kept, one for each kind of key
	 */
	public List<PackedIdentity> packed() {
		return this.identities.stream().map(StapledIdentity::identity).toList();
	}

	/**
	 * Return the identities with what is known of their certificates.
	 */
	List<StapledIdentity> stapled() {
		return this.identities;
	}

	List<Identity> identities() {
		return packed().stream().map(PackedIdentity::unpack).toList();
	}

	/**
	 * Return the effective session id context.
	 */
	byte[] sessionDomain() {
		return SessionDomain.of(this.spec, this.negotiation, trustDigest(),
				this.bound ? identities().stream().map(Identity::leaf).toList() : List.of());
	}

	private byte[] trustDigest() {
		return (this.trust != null) ? this.trust.digest() : new byte[0];
	}

	Clock clock() {
		return this.clock;
	}

	/**
	 * Return what writes the secrets of connections, or {@code null} when nothing does.
	 */
	@Nullable KeyLog keyLog() {
		return this.keyLog;
	}

	@Nullable PeerTrust trust() {
		return this.trust;
	}

	@Override
	public String toString() {
		return "PreparedContext[" + this.spec.name() + "]";
	}

}
