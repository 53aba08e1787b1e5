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
import java.util.Arrays;

import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PreparedContext}.
 */
class PreparedContextTests {

	private final ContextPreparation preparation = new SecureContexts(new MaterialLoader(new DefaultResourceLoader()),
			Clock.systemUTC())
		.preparation();

	@Test
	void sessionsSurviveOtherCertificates() {
		assertThat(prepare(TestPki.server()).sessionDomain())
			.isEqualTo(prepare(TestPki.serverFor("a.example.com")).sessionDomain());
	}

	@Test
	void sessionsOfABoundContextDoNot() {
		PreparedContext bound = prepare(TestPki.server(), TestPki.serverRsa()).boundToIdentity();
		assertThat(bound.sessionDomain())
			.isEqualTo(prepare(TestPki.serverRsa(), TestPki.server()).boundToIdentity().sessionDomain())
			.isNotEqualTo(prepare(TestPki.server(), TestPki.serverRsa()).sessionDomain())
			.isNotEqualTo(prepare(TestPki.server()).boundToIdentity().sessionDomain())
			.isNotEqualTo(
					prepare(TestPki.serverFor("a.example.com"), TestPki.serverRsa()).boundToIdentity().sessionDomain());
	}

	@Test
	void aBoundContextIsOtherwiseTheSame() {
		PreparedContext context = prepare(TestPki.server());
		PreparedContext bound = context.boundToIdentity();
		assertThat(bound.spec()).isSameAs(context.spec());
		assertThat(bound.shape()).isEqualTo(context.shape());
		assertThat(bound.packed()).isEqualTo(context.packed());
		assertThat(bound.withProtocol("h2").sessionDomain())
			.isEqualTo(context.withProtocol("h2").boundToIdentity().sessionDomain())
			.isNotEqualTo(context.withProtocol("h2").sessionDomain());
	}

	private PreparedContext prepare(TestCertificate... certificates) {
		return this.preparation.prepare(SecureContextSpec.server("test",
				Arrays.stream(certificates).map(RunningServer::source).toArray(IdentitySource[]::new)));
	}

}
