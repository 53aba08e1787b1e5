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

import java.time.Duration;
import java.util.List;

import io.tlsboot.material.MaterialLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SessionLimits}.
 */
class SessionLimitsTests {

	private static final MaterialLoader LOADER = new MaterialLoader(new DefaultResourceLoader());

	private static final TicketKeySource USERS = () -> TicketKeyRing.of(List.of(new byte[32]));

	@Test
	void theJdkEngineSharesNoKeys() {
		String problem = "The jdk engine keeps its own ticket keys and cannot share them or change them after a time "
				+ "of yours";
		refused(spec(TlsProvider.JDK, true, "file:keys", null), "session.ticket-keys.location", problem,
				"Use 'provider: openssl', or remove 'session.ticket-keys.location'.");
		refused(spec(TlsProvider.JDK, true, null, Duration.ofHours(1)), "session.ticket-keys.rotate-every", problem,
				"Use 'provider: openssl', or remove 'session.ticket-keys.rotate-every'.");
		SecureContextSpec plain = spec(TlsProvider.JDK, true, null, null);
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(() -> SessionLimits.check(plain, Engine.choose(plain.provider()), new SteadyTicketKeys(USERS)))
			.withMessage("session.ticket-keys.source: " + problem)
			.satisfies((ex) -> assertThat(ex.action())
				.isEqualTo("Use 'provider: openssl', or remove the TicketKeySource."));
		SessionLimits.check(plain, Engine.choose(plain.provider()), open(plain));
	}

	@Test
	void keysWithoutTicketsAreAContradiction() {
		String problem = "There are settings for ticket keys, and 'session.tickets: false' turns tickets off";
		String action = "Remove 'session.ticket-keys', or 'session.tickets: false'.";
		refused(spec(TlsProvider.OPENSSL, false, "file:keys", null), "session.ticket-keys.location", problem, action);
		refused(spec(TlsProvider.OPENSSL, false, null, Duration.ofHours(1)), "session.ticket-keys.rotate-every",
				problem, action);
		SecureContextSpec off = spec(TlsProvider.OPENSSL, false, null, null);
		SessionLimits.check(off, Engine.choose(off.provider()), USERS);
	}

	@Test
	void theKeysOfAFileAreNotRotated() {
		refused(spec(TlsProvider.OPENSSL, true, "file:keys", Duration.ofHours(1)), "session.ticket-keys.rotate-every",
				"The keys of a file change when the file does, and not after a time",
				"Remove 'session.ticket-keys.rotate-every', or 'session.ticket-keys.location' to let keys be generated.");
	}

	@Test
	void aKeyEncryptsForASecondOrMore() {
		refused(spec(TlsProvider.OPENSSL, true, null, Duration.ofMillis(999)), "session.ticket-keys.rotate-every",
				"A key must encrypt for one second or more", "Use a longer time; 12h is the default.");
		assertThat(open(spec(TlsProvider.OPENSSL, true, null, Duration.ofSeconds(1))))
			.isInstanceOf(GeneratedTicketKeys.class);
	}

	@Test
	void keysOfTheApplicationContradictTheSettings() {
		SecureContextSpec spec = spec(TlsProvider.OPENSSL, true, "file:keys", null);
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(() -> SessionLimits.check(spec, Engine.choose(spec.provider()), new SteadyTicketKeys(USERS)))
			.withMessage("session.ticket-keys.location: A TicketKeySource of the application has the ticket keys "
					+ "already");
	}

	private static void refused(SecureContextSpec spec, String key, String problem, String action) {
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> open(spec))
			.withMessage(key + ": " + problem)
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo(action));
	}

	private static TicketKeySource open(SecureContextSpec spec) {
		return SessionLimits.ticketKeys(spec, LOADER);
	}

	private static SecureContextSpec spec(TlsProvider provider, boolean tickets, @Nullable String location,
			@Nullable Duration rotateEvery) {
		return SecureContextSpec.server("test")
			.with((spec) -> spec.provider(provider)
				.session(new SessionSpec(Duration.ofHours(1), 16, tickets, new TicketKeySpec(location, rotateEvery))));
	}

}
