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

package io.tlsboot.context;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import org.jspecify.annotations.Nullable;

/**
 * The TLS engine in use and why it is that one.
 *
 * @param provider {@link TlsProvider#OPENSSL} or {@link TlsProvider#JDK}
 * @param version what the engine calls itself
 * @param reason why it was chosen, a sentence without a final stop
 */
public record Engine(TlsProvider provider, String version, String reason) {

	/**
	 * Choose the engine.
	 * @param wanted what the user asked for
	 * @return the engine
	 * @throws ContextException when the engine that was asked for does not load
	 */
	public static Engine choose(TlsProvider wanted) {
		return choose(wanted, OpenSsl.isAvailable() ? null : OpenSsl.unavailabilityCause());
	}

	static Engine choose(TlsProvider wanted, @Nullable Throwable nativeProblem) {
		return switch (wanted) {
			case JDK -> jdk("it was chosen (provider: jdk)");
			case OPENSSL -> {
				if (nativeProblem != null) {
					throw new ContextException("provider", "openssl",
							"The native library of BoringSSL does not load: " + rootMessage(nativeProblem),
							"Use 'provider: auto' or 'jdk', or add netty-tcnative-boringssl-static for this platform.",
							nativeProblem);
				}
				yield openssl("it was chosen (provider: openssl)");
			}
			case AUTO -> (nativeProblem != null)
					? jdk("the native library of BoringSSL does not load: " + rootMessage(nativeProblem))
					: openssl("it is the fastest one and its native library loads");
		};
	}

	/**
	 * Return whether this is BoringSSL.
	 * @return whether the engine is native
	 */
	public boolean isOpenSsl() {
		return this.provider == TlsProvider.OPENSSL;
	}

	SslProvider sslProvider() {
		return isOpenSsl() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
	}

	private static Engine jdk(String reason) {
		return new Engine(TlsProvider.JDK, "JSSE of Java " + Runtime.version().feature(), reason);
	}

	private static Engine openssl(String reason) {
		return new Engine(TlsProvider.OPENSSL, String.valueOf(OpenSsl.versionString()), reason);
	}

	private static String rootMessage(Throwable problem) {
		Throwable root = problem;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		return (root.getMessage() != null) ? root.getMessage() : root.getClass().getSimpleName();
	}

}
