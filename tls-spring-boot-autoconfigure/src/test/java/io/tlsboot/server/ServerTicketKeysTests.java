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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tlsboot.context.ContextException;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.TicketKeyRing;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.test.peer.OpenSslClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ServerTicketKeys}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServerTicketKeysTests {

	private final SecureContexts contexts = new SecureContexts(new MaterialLoader(new DefaultResourceLoader()),
			Clock.systemUTC());

	private final Closeable source = new Closeable();

	@Test
	void keysOfTheUserAreUsedAndNotClosed() {
		ServerTicketKeys keys = ServerTicketKeys.open(SecureContextSpec.server("test"), this.contexts,
				new TlsServerChoices(null, null, this.source));
		TicketKeyRing ring = keys.source().keys();
		assertThat(ring).hasToString("TicketKeyRing[3 keys]").isSameAs(keys.source().keys());
		keys.close();
		assertThat(this.source.closed).isZero();
	}

	@Test
	void withoutThemThereAreOthers() {
		ServerTicketKeys keys = ServerTicketKeys.open(SecureContextSpec.server("test"), this.contexts,
				TlsServerChoices.NONE);
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

	/**
	 * Both hosts have the same shape, so only the first is built when the server begins
	 * to listen.
	 */
	@Test
	void aHostThatIsBuiltWhileTheSourceFailsServes(CapturedOutput output) {
		AtomicBoolean broken = new AtomicBoolean();
		TicketKeySource flaky = () -> {
			if (broken.get()) {
				throw new IllegalStateException("no connection");
			}
			return this.source.keys();
		};
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.choices(new TlsServerChoices(null, null, flaky))
			.sni("one.example.com", (context) -> context)
			.sni("two.example.com", (context) -> context)
			.start()) {
			broken.set(true);
			for (String host : List.of("one.example.com", "two.example.com")) {
				OpenSslClient.to(server.port()).serverName(host).exchange("hello\n", "hello\n");
			}
			broken.set(false);
			OpenSslClient.to(server.port()).exchange("hello\n", "hello\n");
		}
		assertThat(output).containsOnlyOnce("fails, its last keys stay in use").containsOnlyOnce("has keys again");
	}

	@Test
	void aSourceThatHasNoKeysFailsTheStart() {
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(() -> RunningServer.with(TlsProvider.OPENSSL).choices(new TlsServerChoices(null, null, () -> {
				throw new IllegalArgumentException("no connection");
			})).start())
			.withMessageMatching("session\\.ticket-keys\\.source: The TicketKeySource \\S+ gives no keys: "
					+ "IllegalArgumentException");
	}

	private static byte[] bytes(int filling) {
		byte[] bytes = new byte[32];
		Arrays.fill(bytes, (byte) filling);
		return bytes;
	}

	private static final class Closeable implements TicketKeySource, AutoCloseable {

		private int closed;

		@Override
		public TicketKeyRing keys() {
			return TicketKeyRing.of(List.of(bytes(1), bytes(2), bytes(3)));
		}

		@Override
		public void close() throws Exception {
			this.closed++;
			throw new Exception("cannot be closed");
		}

	}

}
