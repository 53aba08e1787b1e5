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

import java.time.Clock;

import io.tlsboot.material.MaterialLoader;
import io.tlsboot.material.TrustSource;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ContextPreparation}.
 */
class ContextPreparationTests {

	private final ContextPreparation preparation = new SecureContexts(new MaterialLoader(new DefaultResourceLoader()),
			Clock.systemUTC())
		.preparation();

	@Test
	void whoRefusesClientsNamesAnAuthority() {
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> prepare(true, true, null))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("ca");
				assertThat(ex.problem())
					.isEqualTo("The server refuses clients that are not authorized, but no authority is named");
				assertThat(ex.action())
					.isEqualTo("Set 'ca' to the certificates of your client authority; 'ca: well-known' names the "
							+ "public roots, which would let in whoever holds any certificate of theirs.");
			});
		assertThat(prepare(true, true, RunningServer.trust(TestPki.ca())).trust()).isNotNull();
		assertThat(prepare(true, true, new TrustSource.WellKnown()).trust()).isNotNull();
	}

	@Test
	void whoRefusesNobodyNeedNot() {
		assertThat(prepare(true, false, null).trust()).isNotNull();
		assertThat(prepare(false, true, null).trust()).isNull();
	}

	private PreparedContext prepare(boolean requestCert, boolean reject, @Nullable TrustSource trust) {
		return this.preparation.prepare(SecureContextSpec.server("test", RunningServer.source(TestPki.server()))
			.with((spec) -> spec.requestCert(requestCert).rejectUnauthorized(reject).trust(trust)));
	}

}
