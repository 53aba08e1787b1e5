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

package io.tlsboot.benchmarks.load;

import java.util.Locale;

/**
 * A line that the load reads.
 *
 * @param kind what to do
 * @param port of the server; for handshakes and for connections to open
 * @param count how many handshakes, connections, messages or mebibytes
 * @param connections how many at a time
 * @param size bytes of a message
 * @param client how to present oneself
 */
public record LoadOrder(Kind kind, int port, int count, int connections, int size, Client client) {

	/**
	 * What to do.
	 */
	public enum Kind {

		/** Connect, shake hands, have one answer, close. */
		HANDSHAKES,

		/** Connect, shake hands and stay. */
		OPEN,

		/** Send messages on open connections, each when the one before has come back. */
		ECHO,

		/** Receive mebibytes on open connections. */
		RECEIVE,

		/** Send mebibytes on open connections. */
		SEND,

		/** Close all open connections. */
		CLOSE

	}

	/**
	 * How a client presents itself.
	 */
	public enum Client {

		/** It collects a session by each handshake. */
		COLLECTING,

		/** It knows nothing of earlier handshakes. */
		NEW,

		/** It resumes those that were collected just before, each once. */
		RESUMING,

		/** It presents a certificate and resumes nothing. */
		CERTIFIED,

		/** As the one that collects, and it asks by HTTP. */
		COLLECTING_HTTP,

		/** As the one that knows nothing, and it asks by HTTP. */
		NEW_HTTP,

		/** As the one that resumes, and it asks by HTTP. */
		RESUMING_HTTP,

		/** As the one with a certificate, and it asks by HTTP. */
		CERTIFIED_HTTP;

		/**
		 * Return the same, asking by HTTP or not.
		 * @param http whether it asks by HTTP
		 * @return the client
		 */
		public Client http(boolean http) {
			return (http && !http()) ? valueOf(name() + "_HTTP") : this;
		}

		boolean http() {
			return name().endsWith("_HTTP");
		}

		boolean resumes() {
			return name().startsWith("RESUMING");
		}

		boolean keepsSessions() {
			return resumes() || collects();
		}

		boolean collects() {
			return name().startsWith("COLLECTING");
		}

		boolean certified() {
			return name().startsWith("CERTIFIED");
		}

	}

	/**
	 * Return the line.
	 * @return the line
	 */
	public String line() {
		return String.format(Locale.ROOT, "%s %d %d %d %d %s", this.kind, this.port, this.count, this.connections,
				this.size, this.client);
	}

	static LoadOrder of(String line) {
		String[] words = line.split(" ");
		return new LoadOrder(Kind.valueOf(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]),
				Integer.parseInt(words[3]), Integer.parseInt(words[4]), Client.valueOf(words[5]));
	}

}
