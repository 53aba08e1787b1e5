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
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

import io.netty.handler.ssl.OpenSslCredential;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCounted;
import io.tlsboot.material.Identity;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

/**
 * Tests for {@link ServerContextBuilder}.
 */
class ServerContextBuilderTests {

	private static final TicketKeySource KEYS = new SteadyTicketKeys(() -> TicketKeyRing.of(List.of(new byte[32])));

	private final PreparedContext prepared = new SecureContexts(new MaterialLoader(new DefaultResourceLoader()),
			Clock.systemUTC())
		.preparation()
		.prepare(SecureContextSpec.server("test", RunningServer.source(TestPki.server()))
			.with((spec) -> spec.provider(TlsProvider.OPENSSL)));

	@Test
	void whateverTheEngineThrowsIsExplained() {
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(
					() -> this.prepared.build(List.of((spec, builder) -> builder.sslProvider(SslProvider.JDK)), KEYS))
			.withMessageMatching("provider: The BoringSSL engine refused the context: .+")
			.withCauseInstanceOf(RuntimeException.class)
			.satisfies((ex) -> assertThat(ex.action()).endsWith("."));
	}

	@Test
	void aContextThatCannotBeFinishedIsReleased() {
		SslContext context = mock(SslContext.class, withSettings().extraInterfaces(ReferenceCounted.class));
		given(context.sessionContext()).willThrow(new IllegalStateException("no sessions"));
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(() -> ServerContextBuilder.finish(this.prepared, context, KEYS, null))
			.withMessageEndingWith("refused the context: no sessions");
		then((ReferenceCounted) context).should().release();
	}

	@Test
	void credentialsAreReleasedWhenALaterOneFails() {
		OpenSslCredential one = mock(OpenSslCredential.class);
		OpenSslCredential two = mock(OpenSslCredential.class);
		Queue<OpenSslCredential> built = new ArrayDeque<>(Arrays.asList(one, two));
		Identity identity = this.prepared.identities().get(0);
		assertThatIllegalStateException()
			.isThrownBy(() -> SecureContexts.credentials(List.of(identity, identity, identity), (each) -> next(built)));
		then(one).should().release();
		then(two).should().release();
	}

	private static OpenSslCredential next(Queue<OpenSslCredential> built) {
		OpenSslCredential next = built.poll();
		if (next == null) {
			throw new IllegalStateException("Failed to build SSL credential");
		}
		return next;
	}

}
