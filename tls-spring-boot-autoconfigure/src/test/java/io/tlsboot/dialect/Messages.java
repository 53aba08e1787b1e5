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

package io.tlsboot.dialect;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * What the protocols say in plaintext, as bytes and in the order of a conversation.
 */
final class Messages {

	/** ExtendedRequest StartTLS, message 1. */
	static final byte[] LDAP_REQUEST = hex("301d02010177188016" + "312e332e362e312e342e312e313436362e3230303337");

	/** ExtendedResponse success, message 1. */
	static final byte[] LDAP_RESPONSE = hex("300c02010178070a010004000400");

	static final byte[] SSL_REQUEST = hex("0000000804d2162f");

	static final byte[] GSS_REQUEST = hex("0000000804d21630");

	private Messages() {
	}

	/**
	 * Return what a client says up to the request that begins TLS.
	 */
	static List<byte[]> client(StartTlsDialect dialect) {
		return switch (dialect) {
			case SMTP -> List.of(text("EHLO client\r\n"), text("STARTTLS\r\n"));
			case IMAP -> List.of(text("a CAPABILITY\r\n"), text("b STARTTLS\r\n"));
			case POP3 -> List.of(text("CAPA\r\n"), text("STLS\r\n"));
			case LDAP -> List.of(LDAP_REQUEST);
			case POSTGRESQL -> List.of(GSS_REQUEST, SSL_REQUEST);
		};
	}

	/**
	 * Return what a server says, the greeting first, up to the answer that begins TLS.
	 */
	static List<byte[]> server(StartTlsDialect dialect) {
		return switch (dialect) {
			case SMTP -> List.of(text("220-mail.example.com\r\n220 ESMTP\r\n"),
					text("250-mail.example.com\r\n250-SIZE 1000\r\n250-STARTTLS\r\n250 8BITMIME\r\n"),
					text("220 go ahead\r\n"));
			case IMAP ->
				List.of(text("* OK ready\r\n"), text("* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\nA1 OK done\r\n"),
						text("A2 OK go ahead\r\n"));
			case POP3 ->
				List.of(text("+OK ready\r\n"), text("+OK\r\nTOP\r\nSTLS\r\nUIDL\r\n.\r\n"), text("+OK go ahead\r\n"));
			case LDAP -> List.of(new byte[0], LDAP_RESPONSE);
			case POSTGRESQL -> List.of(new byte[0], text("S"));
		};
	}

	/**
	 * Return what comes next in plaintext, for the one who injects it.
	 */
	static byte[] injected(StartTlsDialect dialect) {
		return switch (dialect) {
			case SMTP -> text("MAIL FROM:<evil@example.com>\r\n");
			case IMAP -> text("c LOGIN evil evil\r\n");
			case POP3 -> text("USER evil\r\n");
			case LDAP -> hex("300c020102600702010304008000");
			case POSTGRESQL -> hex("000000210003000075736572006576696c00");
		};
	}

	/**
	 * Return what a server says next in plaintext, for the one who injects it.
	 */
	static byte[] injectedByServer(StartTlsDialect dialect) {
		return switch (dialect) {
			case SMTP -> text("250-mail.example.com\r\n250 AUTH PLAIN\r\n");
			case IMAP -> text("* CAPABILITY IMAP4rev1\r\n");
			case POP3 -> text("+OK\r\n");
			case LDAP -> hex("300c02010261070a010004000400");
			case POSTGRESQL -> hex("520000000800000000");
		};
	}

	static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static byte[] hex(String hex) {
		return HexFormat.of().parseHex(hex);
	}

	static byte[] join(byte[]... parts) {
		java.io.ByteArrayOutputStream joined = new java.io.ByteArrayOutputStream();
		for (byte[] each : parts) {
			joined.writeBytes(each);
		}
		return joined.toByteArray();
	}

}
