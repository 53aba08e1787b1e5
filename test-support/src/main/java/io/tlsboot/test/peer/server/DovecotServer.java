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

package io.tlsboot.test.peer.server;

import java.nio.file.Path;
import java.util.List;

import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.pki.TestCertificate;

/**
 * A running Dovecot with IMAP and POP3: every name with the password {@code secret} has
 * the same empty mailbox.
 */
public final class DovecotServer implements StartTlsServer {

	private static final String MAIN = """
			base_dir = %1$s/base
			state_dir = %1$s/state
			mail_location = maildir:%1$s/mail
			log_path = /dev/stderr
			protocols = imap pop3
			listen = 127.0.0.1
			disable_plaintext_auth = yes
			passdb {
			  driver = static
			  args = password=secret
			}
			userdb {
			  driver = static
			  args = uid=%2$s gid=%3$s home=%1$s/mail
			}
			""";

	/**
	 * A process for many connections: one for each could resume no session of another.
	 */
	private static final String LOGIN = """
			service %1$s-login {
			  service_count = 0
			  inet_listener %1$s {
			    port = %2$d
			  }
			  inet_listener %1$ss {
			    port = 0
			  }
			}
			""";

	private static final String WITHOUT_ROOT = """
			default_internal_user = %1$s
			default_internal_group = %2$s
			default_login_user = %1$s
			first_valid_uid = 0
			service anvil {
			  chroot =
			}
			service imap-login {
			  chroot =
			}
			service pop3-login {
			  chroot =
			}
			""";

	private static final String IDENTITY = """
			ssl = required
			ssl_min_protocol = TLSv1.2
			ssl_cert = <%s
			ssl_key = <%s
			""";

	private static final String CLIENTS = """
			ssl_ca = <%s
			ssl_require_crl = no
			ssl_verify_client_cert = yes
			auth_ssl_require_client_cert = yes
			""";

	private final ServerProcess process;

	private final int imapPort;

	private final int pop3Port;

	private DovecotServer(ServerProcess process, int imapPort, int pop3Port) {
		this.process = process;
		this.imapPort = imapPort;
		this.pop3Port = pop3Port;
	}

	/**
	 * Start a server and wait until it answers.
	 * @param tls what it does about TLS; unless it is off, nobody logs in without
	 * @return the server, to be closed
	 */
	public static DovecotServer start(ServerTls tls) {
		Program program = Program.require("dovecot");
		boolean root = Account.isRoot();
		String user = root ? "nobody" : Account.user();
		String group = root ? "nogroup" : Account.group();
		int imapPort = FreePort.next();
		int pop3Port = FreePort.next();
		ServerDirectory directory = ServerDirectory.create("dovecot");
		directory.directory("mail", user);
		String config = MAIN.formatted(directory.path(), user, group) + LOGIN.formatted("imap", imapPort)
				+ LOGIN.formatted("pop3", pop3Port) + tls(tls) + (root ? "" : WITHOUT_ROOT.formatted(user, group));
		Path file = directory.write("dovecot.conf", config);
		ServerProcess process = ServerProcess.start(directory, program, List.of("-F", "-c", file.toString()));
		return process.ready(() -> {
			process.awaitGreeting(imapPort, "* OK");
			process.awaitGreeting(pop3Port, "+OK");
			return new DovecotServer(process, imapPort, pop3Port);
		});
	}

	private static String tls(ServerTls tls) {
		TestCertificate identity = tls.identity();
		if (identity == null) {
			return "ssl = no\n";
		}
		String lines = IDENTITY.formatted(identity.chainFile(), identity.keyFile());
		TestCertificate ca = tls.clientCa();
		return (ca != null) ? lines + CLIENTS.formatted(ca.certFile()) : lines;
	}

	/**
	 * Return where it listens for IMAP.
	 * @return the port on 127.0.0.1
	 */
	@Override
	public int port() {
		return this.imapPort;
	}

	/**
	 * Return where it listens for POP3.
	 * @return the port on 127.0.0.1
	 */
	public int pop3Port() {
		return this.pop3Port;
	}

	@Override
	public Peer peer() {
		return this.process.peer();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
