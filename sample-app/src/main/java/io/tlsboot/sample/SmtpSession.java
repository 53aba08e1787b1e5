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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One SMTP session of a server that takes every mail and delivers none (RFC 5321), after
 * STARTTLS: bytes in, answers out.
 */
final class SmtpSession {

	private static final int MAX_LINE = 4096;

	private static final int MAX_SIZE = 1024 * 1024;

	private static final int MAX_RECIPIENTS = 100;

	private static final Pattern FROM = Pattern.compile("FROM:\\s*<([^<>\\s]*)>.*", Pattern.CASE_INSENSITIVE);

	private static final Pattern TO = Pattern.compile("TO:\\s*<([^<>\\s]+)>.*", Pattern.CASE_INSENSITIVE);

	private final Consumer<Message> messages;

	private final ByteArrayOutputStream line = new ByteArrayOutputStream();

	private final List<String> recipients = new ArrayList<>();

	private @Nullable String sender;

	private @Nullable StringBuilder content;

	private boolean greeted;

	private boolean ended;

	/**
	 * Begin a session.
	 * @param messages takes what is received
	 */
	SmtpSession(Consumer<Message> messages) {
		this.messages = messages;
	}

	boolean ended() {
		return this.ended;
	}

	/**
	 * Take what the client sends.
	 * @return the answers to it
	 */
	String receive(byte[] bytes) {
		StringBuilder answers = new StringBuilder();
		for (byte each : bytes) {
			if (this.ended) {
				break;
			}
			this.line.write(each);
			if (this.line.size() > MAX_LINE) {
				this.ended = true;
				answers.append("500 Line too long\r\n");
			}
			else if (each == '\n' && endsWithCrLf()) {
				String text = this.line.toString(StandardCharsets.UTF_8);
				this.line.reset();
				answers.append(line(text.substring(0, text.length() - 2)));
			}
		}
		return answers.toString();
	}

	/**
	 * Only both together end a line, so that nobody can smuggle the end of a mail.
	 */
	private boolean endsWithCrLf() {
		byte[] bytes = this.line.toByteArray();
		return bytes.length > 1 && bytes[bytes.length - 2] == '\r';
	}

	private String line(String text) {
		return (this.content != null) ? data(this.content, text) : command(text);
	}

	private String command(String text) {
		String[] words = text.split(" ", 2);
		String verb = words[0].toUpperCase(Locale.ROOT);
		String argument = (words.length > 1) ? words[1].trim() : "";
		return switch (verb) {
			case "EHLO", "HELO" -> hello(verb);
			case "MAIL" -> mail(argument);
			case "RCPT" -> recipient(argument);
			case "DATA" -> begin();
			case "RSET" -> reset("250 Ok\r\n");
			case "NOOP" -> "250 Ok\r\n";
			case "STARTTLS" -> "503 TLS is in use already\r\n";
			case "QUIT" -> {
				this.ended = true;
				yield "221 Bye\r\n";
			}
			default -> "500 Unknown command\r\n";
		};
	}

	private String hello(String verb) {
		this.greeted = true;
		return reset(
				verb.equals("EHLO") ? "250-Hello\r\n250-8BITMIME\r\n250 SIZE " + MAX_SIZE + "\r\n" : "250 Hello\r\n");
	}

	private String mail(String argument) {
		Matcher path = FROM.matcher(argument);
		if (!this.greeted || this.sender != null) {
			return "503 Bad sequence of commands\r\n";
		}
		if (!path.matches()) {
			return "501 Write MAIL FROM:<address>\r\n";
		}
		this.sender = path.group(1);
		return "250 Ok\r\n";
	}

	private String recipient(String argument) {
		Matcher path = TO.matcher(argument);
		if (this.sender == null) {
			return "503 Bad sequence of commands\r\n";
		}
		if (!path.matches()) {
			return "501 Write RCPT TO:<address>\r\n";
		}
		if (this.recipients.size() == MAX_RECIPIENTS) {
			return "452 Too many recipients\r\n";
		}
		this.recipients.add(path.group(1));
		return "250 Ok\r\n";
	}

	private String begin() {
		if (this.recipients.isEmpty()) {
			return "503 Bad sequence of commands\r\n";
		}
		this.content = new StringBuilder();
		return "354 End with <CR><LF>.<CR><LF>\r\n";
	}

	private String data(StringBuilder content, String text) {
		if (!text.equals(".")) {
			if (content.length() <= MAX_SIZE) {
				content.append(text.startsWith(".") ? text.substring(1) : text).append("\r\n");
			}
			return "";
		}
		if (content.length() > MAX_SIZE) {
			return reset("552 Too large\r\n");
		}
		this.messages.accept(new Message((this.sender != null) ? this.sender : "", List.copyOf(this.recipients),
				content.toString()));
		return reset("250 Ok\r\n");
	}

	private String reset(String answer) {
		this.sender = null;
		this.recipients.clear();
		this.content = null;
		return answer;
	}

	/**
	 * A message with its envelope.
	 *
	 * @param from the sender
	 * @param to the recipients
	 * @param content headers and text
	 */
	record Message(String from, List<String> to, String content) {

		/**
		 * Return its size in bytes.
		 */
		int size() {
			return this.content.getBytes(StandardCharsets.UTF_8).length;
		}

		String subject() {
			return this.content.lines()
				.takeWhile((line) -> !line.isEmpty())
				.filter((line) -> line.regionMatches(true, 0, "Subject:", 0, 8))
				.map((line) -> line.substring(8).trim())
				.findFirst()
				.orElse("");
		}

	}

}
