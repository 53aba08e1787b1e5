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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Engine}.
 */
class EngineTests {

	private static final Throwable PROBLEM = new IllegalStateException("outer",
			new UnsatisfiedLinkError("no netty_tcnative in java.library.path"));

	@Test
	void boringSslIsChosenWhereItLoads() {
		Engine engine = Engine.choose(TlsProvider.AUTO, null);
		assertThat(engine.provider()).isEqualTo(TlsProvider.OPENSSL);
		assertThat(engine.isOpenSsl()).isTrue();
		assertThat(engine.version()).isEqualTo("BoringSSL");
		assertThat(engine.reason()).isEqualTo("it is the fastest one and its native library loads");
		assertThat(Engine.choose(TlsProvider.AUTO)).isEqualTo(engine);
	}

	@Test
	void theJdkIsChosenWhereBoringSslDoesNotLoad() {
		Engine engine = Engine.choose(TlsProvider.AUTO, PROBLEM);
		assertThat(engine.provider()).isEqualTo(TlsProvider.JDK);
		assertThat(engine.isOpenSsl()).isFalse();
		assertThat(engine.version()).isEqualTo("JSSE of Java " + Runtime.version().feature());
		assertThat(engine.reason())
			.isEqualTo("the native library of BoringSSL does not load: no netty_tcnative in java.library.path");
	}

	@Test
	void aCauseWithoutAMessageIsNamed() {
		assertThat(Engine.choose(TlsProvider.AUTO, new NoClassDefFoundError()).reason())
			.isEqualTo("the native library of BoringSSL does not load: NoClassDefFoundError");
	}

	@Test
	void boringSslCanBeDemanded() {
		Engine engine = Engine.choose(TlsProvider.OPENSSL, null);
		assertThat(engine.provider()).isEqualTo(TlsProvider.OPENSSL);
		assertThat(engine.reason()).isEqualTo("it was chosen (provider: openssl)");
	}

	@Test
	void boringSslThatIsDemandedButDoesNotLoadFailsTheStart() {
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> Engine.choose(TlsProvider.OPENSSL, PROBLEM))
			.withCause(PROBLEM)
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("provider");
				assertThat(ex.value()).isEqualTo("openssl");
				assertThat(ex.problem())
					.isEqualTo("The native library of BoringSSL does not load: no netty_tcnative in java.library.path");
				assertThat(ex.action()).isEqualTo("Use 'provider: auto' or 'jdk', or add "
						+ "netty-tcnative-boringssl-static for this platform.");
			});
	}

	@Test
	void theJdkCanBeChosenWhetherOrNotBoringSslLoads() {
		Engine engine = Engine.choose(TlsProvider.JDK, null);
		assertThat(engine.provider()).isEqualTo(TlsProvider.JDK);
		assertThat(engine.reason()).isEqualTo("it was chosen (provider: jdk)");
		assertThat(Engine.choose(TlsProvider.JDK, PROBLEM)).isEqualTo(engine);
	}

}
