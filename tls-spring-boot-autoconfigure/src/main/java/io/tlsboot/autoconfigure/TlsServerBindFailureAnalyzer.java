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

import io.tlsboot.server.TlsServerBindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains why a TLS server cannot listen.
 */
class TlsServerBindFailureAnalyzer extends AbstractFailureAnalyzer<TlsServerBindException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, TlsServerBindException cause) {
		String prefix = "tls.servers." + cause.server();
		String where = "The TLS server '" + cause.server() + "' cannot listen on "
				+ ((cause.host() != null) ? cause.host() : "all interfaces") + ", port " + cause.port() + ": ";
		return switch (cause.problem()) {
			case PORT_IN_USE ->
				new FailureAnalysis(where + "the port is already in use.", "Stop the process that listens on port "
						+ cause.port() + ", or set '" + prefix + ".port' to another port (0 for any free one).", cause);
			case PERMISSION_DENIED -> new FailureAnalysis(where + "the process may not use this port.",
					"Set '" + prefix + ".port' to a port above 1023, or allow the process to use lower ones "
							+ "(CAP_NET_BIND_SERVICE).",
					cause);
			case UNKNOWN_ADDRESS ->
				new FailureAnalysis(where + "the host is not an address of this machine.",
						"Set '" + prefix
								+ ".host' to an address of this machine, or remove it to listen on all interfaces.",
						cause);
			case OTHER -> new FailureAnalysis(where + String.valueOf(cause.getMessage()) + ".",
					"Review '" + prefix + ".host' and '" + prefix + ".port'.", cause);
		};
	}

}
