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

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;

import io.tlsboot.client.RawServer;

/**
 * A server on plain sockets that greets and then answers each request of a client by the
 * next text, whatever was asked.
 */
final class ScriptedServer {

	private ScriptedServer() {
	}

	static RawServer of(StartTlsDialect dialect, List<byte[]> answers) {
		return RawServer.of((socket) -> play(dialect, answers, socket));
	}

	static void play(StartTlsDialect dialect, List<byte[]> answers, Socket socket) throws IOException {
		play(dialect, answers, socket, Integer.MAX_VALUE);
	}

	/**
	 * Answer in pieces of no more than some bytes.
	 */
	static void play(StartTlsDialect dialect, List<byte[]> answers, Socket socket, int piece) throws IOException {
		boolean first = true;
		for (byte[] answer : answers) {
			if (!first && !takeRequest(dialect, socket.getInputStream())) {
				return;
			}
			first = false;
			for (int at = 0; at < answer.length; at += Math.min(piece, answer.length - at)) {
				socket.getOutputStream().write(answer, at, Math.min(piece, answer.length - at));
				socket.getOutputStream().flush();
			}
		}
	}

	/**
	 * Answer with text; protocols without a greeting begin with an empty one.
	 */
	static RawServer of(StartTlsDialect dialect, String... answers) {
		return of(dialect, List.of(answers).stream().map(Messages::text).toList());
	}

	private static boolean takeRequest(StartTlsDialect dialect, InputStream in) throws IOException {
		if (dialect == StartTlsDialect.LDAP) {
			return in.readNBytes(Messages.LDAP_REQUEST.length).length == Messages.LDAP_REQUEST.length;
		}
		if (dialect == StartTlsDialect.POSTGRESQL) {
			return in.readNBytes(Messages.SSL_REQUEST.length).length == Messages.SSL_REQUEST.length;
		}
		int next = in.read();
		while (next >= 0 && next != '\n') {
			next = in.read();
		}
		return next >= 0;
	}

}
