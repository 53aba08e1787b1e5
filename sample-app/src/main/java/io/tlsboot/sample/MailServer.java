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
import java.time.Instant;

import io.netty.buffer.Unpooled;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Serves the connections of the server {@code mail}: takes every mail into the mailbox.
 * What comes before STARTTLS is not its business.
 */
@Component("mail")
class MailServer implements SecureConnectionHandler {

	private static final Logger logger = LoggerFactory.getLogger(MailServer.class);

	private final Mailbox mailbox;

	MailServer(Mailbox mailbox) {
		this.mailbox = mailbox;
	}

	@Override
	public Publisher<Void> handle(SecureConnection connection) {
		SmtpSession session = new SmtpSession((message) -> received(connection, message));
		return connection.send(connection.receive()
			.asByteArray()
			.map(session::receive)
			.takeUntil((answers) -> session.ended())
			.filter((answers) -> !answers.isEmpty())
			.map((answers) -> Unpooled.copiedBuffer(answers, StandardCharsets.UTF_8)));
	}

	private void received(SecureConnection connection, SmtpSession.Message message) {
		Mail mail = new Mail(Instant.now(), message.from(), message.to(), message.subject(), message.size(),
				connection.protocol(), connection.cipher());
		this.mailbox.add(mail);
		logger.info("mail: {} bytes for {} recipients over {}", mail.size(), mail.to().size(), mail.protocol());
	}

}
