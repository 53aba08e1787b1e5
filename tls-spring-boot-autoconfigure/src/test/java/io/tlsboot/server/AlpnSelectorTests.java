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

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.AlpnSelector;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server whose user chooses the application protocol.
 */
class AlpnSelectorTests {

	private static final String ECHO = "hello\n";

	private final Queue<String> asked = new ConcurrentLinkedQueue<>();

	private final AtomicInteger built = new AtomicInteger();

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theSelectorChooses(TlsProvider provider) {
		try (RunningServer server = server(provider, (context, name, offered) -> {
			this.asked.add(context + " " + name + " " + offered);
			return offered.get(offered.size() - 1);
		})) {
			int before = this.built.get();
			assertThat(protocol(server, null, "-tls1_3", "a", "b")).isEqualTo("b");
			assertThat(protocol(server, "www.example.com", "-tls1_2", "b", "a")).isEqualTo("a");
			assertThat(protocol(server, "own.example.com", "-tls1_2", "b", "a")).as("it has a list").isEqualTo("a");
			assertThat(protocol(server, null, "-tls1_2", "a", "b")).isEqualTo("b");
			OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			assertThat(server.recorder().awaitSecured(5).applicationProtocol()).isEmpty();
			assertThat(server.recorder().secured().get(0).applicationProtocol()).contains("b");
			assertThat(server.recorder().secured().get(1).contextName()).isEqualTo("*.example.com");
			assertThat(this.asked).containsExactly("default null [a, b]", "*.example.com www.example.com [b, a]",
					"default null [a, b]");
			assertThat(this.built).as("one context for each host and protocol").hasValue(before + 2);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void nothingChosenIsRefused(TlsProvider provider) {
		try (RunningServer server = server(provider, (context, name, offered) -> null)) {
			OpenSslResult result = OpenSslClient.to(server.port()).alpn("a").awaitEnd();
			assertThat(result.alert()).as(result.output()).isEqualTo(120);
			HandshakeFailure failure = server.recorder().awaitFailure();
			assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.NO_APPLICATION_PROTOCOL);
			assertThat(failure.contextName()).isEqualTo("default");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aWrongChoiceIsAnErrorOfThisSide(TlsProvider provider) {
		for (AlpnSelector selector : List.<AlpnSelector>of((context, name, offered) -> "x",
				(context, name, offered) -> {
					throw new IllegalArgumentException("no");
				})) {
			try (RunningServer server = server(provider, selector)) {
				OpenSslResult result = OpenSslClient.to(server.port()).alpn("a").awaitEnd();
				assertThat(result.alert()).as(result.output()).isEqualTo(80);
				assertThat(server.recorder().awaitFailure().reason()).isEqualTo(HandshakeFailureReason.INTERNAL_ERROR);
				OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			}
		}
	}

	private RunningServer server(TlsProvider provider, AlpnSelector selector) {
		return RunningServer.with(provider)
			.sni("*.example.com", (context) -> context)
			.sni("own.example.com", (context) -> context.alpnProtocols(List.of("a", "b")))
			.choices(new TlsServerChoices(null, selector, null))
			.contextCustomizers((spec, builder) -> this.built.incrementAndGet())
			.start();
	}

	private static String protocol(RunningServer server, String name, String version, String... offered) {
		OpenSslClient client = OpenSslClient.to(server.port()).option(version).alpn(offered);
		return String
			.valueOf(((name != null) ? client.serverName(name) : client).exchange(ECHO, ECHO).applicationProtocol());
	}

}
