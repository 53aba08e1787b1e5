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

package io.tlsboot.autoconfigure;

import java.util.Locale;

import io.tlsboot.dialect.StartTlsDialect;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerListener;
import org.jspecify.annotations.Nullable;

/**
 * Logs where the development authority is when a server that uses it listens.
 */
class DevelopmentAnnouncement implements TlsServerListener {

	private final DevelopmentIdentity development;

	private final @Nullable StartTlsDialect dialect;

	/**
	 * Create one for a server.
	 * @param development the identity
	 * @param dialect how its connections begin, or {@code null} when it is no dialect
	 */
	DevelopmentAnnouncement(DevelopmentIdentity development, @Nullable StartTlsDialect dialect) {
		this.development = development;
		this.dialect = dialect;
	}

	@Override
	public void listening(TlsServer server) {
		this.development.announce(server, options());
	}

	private String options() {
		if (this.dialect == null) {
			return "";
		}
		return " -starttls " + ((this.dialect == StartTlsDialect.POSTGRESQL) ? "postgres"
				: this.dialect.name().toLowerCase(Locale.ROOT));
	}

}
