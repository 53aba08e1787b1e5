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
 * A running OpenLDAP server with an empty database, {@code dc=example,dc=com}, whose
 * administrator is {@code cn=admin,dc=example,dc=com} with the password {@code secret}.
 * The GnuTLS of Debian's server reads no EC key that the JDK has written: give it an RSA
 * one.
 */
public final class SlapdServer implements StartTlsServer {

	private static final String MAIN = """
			include /etc/ldap/schema/core.schema
			modulepath /usr/lib/ldap
			moduleload back_mdb
			pidfile %1$s/slapd.pid
			argsfile %1$s/slapd.args
			""";

	private static final String IDENTITY = """
			TLSCertificateFile %s
			TLSCertificateKeyFile %s
			TLSCACertificateFile %s
			TLSVerifyClient %s
			security tls=1
			""";

	private static final String DATABASE = """
			database mdb
			suffix "dc=example,dc=com"
			rootdn "cn=admin,dc=example,dc=com"
			rootpw secret
			directory %s
			maxsize 1048576
			""";

	private final ServerProcess process;

	private final int port;

	private SlapdServer(ServerProcess process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Start a server and wait until it answers.
	 * @param tls what it does about TLS; unless it is off, nothing is done without
	 * @return the server, to be closed
	 */
	public static SlapdServer start(ServerTls tls) {
		Program program = Program.require("slapd");
		int port = FreePort.next();
		ServerDirectory directory = ServerDirectory.create("slapd");
		Path data = directory.directory("data", null);
		Path config = directory.secret("slapd.conf",
				MAIN.formatted(directory.path()) + tls(tls) + DATABASE.formatted(data), null);
		ServerProcess process = ServerProcess.start(directory, program,
				List.of("-f", config.toString(), "-h", "ldap://127.0.0.1:" + port, "-d", "stats"));
		return process.ready(() -> {
			process.awaitGreeting(port, "");
			return new SlapdServer(process, port);
		});
	}

	private static String tls(ServerTls tls) {
		TestCertificate identity = tls.identity();
		if (identity == null) {
			return "";
		}
		TestCertificate ca = tls.clientCa();
		return IDENTITY.formatted(identity.chainFile(), identity.keyFile(), ((ca != null) ? ca : identity).certFile(),
				(ca != null) ? "demand" : "never");
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
