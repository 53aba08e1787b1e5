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

package io.tlsboot.reload;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.peer.Peer;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a thousand reloads under load cost: no handshake, and no memory.
 */
@EnabledOnOs(OS.LINUX)
class ReloadStormTests {

	private static final Pattern RESULT = Pattern
		.compile("storm connections=(\\d+) resumed=(\\d+) refused=(\\d+) failure=(.*) before=(\\d+) after=(\\d+)\\n");

	/** Two contexts of BoringSSL that nobody frees take more than 14 kibibytes. */
	private static final int LEAST_LEAK_KIB = 12;

	/**
	 * What the engine of the JDK needs is in the heap, whose size is fixed.
	 */
	@ParameterizedTest
	@CsvSource({ "OPENSSL,200,1000", "JDK,50,100" })
	void noHandshakeAndNoMemoryIsLost(TlsProvider provider, int before, int after) {
		try (Peer storm = ReloadStorm.start(provider, before, after)) {
			for (int i = 0; i < before + after; i += ReloadStorm.STEP) {
				storm.awaitOutput("reload " + i + "\n");
			}
			Matcher result = storm.awaitOutput(RESULT);
			assertThat(result.group(4)).isEqualTo("null");
			assertThat(Integer.parseInt(result.group(3))).isZero();
			assertThat(Integer.parseInt(result.group(1))).isGreaterThan(after / 10);
			assertThat(Integer.parseInt(result.group(2))).isPositive();
			if (provider == TlsProvider.OPENSSL) {
				assertThat(Long.parseLong(result.group(6)) - Long.parseLong(result.group(5))).as(result.group())
					.isLessThan((long) after * LEAST_LEAK_KIB);
			}
		}
	}

}
