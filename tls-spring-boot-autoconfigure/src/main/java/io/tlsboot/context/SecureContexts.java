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

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSslCredential;
import io.netty.handler.ssl.OpenSslCredentialBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.material.Identity;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.ocsp.Staples;
import io.tlsboot.verify.PeerVerifier;
import io.tlsboot.verify.Purpose;
import io.tlsboot.verify.ServerIdentityVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Builds secure contexts: one function from an immutable specification, at start and at
 * each reload (security rule R5). It reads files and must not be called on an event loop.
 */
public final class SecureContexts {

	private final MaterialLoader loader;

	private final Clock clock;

	private final PeerTrusts trusts;

	private final @Nullable KeyLog keyLog;

	private final @Nullable Staples staples;

	/**
	 * Create a builder of contexts.
	 * @param loader reads keys and certificates
	 * @param clock tells the time that certificates are judged at
	 */
	public SecureContexts(MaterialLoader loader, Clock clock) {
		this(loader, clock, null);
	}

	/**
	 * Create a builder of contexts that may tell the secrets of their connections.
	 * @param loader reads keys and certificates
	 * @param clock tells the time that certificates are judged at
	 * @param keyLog writes the secrets of all connections, or {@code null} to keep them;
	 * with it the jdk engine is refused
	 */
	public SecureContexts(MaterialLoader loader, Clock clock, @Nullable KeyLog keyLog) {
		this(loader, clock, keyLog, new Staples(clock));
	}

	/**
	 * Create a builder of contexts whose certificates are asked about elsewhere.
	 * @param loader reads keys and certificates
	 * @param clock tells the time that certificates are judged at
	 * @param keyLog writes the secrets of all connections, or {@code null} to keep them;
	 * with it the jdk engine is refused
	 * @param staples keeps the OCSP responses of servers; the caller closes it
	 */
	public SecureContexts(MaterialLoader loader, Clock clock, @Nullable KeyLog keyLog, Staples staples) {
		this(loader, new PeerTrusts(loader, clock), clock, keyLog, staples);
	}

	private SecureContexts(MaterialLoader loader, PeerTrusts trusts, Clock clock, @Nullable KeyLog keyLog,
			@Nullable Staples staples) {
		this.loader = loader;
		this.clock = clock;
		this.trusts = trusts;
		this.keyLog = keyLog;
		this.staples = staples;
	}

	/**
	 * Create a builder of contexts that this process talks to itself with: it tells no
	 * secrets, staples no OCSP responses and says nothing of certificates that demand
	 * some.
	 * @param loader reads keys and certificates
	 * @param clock tells the time that certificates are judged at
	 * @return the builder; contexts for which {@code ocsp.stapling} is on are none for it
	 */
	public static SecureContexts quiet(MaterialLoader loader, Clock clock) {
		return new SecureContexts(loader, new PeerTrusts(loader, clock), clock, null, null);
	}

	/**
	 * Open the ticket keys that a specification names, for all contexts of a server.
	 * @param spec the specification
	 * @return the keys; the caller closes them if they are {@link AutoCloseable}
	 * @throws ContextException when the specification contradicts itself, the engine
	 * cannot honour it, or the file of the keys cannot be used
	 */
	public TicketKeySource ticketKeys(SecureContextSpec spec) {
		return SessionLimits.ticketKeys(spec, this.loader);
	}

	/**
	 * Return the files whose content decides what a context is, whether they are there
	 * now or not. Symbolic links are not followed.
	 * @param spec the specification
	 * @return absolute paths, each once
	 */
	public Set<Path> files(SecureContextSpec spec) {
		Set<Path> files = new LinkedHashSet<>();
		spec.identities().forEach((source) -> files.addAll(this.loader.files(source)));
		if (spec.trust() != null) {
			files.addAll(this.loader.files(spec.trust()));
		}
		files.addAll(this.loader.files(spec.crls()));
		return files;
	}

	/**
	 * Return what tells the time that certificates are judged at.
	 * @return the clock
	 */
	public Clock clock() {
		return this.clock;
	}

	/**
	 * Begin to prepare contexts of one server.
	 * @return prepares them, and reads what they share once
	 */
	public ContextPreparation preparation() {
		return new ContextPreparation(this.loader, this.clock, this.trusts, this.keyLog, this.staples);
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
		ApplicationProtocols.refuseNpnOfClient(spec);
		Engine engine = Engine.choose(spec.provider());
		if (this.keyLog != null) {
			this.keyLog.check(engine);
		}
		Negotiation negotiation = Negotiation.of(spec, engine);
		List<Identity> identities = ContextPreparation.identities(spec.identities(), this.loader::identity);
		EngineLimits.check(engine, identities);
		EngineLimits.checkStaple(engine, spec.ocsp());
		PeerJudge judge = new PeerJudge(new PeerVerifier(this.trusts.policy(spec, Purpose.SERVER), this.clock),
				identity, spec.ocsp().requireStaple() ? new StapledSessions(this.clock) : null);
		return new SecureContext(spec, engine,
				logged(engine, ClientContextBuilder.build(spec, engine, negotiation, identities, judge, customizers)),
				identities.stream().map(PackedIdentity::of).toList(), judge);
	}

	/**
	 * Let a new context tell its secrets, if that is wanted, or release it.
	 */
	private SslContext logged(Engine engine, SslContext context) {
		KeyLog keyLog = this.keyLog;
		if (keyLog == null) {
			return context;
		}
		try {
			return explained(engine, () -> {
				keyLog.attach(context);
				return context;
			});
		}
		catch (RuntimeException ex) {
			ReferenceCountUtil.release(context);
			throw ex;
		}
	}

	/**
	 * Let the engine do something, and explain whatever it throws.
	 */
	static <T extends @Nullable Object> T explained(Engine engine, Callable<T> action) {
		try {
			return action.call();
		}
		catch (ContextException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new ContextException("provider", engine.provider(),
					"The " + engine.version() + " engine refused the context: "
							+ ((ex.getMessage() != null) ? ex.getMessage() : ex.getClass().getSimpleName()),
					"Look at the cause, or try the other engine with 'provider'.", ex);
		}
	}

	static List<OpenSslCredential> credentials(Engine engine, List<Identity> identities) {
		return explained(engine,
				() -> credentials(identities,
						(identity) -> OpenSslCredentialBuilder
							.forX509(identity.key(), identity.chain().toArray(new X509Certificate[0]))
							.build()));
	}

	/**
	 * Build all credentials or none.
	 */
	static List<OpenSslCredential> credentials(List<Identity> identities,
			Function<Identity, OpenSslCredential> builder) {
		List<OpenSslCredential> credentials = new ArrayList<>(identities.size());
		try {
			for (Identity identity : identities) {
				credentials.add(builder.apply(identity));
			}
			return credentials;
		}
		catch (RuntimeException ex) {
			credentials.forEach(OpenSslCredential::release);
			throw ex;
		}
	}

	/**
	 * A client goes on when the server chooses none of its protocols.
	 */
	static ApplicationProtocolConfig clientAlpn(SecureContextSpec spec) {
		return new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
				ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
				ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, spec.alpnProtocols());
	}

}
