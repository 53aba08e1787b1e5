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

package io.tlsboot.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What users of servers say once the connection is secure.
 */
final class UseAfterTls {

	private UseAfterTls() {
	}

	/**
	 * Send a mail.
	 */
	static void mail(Conversation postfix) {
		postfix.say("EHLO client.example.com\r\n").hear("\r\n250 ");
		postfix.say("MAIL FROM:<from@example.com>\r\n").hear("250 2.1.0 Ok\r\n");
		postfix.say("RCPT TO:<to@example.com>\r\n").hear("250 2.1.5 Ok\r\n");
		postfix.say("DATA\r\n").hear("354 ");
		postfix.say("Subject: hello\r\n\r\nhello\r\n.\r\n").hear("250 2.0.0 Ok: queued as ");
		postfix.say("QUIT\r\n").hear("221 2.0.0 Bye");
	}

	/**
	 * Open the mailbox.
	 */
	static void imap(Conversation dovecot) {
		dovecot.say("a LOGIN user secret\r\n").hear("a OK ");
		dovecot.say("b SELECT INBOX\r\n").hear("* 0 EXISTS\r\n").hear("b OK [READ-WRITE] ");
		dovecot.say("c LOGOUT\r\n").hear("* BYE").hear("c OK ");
	}

	/**
	 * Count the mails.
	 */
	static void pop3(Conversation dovecot) {
		dovecot.say("USER user\r\n").hear("+OK");
		dovecot.say("PASS secret\r\n").hear("+OK Logged in.\r\n");
		dovecot.say("STAT\r\n").hear("+OK 0 0\r\n");
		dovecot.say("QUIT\r\n").hear("+OK Logging out.");
	}

	/**
	 * Bind by a password, then read the root DSE (RFC 4511, RFC 4512).
	 */
	static void directory(Conversation slapd) {
		byte[] bind = ber(0x60, ber(0x02, 3), ber(0x04, "cn=admin,dc=example,dc=com"), ber(0x80, "secret"));
		slapd.say(ber(0x30, ber(0x02, 2), bind)).hear("\2\1\2\141\7\12\1\0\4\0\4\0");
		byte[] search = ber(0x63, ber(0x04, ""), ber(0x0a, 0), ber(0x0a, 0), ber(0x02, 0), ber(0x02, 0), ber(0x01, 0),
				ber(0x87, "objectClass"), ber(0x30, ber(0x04, "namingContexts")));
		slapd.say(ber(0x30, ber(0x02, 3), search)).hear("dc=example,dc=com").hear("\2\1\3\145\7\12\1\0\4\0\4\0");
		slapd.say(ber(0x30, ber(0x02, 4), ber(0x42)));
	}

	/**
	 * Log in and ask.
	 */
	static void query(Conversation postgres) {
		login(postgres).hear("R\0\0\0\10\0\0\0\0").hear("Z\0\0\0\5I");
		postgres.say("Q\0\0\0\15SELECT 1\0").hear("D\0\0\0\13\0\1\0\0\0\0011").hear("Z\0\0\0\5I");
		postgres.say("X\0\0\0\4");
	}

	static Conversation login(Conversation postgres) {
		byte[] message = "user\0client\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
		int length = 8 + message.length;
		return postgres.say(ByteBuffer.allocate(length).putInt(length).putInt(3 << 16).put(message).array());
	}

	private static byte[] ber(int tag, int value) {
		return ber(tag, new byte[] { (byte) value });
	}

	private static byte[] ber(int tag, String value) {
		return ber(tag, value.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * An element of fewer than 128 bytes.
	 */
	private static byte[] ber(int tag, byte[]... parts) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			content.writeBytes(part);
		}
		return ByteBuffer.allocate(2 + content.size())
			.put((byte) tag)
			.put((byte) content.size())
			.put(content.toByteArray())
			.array();
	}

}
