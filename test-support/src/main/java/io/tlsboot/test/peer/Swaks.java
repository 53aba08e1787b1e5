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

package io.tlsboot.test.peer;

import java.util.ArrayList;
import java.util.List;

import io.tlsboot.test.pki.TestCertificate;

/**
 * Runs swaks, which sends a mail and tells every line that was spoken.
 */
public final class Swaks {

	private Swaks() {
	}

	/**
	 * Send a mail to a server on this machine, over TLS or not at all.
	 * @param port the port on 127.0.0.1
	 * @param ca the authority that must have issued the server's certificate
	 * @param options further options of the program
	 * @return what came of it: the output is the transcript, the status is that of the
	 * program (29 when TLS did not come about)
	 */
	public static Program.Result send(int port, TestCertificate ca, String... options) {
		List<String> arguments = new ArrayList<>(List.of("--server", "127.0.0.1", "--port", Integer.toString(port),
				"--helo", "client.example.com", "--from", "from@example.com", "--to", "to@example.com", "--timeout",
				"30s", "--tls", "--tls-verify", "--tls-ca-path", ca.certFile().toString()));
		arguments.addAll(List.of(options));
		return Program.require("swaks").run(arguments.toArray(String[]::new));
	}

}
