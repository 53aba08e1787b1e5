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

import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link HandshakeFailureLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class HandshakeFailureLogTests {

	@Test
	void pairsOfEverNewNamesTakeNoEverMoreMemory(CapturedOutput output) {
		HandshakeFailureLog log = new HandshakeFailureLog();
		for (int i = 0; i < 3000; i++) {
			log.handshakeFailed(failed("pair" + i));
		}
		assertThat(log.endpoints()).isEqualTo(1000);
		assertThat(output.toString().lines().filter((line) -> line.contains("TLS handshake on 'pair"))).as("lines")
			.hasSizeBetween(1001, 1030);
	}

	private static FailedHandshake failed(String endpoint) {
		return new FailedHandshake(Role.SERVER, endpoint, null, null,
				new HandshakeFailure(HandshakeFailureReason.TIMEOUT, null, null, null, null, null, null, 1));
	}

}
