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
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdkRenegotiation}.
 */
class JdkRenegotiationTests {

	private @Nullable String before;

	@BeforeEach
	void remember() {
		this.before = System.getProperty(JdkRenegotiation.PROPERTY);
		System.clearProperty(JdkRenegotiation.PROPERTY);
	}

	@AfterEach
	void restore() {
		if (this.before != null) {
			System.setProperty(JdkRenegotiation.PROPERTY, this.before);
		}
		else {
			System.clearProperty(JdkRenegotiation.PROPERTY);
		}
	}

	@ParameterizedTest
	@CsvSource({ "JDK,true", "OPENSSL," })
	void isRefusedWithTheFirstContextOfTheJdkEngine(TlsProvider provider, @Nullable String expected) {
		new SecureContexts(new MaterialLoader(new DefaultResourceLoader()), Clock.systemUTC()).preparation()
			.prepare(SecureContextSpec.server("test", RunningServer.source(TestPki.server()))
				.with((spec) -> spec.provider(provider)));
		assertThat(System.getProperty(JdkRenegotiation.PROPERTY)).isEqualTo(expected);
	}

	@Test
	void isRefusedUnlessTheUserSaysSomethingElse() {
		JdkRenegotiation.refuse();
		assertThat(System.getProperty(JdkRenegotiation.PROPERTY)).isEqualTo("true");
		System.setProperty(JdkRenegotiation.PROPERTY, "false");
		JdkRenegotiation.refuse();
		assertThat(System.getProperty(JdkRenegotiation.PROPERTY)).isEqualTo("false");
	}

}
