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

package io.tlsboot.server;

import java.time.Clock;
import java.util.List;

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.TicketKeyRing;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.material.MaterialLoader;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ServerTicketKeys}.
 */
class ServerTicketKeysTests {

	private final SecureContexts contexts = new SecureContexts(new MaterialLoader(new DefaultResourceLoader()),
			Clock.systemUTC());

	private final Closeable source = new Closeable();

	@Test
	void keysOfTheUserAreUsedAndNotClosed() {
		ServerTicketKeys keys = ServerTicketKeys.open(SecureContextSpec.server("test"), this.contexts,
				new ReactorTlsServer.Choices(null, null, this.source));
		assertThat(keys.source()).isSameAs(this.source);
		keys.close();
		assertThat(this.source.closed).isZero();
	}

	@Test
	void withoutThemThereAreOthers() {
		ServerTicketKeys keys = ServerTicketKeys.open(SecureContextSpec.server("test"), this.contexts,
				ReactorTlsServer.Choices.NONE);
		assertThat(keys.source().keys()).isSameAs(keys.source().keys());
		keys.close();
	}

	@Test
	void whatWasOpenedIsClosedAlsoAfterAFailure() {
		ServerTicketKeys keys = new ServerTicketKeys(this.source, true);
		assertThat(keys.orClose(() -> "fine")).isEqualTo("fine");
		assertThat(this.source.closed).isZero();
		assertThatIllegalStateException().isThrownBy(() -> keys.orClose(() -> {
			throw new IllegalStateException("bad");
		})).withMessage("bad");
		assertThat(this.source.closed).isOne();
	}

	private static final class Closeable implements TicketKeySource, AutoCloseable {

		private int closed;

		@Override
		public TicketKeyRing keys() {
			return TicketKeyRing.of(List.of(new byte[32]));
		}

		@Override
		public void close() throws Exception {
			this.closed++;
			throw new Exception("cannot be closed");
		}

	}

}
