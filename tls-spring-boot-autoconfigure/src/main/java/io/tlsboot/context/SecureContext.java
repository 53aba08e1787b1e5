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

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A ready context of the TLS engine together with the policy that judges its peers. It is
 * immutable, holds native memory on the openssl engine and is released by
 * {@link #release()}; connections that use it keep it alive until they end.
 */
public final class SecureContext {

	private final SecureContextSpec spec;

	private final Engine engine;

	private final SslContext sslContext;

	private final List<PackedIdentity> identities;

	private final @Nullable PeerJudge judge;

	private final @Nullable TicketKeys ticketKeys;

	/** Only of a server on the engine of the Java runtime. */
	private final @Nullable IdentityKeyManager keyManager;

	/** Only of a server that staples. */
	private final @Nullable StapledCredentials stapled;

	private final PeerRecall recall;

	SecureContext(SecureContextSpec spec, Engine engine, SslContext sslContext, List<PackedIdentity> identities,
			@Nullable PeerJudge judge) {
		this.spec = spec;
		this.engine = engine;
		this.sslContext = sslContext;
		this.identities = List.copyOf(identities);
		this.judge = judge;
		this.recall = new PeerRecall(judge);
		this.ticketKeys = null;
		this.keyManager = null;
		this.stapled = null;
	}

	SecureContext(PreparedContext prepared, SslContext sslContext, @Nullable TicketKeys ticketKeys,
			@Nullable IdentityKeyManager keyManager, @Nullable StapledCredentials stapled) {
		this.spec = prepared.spec();
		this.engine = prepared.engine();
		this.sslContext = sslContext;
		this.identities = prepared.packed();
		this.judge = (prepared.trust() != null) ? prepared.trust().judge() : null;
		this.recall = new PeerRecall(this.judge);
		this.ticketKeys = ticketKeys;
		this.keyManager = keyManager;
		this.stapled = stapled;
	}

	/**
	 * Let the engine's context of this one present other identities, so that its sessions
	 * go on. That is possible on the engine of the Java runtime, whose sessions are bound
	 * to its context; on the other one tickets are bound to keys that outlive it.
	 * @param next the same context with other identities, but the same trust
	 * @return the context in place of this one, or {@code null} when it must be built
	 */
	public @Nullable SecureContext withIdentities(PreparedContext next) {
		if (this.keyManager == null) {
			return null;
		}
		this.keyManager.replace(next.identities());
		return new SecureContext(next, this.sslContext, null, this.keyManager, null);
	}

	/**
	 * Return the name of the context.
	 * @return {@code default}, or the host pattern it serves
	 */
	public String name() {
		return this.spec.name();
	}

	/**
	 * Return what the context was built from.
	 * @return the specification
	 */
	public SecureContextSpec spec() {
		return this.spec;
	}

	/**
	 * Return the engine in use.
	 * @return the engine
	 */
	public Engine engine() {
		return this.engine;
	}

	/**
	 * Return whose context it is.
	 * @return whether it is a client's, not a server's
	 */
	public boolean isClient() {
		return this.sslContext.isClient();
	}

	/**
	 * Return what it negotiates.
	 * @return versions, suites and groups
	 */
	public Negotiation negotiation() {
		return Negotiation.of(this.spec, this.engine);
	}

	/**
	 * Return what it proves who we are with.
	 * @return the identities as they are kept, one for each kind of key
	 */
	public List<PackedIdentity> packed() {
		return this.identities;
	}

	/**
	 * Return the chains that the context presents, leaf first.
	 * @return one chain for each identity
	 */
	public List<List<X509Certificate>> chains() {
		return this.identities.stream().map((identity) -> identity.chain()).toList();
	}

	/**
	 * Return the certificates that the context presents as its own, without their chains.
	 * @return one certificate for each identity
	 */
	public List<X509Certificate> leaves() {
		return this.identities.stream().map(PackedIdentity::leaf).toList();
	}

	/**
	 * Compare the material of this context with that of another, by content.
	 * @param before the context of the same specification as it was built before
	 * @return in what they differ; empty when keys, certificates and trust are the same
	 */
	public Set<MaterialChange> changesFrom(SecureContext before) {
		return MaterialChange.between(before.identities, before.trustDigest(), this.identities, trustDigest());
	}

	private byte[] trustDigest() {
		return (this.judge != null) ? this.judge.verifier().policy().digest() : new byte[0];
	}

	/**
	 * Return what the engine has counted of the sessions of this context.
	 * @return the statistics, or {@code null} when the engine has none or the context was
	 * released
	 */
	public @Nullable SessionStatistics sessionStatistics() {
		if (!this.engine.isOpenSsl() || !acquire()) {
			return null;
		}
		try {
			return OpenSslNative.sessionStatistics(this.sslContext);
		}
		finally {
			release();
		}
	}

	/**
	 * Make the handler of one server connection. Called on its event loop.
	 * @param alloc the allocator of the channel
	 * @param taskExecutor runs the engine's long tasks
	 * @return the handler
	 */
	public SslHandler newHandler(ByteBufAllocator alloc, Executor taskExecutor) {
		if (this.ticketKeys != null) {
			this.ticketKeys.refresh();
		}
		SslHandler handler = this.sslContext.newHandler(alloc, taskExecutor);
		if (this.engine.isOpenSsl() && !this.spec.session().tickets()) {
			OpenSslNative.refuseTickets(handler.engine());
		}
		if (this.stapled != null) {
			this.stapled.addTo(handler.engine());
		}
		return handler;
	}

	/**
	 * Make the handler of one client connection. Called on its event loop.
	 * @param alloc the allocator of the channel
	 * @param host the host that is dialled, a part of the key of its sessions
	 * @param port the port that is dialled, a part of the key of its sessions
	 * @param serverName the name to ask for (RFC 6066) and to verify, or {@code null} for
	 * the host
	 * @param taskExecutor runs the engine's long tasks
	 * @return the handler
	 */
	public SslHandler newClientHandler(ByteBufAllocator alloc, String host, int port, @Nullable String serverName,
			Executor taskExecutor) {
		if (this.judge != null && this.judge.staples() != null) {
			this.judge.staples().dropExpired(this.sslContext.sessionContext());
		}
		List<SNIServerName> names = ServerNames.requested(host, serverName);
		SslHandler handler = this.sslContext.newHandler(alloc, host, port, taskExecutor);
		ServerNames.set(handler.engine(), names);
		return handler;
	}

	/**
	 * Return the name that a client asks for.
	 * @param engine the engine of the client's connection
	 * @return the name, or {@code null} when it asks for none
	 */
	public static @Nullable String requestedName(SSLEngine engine) {
		return ServerNames.requested(engine);
	}

	/**
	 * Return the verdict that the handshake that has just ended came to. Called on the
	 * event loop, once for each connection.
	 * @param session the session of the connection
	 * @return the verdict, or {@code null} when the session was resumed and the peer must
	 * be judged again (security rule R2)
	 */
	public @Nullable Verdict handshakeVerdict(SSLSession session) {
		if (this.judge == null) {
			return Verdict.NOT_ASKED;
		}
		Verdict verdict = VerdictTrustManager.take(session);
		if (verdict != null) {
			this.recall.judged();
		}
		return verdict;
	}

	/**
	 * Return what is known of peers who were here before.
	 * @return what needs no work
	 */
	public PeerRecall recall() {
		return this.recall;
	}

	/**
	 * Judge a chain by today's trust and time. May take a millisecond; not called on an
	 * event loop.
	 * @param chain the chain, leaf first; empty when the peer sent none
	 * @param engine the engine of the connection, which knows the name that a client
	 * wants
	 * @return the verdict
	 */
	public Verdict judge(List<X509Certificate> chain, SSLEngine engine) {
		if (this.judge == null) {
			return Verdict.NOT_ASKED;
		}
		return chain.isEmpty() ? Verdict.NO_CERTIFICATE : this.judge.judge(chain, engine);
	}

	/**
	 * Return who judges peers.
	 * @return the judge, or {@code null} when peers are not asked for a certificate
	 */
	public @Nullable Judge judge() {
		return this.judge;
	}

	/**
	 * Return the chain that the peer of a session presented.
	 * @param session the session
	 * @return the chain, leaf first; empty when there is none
	 */
	public static List<X509Certificate> peerChain(SSLSession session) {
		try {
			Certificate[] chain = session.getPeerCertificates();
			return List.of(Arrays.copyOf(chain, chain.length, X509Certificate[].class));
		}
		catch (SSLPeerUnverifiedException ex) {
			return List.of();
		}
	}

	/**
	 * Return whether the connection of an engine resumed a session, if the engine can
	 * tell.
	 * @param engine the engine of a connection whose handshake is done
	 * @return whether it did, or {@code null} when the engine does not say
	 */
	public @Nullable Boolean sessionReused(SSLEngine engine) {
		return this.engine.isOpenSsl() ? OpenSslNative.sessionReused(engine) : null;
	}

	/**
	 * Return the key exchange group of a connection, if the engine can tell.
	 * @param engine the engine of a connection whose handshake is done
	 * @return the name, or {@code null} when the engine does not say
	 */
	public @Nullable String namedGroup(SSLEngine engine) {
		return this.engine.isOpenSsl() ? OpenSslNative.namedGroup(engine) : null;
	}

	/**
	 * Return whether the application protocol of a connection is one that was advertised.
	 * By NPN the client chooses, and nothing keeps it from choosing another. Called on
	 * the event loop.
	 * @param engine the engine of a connection whose handshake is done
	 * @return {@code false} when the client chose what it was not offered
	 */
	public boolean advertised(SSLEngine engine) {
		if (this.spec.npnProtocols().isEmpty()) {
			return true;
		}
		String chosen = OpenSslNative.nextProtocol(engine);
		return chosen == null || this.spec.npnProtocols().contains(chosen);
	}

	/**
	 * Take part in the context, unless its last owner has given it up already.
	 * @return whether the caller is an owner now, who must {@link #release()} it
	 */
	public boolean acquire() {
		try {
			if (this.stapled != null) {
				// It counts owners only, which the context does not: connections keep it.
				this.stapled.retain();
			}
			ReferenceCountUtil.retain(this.sslContext);
			return true;
		}
		catch (IllegalReferenceCountException ex) {
			return false;
		}
	}

	/**
	 * Give the context up. Its memory is freed when the last connection that uses it
	 * ends.
	 */
	public void release() {
		if (this.stapled != null) {
			this.stapled.release();
		}
		ReferenceCountUtil.release(this.sslContext);
	}

	@Override
	public String toString() {
		return "SecureContext[" + name() + ", " + this.engine.provider() + "]";
	}

}
