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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.pki.TestCertificate;
import org.junit.jupiter.api.Assumptions;

/**
 * A running Postfix that takes every mail from this machine and discards it. It runs for
 * root only.
 */
public final class PostfixServer implements StartTlsServer {

	private static final String MAIN = """
			compatibility_level = 3.6
			config_directory = %1$s/etc
			queue_directory = %1$s/queue
			data_directory = %1$s/data
			maillog_file = /dev/stdout
			myhostname = localhost
			mydestination = localhost
			mynetworks = 127.0.0.0/8
			inet_interfaces = 127.0.0.1
			inet_protocols = ipv4
			smtpd_peername_lookup = no
			smtpd_tls_loglevel = 1
			alias_maps =
			alias_database =
			local_recipient_maps =
			local_transport = discard
			default_transport = discard
			""";

	private static final String IDENTITY = """
			smtpd_tls_security_level = encrypt
			smtpd_tls_cert_file = %s
			smtpd_tls_key_file = %s
			""";

	private static final String CLIENTS = """
			smtpd_tls_req_ccert = yes
			smtpd_tls_CAfile = %s
			""";

	private static final String MASTER = """
			127.0.0.1:%d inet n - n - - smtpd
			anvil unix - - n - 1 anvil
			bounce unix - - n - 0 bounce
			cleanup unix n - n - 0 cleanup
			defer unix - - n - 0 bounce
			discard unix - - n - - discard
			postlog unix-dgram n - n - 1 postlogd
			proxymap unix - - n - - proxymap
			qmgr unix n - n 300 1 qmgr
			rewrite unix - - n - - trivial-rewrite
			tlsmgr unix - - n 1000? 1 tlsmgr
			trace unix - - n - 0 bounce
			""";

	private static final String OWNER = "postfix";

	private static final List<String> QUEUES = List.of("active", "bounce", "corrupt", "defer", "deferred", "flush",
			"hold", "incoming", "maildrop", "private", "public", "saved", "trace");

	private final ServerProcess process;

	private final int port;

	private PostfixServer(ServerProcess process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Start a server and wait until it answers.
	 * @param tls what it does about TLS; unless it is off, no mail is taken without
	 * @return the server, to be closed
	 */
	public static PostfixServer start(ServerTls tls) {
		Program program = Program.require("postfix");
		Assumptions.assumeTrue(Account.isRoot(), "Postfix can be started by root only: skipped");
		int port = FreePort.next();
		ServerDirectory directory = ServerDirectory.create("postfix");
		Path etc = directory.directory("etc", null);
		Path queue = queue(directory);
		directory.directory("data", OWNER);
		directory.write("etc/main.cf", MAIN.formatted(directory.path()) + tls(tls));
		directory.write("etc/master.cf", MASTER.formatted(port));
		ServerProcess process = ServerProcess.start(directory, program, List.of("-c", etc.toString(), "start-fg"));
		process.main(() -> master(queue, process.peer()));
		return process.ready(() -> {
			process.awaitGreeting(port, "220 localhost ESMTP");
			return new PostfixServer(process, port);
		});
	}

	private static String tls(ServerTls tls) {
		TestCertificate identity = tls.identity();
		if (identity == null) {
			return "smtpd_tls_security_level = none\n";
		}
		String lines = IDENTITY.formatted(identity.chainFile(), identity.keyFile());
		TestCertificate ca = tls.clientCa();
		return (ca != null) ? lines + CLIENTS.formatted(ca.certFile()) : lines;
	}

	/**
	 * The queue as Postfix would make it, with a word that it needs no check: that takes
	 * seconds.
	 */
	private static Path queue(ServerDirectory directory) {
		Path queue = directory.directory("queue", null);
		directory.directory("queue/pid", null);
		for (String each : QUEUES) {
			directory.directory("queue/" + each, OWNER);
		}
		directory.write("queue/quick-start", "");
		return queue;
	}

	/**
	 * The master is below the scripts that start it.
	 */
	private static long master(Path queue, Peer peer) {
		try {
			return Long.parseLong(Files.readString(queue.resolve("pid/master.pid")).strip());
		}
		catch (IOException | NumberFormatException ex) {
			return peer.pid();
		}
	}

	@Override
	public int port() {
		return this.port;
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
