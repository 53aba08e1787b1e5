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

import java.security.KeyManagementException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslCredential;
import io.netty.handler.ssl.OpenSslCredentialBuilder;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.material.Identity;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.material.TrustSource;
import io.tlsboot.verify.PeerVerifier;
import io.tlsboot.verify.Purpose;
import io.tlsboot.verify.ServerIdentityVerifier;
import io.tlsboot.verify.TrustPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Builds secure contexts: one function from an immutable specification, at start and at
 * each reload (security rule R5). It reads files and must not be called on an event loop.
 */
public final class SecureContexts {

	private static final OpenSslSessionTicketKey[] NO_KEYS = {};

	private final MaterialLoader loader;

	private final Clock clock;

	/**
	 * Create a builder of contexts.
	 * @param loader reads keys and certificates
	 * @param clock tells the time that certificates are judged at
	 */
	public SecureContexts(MaterialLoader loader, Clock clock) {
		this.loader = loader;
		this.clock = clock;
	}

	/**
	 * Build the context of a server.
	 * @param spec the specification
	 * @return the context; the caller releases it
	 * @throws ContextException when the specification contradicts itself or the engine
	 * cannot honour it
	 * @throws io.tlsboot.material.MaterialException when key or trust material is not
	 * usable
	 */
	public SecureContext server(SecureContextSpec spec) {
		return server(spec, List.of());
	}

	/**
	 * Build the context of a server that shares its ticket keys with no other. Keys of a
	 * file are read once and not watched.
	 * @param spec the specification
	 * @param customizers have the last word on Netty's builder
	 * @return the context; the caller releases it
	 */
	public SecureContext server(SecureContextSpec spec, List<SecureContextCustomizer> customizers) {
		return server(spec, customizers, SessionLimits.ticketKeys(spec, this.loader, false));
	}

	/**
	 * Open the ticket keys that a specification names, for all contexts of a server.
	 * @param spec the specification
	 * @return the keys; the caller closes them if they are {@link AutoCloseable}
	 * @throws ContextException when the specification contradicts itself, the engine
	 * cannot honour it, or the file of the keys cannot be used
	 */
	public TicketKeySource ticketKeys(SecureContextSpec spec) {
		return SessionLimits.ticketKeys(spec, this.loader, true);
	}

	/**
	 * Build the context of a server.
	 * @param spec the specification
	 * @param customizers have the last word on Netty's builder
	 * @param ticketKeys has the root keys of session tickets
	 * @return the context; the caller releases it
	 */
	public SecureContext server(SecureContextSpec spec, List<SecureContextCustomizer> customizers,
			TicketKeySource ticketKeys) {
		Engine engine = Engine.choose(spec.provider());
		if (!engine.isOpenSsl()) {
			JdkRenegotiation.refuse();
		}
		Negotiation negotiation = Negotiation.of(spec, engine);
		SessionLimits.check(spec, engine, ticketKeys);
		List<Identity> identities = identities(spec);
		TrustPolicy policy = spec.requestCert() ? policy(spec, Purpose.CLIENT) : null;
		PeerJudge judge = (policy != null) ? new PeerJudge(new PeerVerifier(policy, this.clock), null) : null;
		negotiation = EngineLimits.check(spec, engine, identities, negotiation);
		try {
			SslContext context = build(spec, engine, negotiation, identities, policy, judge, customizers);
			return new SecureContext(spec, engine, context, identities, judge,
					sessions(spec, engine, context, policy, ticketKeys));
		}
		catch (SSLException | KeyManagementException ex) {
			throw refused(engine, ex);
		}
	}

	/**
	 * Build the context of a client. Its peers are always asked for a certificate.
	 * @param spec the specification; with {@code requestCert}
	 * @param identity decides whether a certificate is for the host that is wanted, or
	 * {@code null} when names do not matter
	 * @param customizers have the last word on Netty's builder
	 * @return the context; the caller releases it
	 * @throws ContextException when the specification contradicts itself or the engine
	 * cannot honour it
	 * @throws io.tlsboot.material.MaterialException when key or trust material is not
	 * usable
	 */
	public SecureContext client(SecureContextSpec spec, @Nullable ServerIdentityVerifier identity,
			List<SecureContextCustomizer> customizers) {
		Engine engine = Engine.choose(spec.provider());
		Negotiation negotiation = Negotiation.of(spec, engine);
		List<Identity> identities = spec.identities().isEmpty() ? List.of() : identities(spec);
		negotiation = EngineLimits.check(spec, engine, identities, negotiation);
		PeerJudge judge = new PeerJudge(new PeerVerifier(policy(spec, Purpose.SERVER), this.clock), identity);
		try {
			return new SecureContext(spec, engine,
					ClientContextBuilder.build(spec, engine, negotiation, identities, judge, customizers), identities,
					judge, null);
		}
		catch (SSLException ex) {
			throw refused(engine, ex);
		}
	}

	private static ContextException refused(Engine engine, Exception cause) {
		return new ContextException("provider", engine.provider(),
				"The " + engine.version() + " engine refused the context: " + cause.getMessage(),
				"Look at the cause, or try the other engine with 'provider'.", cause);
	}

	private List<Identity> identities(SecureContextSpec spec) {
		List<Identity> identities = new ArrayList<>();
		Set<String> kinds = new HashSet<>();
		for (IdentitySource source : spec.identities()) {
			Identity identity = this.loader.identity(source);
			String kind = IdentityKeyManager.kind(identity);
			if (!kinds.add(kind)) {
				throw new ContextException("key", null, "Two identities have keys of the same kind, " + kind,
						"Give one identity for each kind of key, and one context for each host.", null);
			}
			identities.add((spec.trust() != null)
					? ChainCompletion.complete(identity, this.loader.trust(spec.trust()), this.clock.instant())
					: identity);
		}
		if (identities.isEmpty()) {
			throw new ContextException("key", null, "A server needs a key and a certificate, and there is none",
					"Set 'key' and 'cert', 'pfx', 'bundle' or 'development-certificate: true'.", null);
		}
		return identities;
	}

	private TrustPolicy policy(SecureContextSpec spec, Purpose purpose) {
		TrustSource trust = (spec.trust() != null) ? spec.trust() : new TrustSource.WellKnown();
		return new TrustPolicy(this.loader.trust(trust),
				spec.crls().isEmpty() ? List.of() : this.loader.crls(spec.crls()), purpose, false);
	}

	private static SslContext build(SecureContextSpec spec, Engine engine, Negotiation negotiation,
			List<Identity> identities, @Nullable TrustPolicy policy, @Nullable PeerJudge judge,
			List<SecureContextCustomizer> customizers) throws SSLException, KeyManagementException {
		List<OpenSslCredential> credentials = engine.isOpenSsl() ? credentials(identities) : List.of();
		try {
			SslContextBuilder builder = SslContextBuilder
				.forServer(engine.isOpenSsl() ? new CredentialKeyManager() : new IdentityKeyManager(identities))
				.sslProvider(engine.sslProvider())
				.trustManager(new VerdictTrustManager(judge, (policy != null) ? policy.anchors() : List.of(),
						spec.rejectUnauthorized(), engine.isOpenSsl()))
				.clientAuth(clientAuth(spec))
				.protocols(negotiation.protocols())
				.ciphers(negotiation.ciphers(), IdentityCipherSuiteFilter.INSTANCE)
				.sessionCacheSize(spec.session().cacheSize())
				.sessionTimeout(spec.session().timeout().toSeconds());
			if (engine.isOpenSsl()) {
				builder.addCredentials(credentials)
					.option(OpenSslContextOption.GROUPS, negotiation.groups().toArray(new String[0]))
					.option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, EngineLimits.MAX_CERTIFICATE_LIST_BYTES);
			}
			if (!spec.alpnProtocols().isEmpty()) {
				builder.applicationProtocolConfig(alpn(spec, engine));
			}
			customizers.forEach((customizer) -> customizer.customize(spec, builder));
			return builder.build();
		}
		finally {
			credentials.forEach(OpenSslCredential::release);
		}
	}

	static List<OpenSslCredential> credentials(List<Identity> identities) {
		return identities.stream()
			.map((identity) -> OpenSslCredentialBuilder
				.forX509(identity.key(), identity.chain().toArray(new X509Certificate[0]))
				.build())
			.toList();
	}

	private static ApplicationProtocolConfig alpn(SecureContextSpec spec, Engine engine) {
		return new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
				engine.isOpenSsl() ? ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE
						: ApplicationProtocolConfig.SelectorFailureBehavior.FATAL_ALERT,
				ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, spec.alpnProtocols());
	}

	/**
	 * A client goes on when the server chooses none of its protocols.
	 */
	static ApplicationProtocolConfig clientAlpn(SecureContextSpec spec) {
		return new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
				ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
				ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, spec.alpnProtocols());
	}

	private static ClientAuth clientAuth(SecureContextSpec spec) {
		if (!spec.requestCert()) {
			return ClientAuth.NONE;
		}
		return spec.rejectUnauthorized() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL;
	}

	private @Nullable TicketKeys sessions(SecureContextSpec spec, Engine engine, SslContext context,
			@Nullable TrustPolicy policy, TicketKeySource ticketKeys) {
		SSLSessionContext sessions = context.sessionContext();
		sessions.setSessionTimeout((int) Math.min(spec.session().timeout().toSeconds(), Integer.MAX_VALUE));
		if (!engine.isOpenSsl()) {
			return null;
		}
		byte[] domain = SessionDomain.of(spec, engine, policy);
		if (!spec.session().tickets()) {
			OpenSslNative.setResumption(context, domain, NO_KEYS);
			return null;
		}
		try {
			return new TicketKeys(ticketKeys, domain, spec.session().timeout(), this.clock::millis,
					(keys) -> OpenSslNative.setResumption(context, domain, keys));
		}
		catch (RuntimeException ex) {
			ReferenceCountUtil.release(context);
			throw ex;
		}
	}

}
