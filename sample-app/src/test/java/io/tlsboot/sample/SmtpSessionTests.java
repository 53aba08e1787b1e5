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

package io.tlsboot.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The session of the mail server, byte by byte.
 */
class SmtpSessionTests {

	private final List<SmtpSession.Message> messages = new ArrayList<>();

	private final SmtpSession session = new SmtpSession(this.messages::add);

	@Test
	void mailInSingleBytes() {
		StringBuilder answers = new StringBuilder();
		String text = "EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nSubject: x\r\n\r\n..\r\nend\r\n.\r\nQUIT\r\n";
		for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
			answers.append(this.session.receive(new byte[] { each }));
		}
		assertThat(answers.toString().lines().map((line) -> line.substring(0, 3))).containsExactly("250", "250", "250",
				"250", "250", "354", "250", "221");
		assertThat(this.session.ended()).isTrue();
		assertThat(this.messages).singleElement().satisfies((message) -> {
			assertThat(message.subject()).isEqualTo("x");
			assertThat(message.content()).endsWith("\r\n.\r\nend\r\n");
		});
	}

	@Test
	void onlyCrLfEndsAMail() {
		say("EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n");
		assertThat(say("one\n.\nMAIL FROM:<evil@b>\n\r.\r\n")).isEmpty();
		assertThat(this.messages).isEmpty();
		assertThat(say("\r\n.\r\n")).isEqualTo("250 Ok\r\n");
		assertThat(this.messages).singleElement()
			.satisfies((message) -> assertThat(message.content()).contains("evil"));
	}

	@Test
	void wrongOrder() {
		assertThat(say("MAIL FROM:<a@b>\r\n")).startsWith("503");
		say("EHLO me\r\n");
		assertThat(say("RCPT TO:<c@d>\r\n")).startsWith("503");
		assertThat(say("DATA\r\n")).startsWith("503");
		assertThat(say("STARTTLS\r\n")).startsWith("503");
		assertThat(say("MAIL TO nobody\r\n")).startsWith("501");
		assertThat(say("WHAT\r\n")).startsWith("500");
		// Longer in upper case.
		assertThat(say("\u00df\r\n")).startsWith("500");
	}

	@Test
	void longLinesEndIt() {
		assertThat(say("x".repeat(5000))).startsWith("500");
		assertThat(this.session.ended()).isTrue();
	}

	private String say(String text) {
		return this.session.receive(text.getBytes(StandardCharsets.US_ASCII));
	}

}
