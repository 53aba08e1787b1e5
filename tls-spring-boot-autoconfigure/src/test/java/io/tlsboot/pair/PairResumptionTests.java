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

package io.tlsboot.pair;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.TlsProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pairs of the same contexts resume each other's sessions, when the client says whom it
 * expects.
 */
class PairResumptionTests {

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void theSecondPairResumes(TlsProvider provider, String version) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			SecureContext server = pairs.serverContext();
			SecureContext client = pairs.clientContext((spec) -> spec);
			PairOptions target = PairOptions.DEFAULTS.withTarget("localhost", 443);
			assertThat(resumed(pairs, server, client, target)).isFalse();
			assertThat(resumed(pairs, server, client, target)).isTrue();
			assertThat(resumed(pairs, server, client, target.withTarget("localhost", 444))).isFalse();
		}
	}

	private static boolean resumed(TestPairs pairs, SecureContext server, SecureContext client, PairOptions target) {
		SecurePair one = pairs.pairs().server(server);
		SecurePair other = pairs.pairs().client(client, target);
		TestPairs.connect(one, other);
		SecureConnection served = TestPairs.secured(one);
		SecureConnection dialled = TestPairs.secured(other);
		// What comes behind the tickets of TLS 1.3 tells that they have come.
		served.sendString("hello").block(TestPairs.LIMIT);
		assertThat(dialled.receive().asString().blockFirst(TestPairs.LIMIT)).isEqualTo("hello");
		assertThat(served.sessionReused()).isEqualTo(dialled.sessionReused());
		assertThat(dialled.authorized()).isTrue();
		served.close().and(dialled.close()).block(TestPairs.LIMIT);
		return dialled.sessionReused();
	}

}
