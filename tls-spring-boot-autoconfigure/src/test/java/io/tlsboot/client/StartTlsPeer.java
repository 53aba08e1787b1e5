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

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsException.Reason;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.dialect.ImapDialect;
import io.tlsboot.dialect.LdapDialect;
import io.tlsboot.dialect.Pop3Dialect;
import io.tlsboot.dialect.PostgresDialect;
import io.tlsboot.dialect.SmtpDialect;
import io.tlsboot.test.peer.server.DovecotServer;
import io.tlsboot.test.peer.server.PostfixServer;
import io.tlsboot.test.peer.server.PostgresServer;
import io.tlsboot.test.peer.server.ServerTls;
import io.tlsboot.test.peer.server.SlapdServer;
import io.tlsboot.test.peer.server.StartTlsServer;

/**
 * A server that people run: how it is started, by which dialect a connection becomes
 * secure, and what a user says then.
 */
enum StartTlsPeer {

	POSTFIX(PostfixServer::start, SmtpDialect::client, UseAfterTls::mail, Reason.NOT_OFFERED,
			(postfix) -> postfix.say("EHLO client.example.com\r\n")
				.hear("421 4.7.1 localhost Error: No client certificate")),

	DOVECOT_IMAP(DovecotServer::start, ImapDialect::client, UseAfterTls::imap, Reason.NOT_OFFERED,
			(dovecot) -> dovecot.say("a LOGIN user secret\r\n").hear("a NO ")),

	DOVECOT_POP3(DovecotServer::start, Pop3Dialect::client, UseAfterTls::pop3, Reason.NOT_OFFERED,
			(dovecot) -> dovecot.say("USER user\r\nPASS secret\r\n").hear("-ERR ")),

	SLAPD(SlapdServer::start, LdapDialect::client, UseAfterTls::directory, Reason.REFUSED, (slapd) -> {
		throw new AssertionError("It refuses the handshake");
	}),

	POSTGRESQL(PostgresServer::start, PostgresDialect::client, UseAfterTls::query, Reason.NOT_OFFERED,
			(postgres) -> UseAfterTls.login(postgres).hear("connection requires a valid client certificate"));

	private final Function<ServerTls, StartTlsServer> start;

	private final Supplier<StartTlsDialogue> dialogue;

	private final Consumer<Conversation> use;

	private final Reason withoutTls;

	private final Consumer<Conversation> useWithoutCertificate;

	StartTlsPeer(Function<ServerTls, StartTlsServer> start, Supplier<StartTlsDialogue> dialogue,
			Consumer<Conversation> use, Reason withoutTls, Consumer<Conversation> useWithoutCertificate) {
		this.start = start;
		this.dialogue = dialogue;
		this.use = use;
		this.withoutTls = withoutTls;
		this.useWithoutCertificate = useWithoutCertificate;
	}

	StartTlsServer start(ServerTls tls) {
		return this.start.apply(tls);
	}

	int port(StartTlsServer server) {
		return (this == DOVECOT_POP3) ? ((DovecotServer) server).pop3Port() : server.port();
	}

	StartTlsDialogue dialogue() {
		return this.dialogue.get();
	}

	/**
	 * Do what the server is there for.
	 */
	void use(Conversation conversation) {
		this.use.accept(conversation);
	}

	/**
	 * Try that without the certificate that the server demands, and hear the refusal.
	 */
	void useWithoutCertificate(Conversation conversation) {
		this.useWithoutCertificate.accept(conversation);
	}

	/**
	 * Why no connection becomes secure when TLS is switched off.
	 */
	Reason withoutTls() {
		return this.withoutTls;
	}

	/**
	 * Whether a second connection resumes the session of the first: slapd with GnuTLS
	 * keeps none, PostgreSQL switches them off, Postfix has only tickets, for which
	 * Netty's OpenSSL engine does not ask with TLS 1.2.
	 */
	boolean resumes(TlsProvider provider, String version) {
		return switch (this) {
			case POSTFIX -> provider == TlsProvider.JDK || !"TLSv1.2".equals(version);
			case DOVECOT_IMAP, DOVECOT_POP3 -> true;
			case SLAPD, POSTGRESQL -> false;
		};
	}

}
