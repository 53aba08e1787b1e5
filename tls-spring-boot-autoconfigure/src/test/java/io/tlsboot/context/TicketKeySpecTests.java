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

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TicketKeySpec}.
 */
class TicketKeySpecTests {

	@ParameterizedTest
	@CsvSource(nullValues = "null",
			value = { "null,null", "file:/run/secrets/ticket-keys,file:/run/secrets/ticket-keys",
					"classpath:ticket.keys,classpath:ticket.keys", "base64:c2VjcmV0,(not shown)",
					"BASE64:c2VjcmV0,(not shown)", "c2VjcmV0,(not shown)",
					"file:Qk1TRUNSRVRCTVNFQ1JFVEJNU0VDUkVUQk1TRUNSRVQ=,(not shown)",
					"https://user:secret@example.com/keys,(not shown)" })
	void onlyAPlainLocationIsShown(String location, String shown) {
		assertThat(new TicketKeySpec(location, Duration.ofHours(1)))
			.hasToString("TicketKeySpec[location=" + shown + ", rotateEvery=PT1H]");
	}

}
