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

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tlsboot.context.OcspSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OcspAuthority;
import io.tlsboot.test.peer.OcspResponder;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that staples what an independent responder says about its certificates, seen
 * by an independent client.
 */
class StaplingTests {

	private static final String NONE = "OCSP response: no response sent";

	private static final Pattern SERIAL = Pattern.compile("Serial Number: ([0-9A-F]+)");

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aGoodAnswerReachesTheClient(String version) {
		OcspAuthority authority = new OcspAuthority(TestPki.ca()).good(TestPki.server());
		try (OcspResponder responder = authority.start("-ndays", "1");
				RunningServer server = stapling(responder.address()).start()) {
			awaitStaple(server, null);
			OpenSslResult result = look(server, version, null);
			assertThat(result.output()).contains("OCSP Response Status: successful", "Cert Status: good",
					"Response verify OK");
			assertThat(result.verifyCode()).isZero();
			assertThat(serial(result))
				.isEqualTo(TestPki.server().certificate().getSerialNumber().toString(16).toUpperCase());
		}
	}

	private static RunningServer.Builder stapling(@Nullable URI responder) {
		return RunningServer.with(TlsProvider.OPENSSL)
			.context((spec) -> spec.ocsp(OcspSpec.stapling(responder)).trust(RunningServer.trust(TestPki.ca())));
	}

	private static void awaitStaple(RunningServer server, @Nullable String host) {
		Await.until("an answer is stapled", () -> !look(server, "TLSv1.3", host).output().contains(NONE));
	}

	private static OpenSslResult look(RunningServer server, String version, @Nullable String host) {
		OpenSslClient client = OpenSslClient.to(server.port()).protocol(version).trust(TestPki.ca()).option("-status");
		if (host != null) {
			client.serverName(host);
		}
		return client.exchange("hello\n", "hello");
	}

	private static String serial(OpenSslResult result) {
		Matcher matcher = SERIAL.matcher(result.output());
		assertThat(matcher.find()).as(result.output()).isTrue();
		return matcher.group(1);
	}

}
