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
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.pki.TestCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A running PostgreSQL with the databases of a new cluster and the user {@code client},
 * whom it trusts or knows by a certificate. For root it runs as {@code postgres}.
 */
public final class PostgresServer implements StartTlsServer {

	/**
	 * The user of the databases: the common name of clients in the test PKI.
	 */
	public static final String USER = "client";

	private static final String OWNER = "postgres";

	private final ServerProcess process;

	private final int port;

	private PostgresServer(ServerProcess process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Start a server and wait until it answers.
	 * @param tls what it does about TLS; unless it is off, nobody logs in without
	 * @return the server, to be closed
	 */
	public static PostgresServer start(ServerTls tls) {
		Program initdb = Program.require("initdb");
		Program postgres = Program.require("postgres");
		String owner = Account.isRoot() ? OWNER : null;
		int port = FreePort.next();
		ServerDirectory directory = ServerDirectory.create("postgres");
		Path data = directory.directory("data", owner);
		try {
			run(owner, initdb, "--pgdata=" + data, "--auth=trust", "--username=" + USER, "--encoding=UTF8",
					"--locale=C", "--no-sync");
		}
		catch (RuntimeException ex) {
			directory.close();
			throw ex;
		}
		List<String> options = new ArrayList<>(List.of("-D", data.toString(), "-h", "127.0.0.1", "-p",
				Integer.toString(port), "-k", directory.directory("sockets", owner).toString(), "-F", "-c",
				"hba_file=" + directory.write("pg_hba.conf", logins(tls))));
		options.addAll(tls(tls, directory, owner));
		ServerProcess process = ServerProcess
			.start(directory, program(owner, postgres), arguments(owner, postgres, options))
			.endBy("INT");
		return process.ready(() -> {
			process.peer().awaitOutput("database system is ready to accept connections");
			return new PostgresServer(process, port);
		});
	}

	private static String logins(ServerTls tls) {
		if (tls.identity() == null) {
			return "host all all 127.0.0.1/32 trust\n";
		}
		return "hostssl all all 127.0.0.1/32 " + ((tls.clientCa() != null) ? "cert" : "trust") + "\n";
	}

	/**
	 * The server reads no key that somebody else may read.
	 */
	private static List<String> tls(ServerTls tls, ServerDirectory directory, @Nullable String owner) {
		TestCertificate identity = tls.identity();
		if (identity == null) {
			return List.of();
		}
		List<String> options = new ArrayList<>(
				List.of("-c", "ssl=on", "-c", "ssl_cert_file=" + directory.write("server.pem", identity.chainPem()),
						"-c", "ssl_key_file=" + directory.secret("server.key", identity.keyPem(), owner)));
		TestCertificate ca = tls.clientCa();
		if (ca != null) {
			options.addAll(List.of("-c", "ssl_ca_file=" + directory.write("ca.pem", ca.certPem())));
		}
		return options;
	}

	private static void run(@Nullable String owner, Program program, String... options) {
		program(owner, program).run(arguments(owner, program, List.of(options)).toArray(String[]::new)).success();
	}

	private static Program program(@Nullable String owner, Program program) {
		return (owner != null) ? Program.require("setpriv") : program;
	}

	private static List<String> arguments(@Nullable String owner, Program program, List<String> options) {
		if (owner == null) {
			return options;
		}
		List<String> arguments = new ArrayList<>(
				List.of("--reuid=" + owner, "--regid=" + owner, "--init-groups", program.file().toString()));
		arguments.addAll(options);
		return arguments;
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
