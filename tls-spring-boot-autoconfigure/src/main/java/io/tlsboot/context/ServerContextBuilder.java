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

import javax.net.ssl.KeyManager;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslCredential;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.material.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Sets up the engine's context of a server.
 */
final class ServerContextBuilder {

	private static final OpenSslSessionTicketKey[] NO_KEYS = {};

	private ServerContextBuilder() {
	}

	static SecureContext build(PreparedContext prepared, List<SecureContextCustomizer> customizers,
			TicketKeySource ticketKeys) {
		Engine engine = prepared.engine();
		SessionLimits.check(prepared.spec(), engine, ticketKeys);
		List<Identity> identities = SecureContexts.explained(engine, prepared::identities);
		List<OpenSslCredential> credentials = List.of();
		try {
			IdentityKeyManager keyManager = engine.isOpenSsl() ? null : new IdentityKeyManager(identities);
			SslContextBuilder builder = builder(prepared,
					(keyManager != null) ? keyManager : new CredentialKeyManager());
			if (engine.isOpenSsl()) {
				// Those that are stapled to are given to each connection.
				credentials = prepared.spec().ocsp().stapling() ? List.of()
						: SecureContexts.credentials(engine, identities);
				builder.addCredentials(credentials)
					.option(OpenSslContextOption.GROUPS, prepared.negotiation().groups().toArray(new String[0]))
					.option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, EngineLimits.MAX_CERTIFICATE_LIST_BYTES);
			}
			customizers.forEach((customizer) -> customizer.customize(prepared.spec(), builder));
			return finish(prepared, SecureContexts.explained(engine, builder::build), ticketKeys, keyManager);
		}
		finally {
			credentials.forEach(OpenSslCredential::release);
		}
	}

	/**
	 * Make the engine's context one of the server, or release it.
	 */
	static SecureContext finish(PreparedContext prepared, SslContext context, TicketKeySource ticketKeys,
			@Nullable IdentityKeyManager keyManager) {
		try {
			TicketKeys keys = SecureContexts.explained(prepared.engine(), () -> {
				ApplicationProtocols.advertise(prepared.spec(), context);
				KeyLog keyLog = prepared.keyLog();
				if (keyLog != null) {
					keyLog.attach(context);
				}
				return sessions(prepared, context, ticketKeys);
			});
			return new SecureContext(prepared, context, keys, keyManager,
					prepared.spec().ocsp().stapling() ? StapledCredentials.of(prepared) : null);
		}
		catch (RuntimeException ex) {
			ReferenceCountUtil.release(context);
			throw ex;
		}
	}

	private static SslContextBuilder builder(PreparedContext prepared, KeyManager keyManager) {
		SecureContextSpec spec = prepared.spec();
		Engine engine = prepared.engine();
		PeerTrust trust = prepared.trust();
		SslContextBuilder builder = SslContextBuilder.forServer(keyManager)
			.sslProvider(engine.sslProvider())
			.trustManager(new VerdictTrustManager((trust != null) ? trust.judge() : null,
					(trust != null) ? trust.anchors() : List.of(), spec.rejectUnauthorized(), engine.isOpenSsl()))
			.clientAuth(clientAuth(spec))
			.protocols(prepared.negotiation().protocols())
			.ciphers(prepared.negotiation().ciphers(), IdentityCipherSuiteFilter.INSTANCE)
			.sessionCacheSize(spec.session().cacheSize())
			.sessionTimeout(spec.session().timeout().toSeconds());
		ApplicationProtocolConfig protocols = ApplicationProtocols.ofServer(spec, engine);
		return (protocols != null) ? builder.applicationProtocolConfig(protocols) : builder;
	}

	private static ClientAuth clientAuth(SecureContextSpec spec) {
		if (!spec.requestCert()) {
			return ClientAuth.NONE;
		}
		return spec.rejectUnauthorized() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL;
	}

	private static @Nullable TicketKeys sessions(PreparedContext prepared, SslContext context,
			TicketKeySource ticketKeys) {
		SessionSpec session = prepared.spec().session();
		context.sessionContext().setSessionTimeout((int) Math.min(session.timeout().toSeconds(), Integer.MAX_VALUE));
		if (!prepared.engine().isOpenSsl()) {
			return null;
		}
		byte[] domain = prepared.sessionDomain();
		if (!session.tickets()) {
			OpenSslNative.setResumption(context, domain, NO_KEYS);
			return null;
		}
		return new TicketKeys(ticketKeys, domain, session.timeout(), prepared.clock()::millis,
				(keys) -> OpenSslNative.setResumption(context, domain, keys));
	}

}
