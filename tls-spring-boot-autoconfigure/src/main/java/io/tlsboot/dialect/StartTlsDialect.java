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

import io.tlsboot.connection.StartTlsDialogue;

/**
 * A protocol whose step to TLS is known, so that a connection is secure before a handler
 * sees it.
 */
public enum StartTlsDialect {

	/** SMTP, see {@link SmtpDialect}. */
	SMTP {
		@Override
		public StartTlsDialogue server(String hostName) {
			return SmtpDialect.server(hostName);
		}

		@Override
		public StartTlsDialogue client() {
			return SmtpDialect.client();
		}
	},

	/** IMAP, see {@link ImapDialect}. */
	IMAP {
		@Override
		public StartTlsDialogue server(String hostName) {
			return ImapDialect.server(hostName);
		}

		@Override
		public StartTlsDialogue client() {
			return ImapDialect.client();
		}
	},

	/** POP3, see {@link Pop3Dialect}. */
	POP3 {
		@Override
		public StartTlsDialogue server(String hostName) {
			return Pop3Dialect.server(hostName);
		}

		@Override
		public StartTlsDialogue client() {
			return Pop3Dialect.client();
		}
	},

	/** LDAP, see {@link LdapDialect}. */
	LDAP {
		@Override
		public StartTlsDialogue server(String hostName) {
			return LdapDialect.server();
		}

		@Override
		public StartTlsDialogue client() {
			return LdapDialect.client();
		}
	},

	/** PostgreSQL, see {@link PostgresDialect}. */
	POSTGRESQL {
		@Override
		public StartTlsDialogue server(String hostName) {
			return PostgresDialect.server();
		}

		@Override
		public StartTlsDialogue client() {
			return PostgresDialect.client();
		}
	};

	/**
	 * Return the dialogue of a server.
	 * @param hostName the name by which the server greets, which LDAP and PostgreSQL do
	 * not
	 * @return the dialogue, for any number of connections
	 */
	public abstract StartTlsDialogue server(String hostName);

	/**
	 * Return the dialogue of a client.
	 * @return the dialogue, for any number of connections
	 */
	public abstract StartTlsDialogue client();

}
