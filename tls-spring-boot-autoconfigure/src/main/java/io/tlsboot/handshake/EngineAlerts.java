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

package io.tlsboot.handshake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tlsboot.verify.TlsAlert;
import org.jspecify.annotations.Nullable;

/**
 * Finds the alert that the peer sent in what an engine throws: JSSE says it in prose,
 * BoringSSL by its reason code.
 */
public final class EngineAlerts {

	private static final Pattern JDK = Pattern.compile("Received fatal alert: ([a-z_]+)");

	private static final Pattern OPENSSL = Pattern.compile("(?:SSLV3|TLSV1|TLSV13)_(?:ALERT_)?([A-Z_]+)");

	private EngineAlerts() {
	}

	/**
	 * Find the alert.
	 * @param failure what the engine threw, or {@code null}
	 * @return the alert, or {@code null} when the failure is no alert
	 */
	public static @Nullable TlsAlert received(@Nullable Throwable failure) {
		Throwable current = failure;
		for (int depth = 0; current != null && depth < 16; depth++) {
			TlsAlert alert = received(String.valueOf(current.getMessage()));
			if (alert != null) {
				return alert;
			}
			current = current.getCause();
		}
		return null;
	}

	static @Nullable TlsAlert received(String text) {
		Matcher matcher = JDK.matcher(text);
		if (matcher.find()) {
			return named(matcher.group(1));
		}
		matcher = OPENSSL.matcher(text);
		return matcher.find() ? named(matcher.group(1)) : null;
	}

	/**
	 * Find an alert by its name in whatever case.
	 */
	static @Nullable TlsAlert named(String name) {
		for (TlsAlert alert : TlsAlert.values()) {
			if (alert.name().equalsIgnoreCase(name)) {
				return alert;
			}
		}
		return null;
	}

}
