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

import java.util.List;
import java.util.Map;

/**
 * Runs scripts in Node.js. A script finds {@code tls}, {@code net}, {@code fs} and its
 * arguments as {@code args}; it prints what the test asserts.
 */
public final class NodeClient {

	private static final String PRELUDE = "const tls = require('tls'), net = require('net'), fs = require('fs');\n"
			+ "const args = JSON.parse(process.argv[1]);\n";

	/**
	 * The script of {@link #connect(Map)}.
	 */
	private static final String CONNECT = PRELUDE + """
			const file = (name) => args[name] ? fs.readFileSync(args[name]) : undefined;
			const options = Object.assign({ host: '127.0.0.1' }, args,
				{ key: file('key'), cert: file('cert'), ca: file('ca') });
			const result = { data: '' };
			const print = () => { console.log(JSON.stringify(result)); process.exit(0); };
			const socket = tls.connect(options, () => {
				result.connected = true;
				result.authorized = socket.authorized;
				result.authorizationError = socket.authorizationError || null;
				result.protocol = socket.getProtocol();
				result.cipher = socket.getCipher().standardName;
				result.alpnProtocol = socket.alpnProtocol;
				result.subject = socket.getPeerCertificate().subject;
				result.sessionReused = socket.isSessionReused();
				if (args.write) socket.write(args.write);
			});
			socket.on('data', (data) => {
				result.data += data;
				if (args.expect && result.data.includes(args.expect)) socket.end();
			});
			socket.on('error', (error) => { result.error = error.code || error.message; });
			socket.on('close', print);
			""";

	private NodeClient() {
	}

	/**
	 * Run a script to its end.
	 * @param script the JavaScript text
	 * @param arguments numbers, booleans, texts, files, lists and maps
	 * @return what came of it
	 */
	public static Program.Result run(String script, Map<String, ?> arguments) {
		try (Peer peer = start(script, arguments)) {
			return peer.awaitEnd();
		}
	}

	/**
	 * Start a script and let it run.
	 * @param script the JavaScript text
	 * @param arguments numbers, booleans, texts, files, lists and maps
	 * @return the process, to be closed
	 */
	public static Peer start(String script, Map<String, ?> arguments) {
		return Program.require("node").start(List.of("-e", PRELUDE + script, "--", Json.write(arguments)));
	}

	/**
	 * Connect with {@code tls.connect} until the server closes or the expected data has
	 * come.
	 * @param options the options of {@code tls.connect}, of which {@code key},
	 * {@code cert} and {@code ca} are PEM files; and {@code write}, what is sent, and
	 * {@code expect}, on whose arrival the client ends the connection
	 * @return one line of JSON: {@code connected}, {@code authorized},
	 * {@code authorizationError}, {@code protocol}, {@code cipher}, {@code alpnProtocol},
	 * {@code subject}, {@code sessionReused}, {@code data}, {@code error}
	 */
	public static String connect(Map<String, ?> options) {
		try (Peer peer = Program.require("node").start(List.of("-e", CONNECT, "--", Json.write(options)))) {
			return new Program.Result(peer.awaitEnd().status(), peer.output()).success();
		}
	}

}
