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
import org.springframework.core.env.Environment;

/**
 * Explains why a TLS server cannot listen.
 */
class TlsServerBindFailureAnalyzer extends AbstractFailureAnalyzer<TlsServerBindException> {

	private final PropertyOrigins origins;

	TlsServerBindFailureAnalyzer(Environment environment) {
		this.origins = new PropertyOrigins(environment);
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, TlsServerBindException cause) {
		String prefix = "tls.servers." + cause.server();
		String host = prefix + ".host";
		String port = prefix + ".port";
		return switch (cause.problem()) {
			case PORT_IN_USE -> analysis(cause, port, "The port is already in use.", "Stop the process that listens on "
					+ "port " + cause.port() + ", or set '" + port + "' to another port (0 for any free one).");
			case PERMISSION_DENIED -> analysis(cause, port, "This process may not use the port.", "Set '" + port
					+ "' to a port above 1023, or allow the process to use lower ones " + "(CAP_NET_BIND_SERVICE).");
			case UNKNOWN_ADDRESS -> analysis(cause, host, "The host is not an address of this machine.",
					"Set '" + host + "' to an address of this machine, or remove it to listen on all interfaces.");
			case OTHER -> analysis(cause, port, cause.reason() + ".", "Review '" + host + "' and '" + port + "'.");
		};
	}

	private FailureAnalysis analysis(TlsServerBindException cause, String property, String problem, String action) {
		return new FailureAnalysis("The TLS server '" + cause.server() + "' cannot listen on "
				+ ((cause.host() != null) ? cause.host() : "all interfaces") + ", port " + cause.port()
				+ ", as the configuration property " + this.origins.describe(property) + " says:\n\n    " + problem,
				action, cause);
	}

}
