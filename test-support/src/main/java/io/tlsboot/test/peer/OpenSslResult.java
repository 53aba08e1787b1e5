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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What {@code openssl s_client} saw, read from what it printed.
 *
 * @param status the exit status
 * @param output standard output and error together
 */
public record OpenSslResult(int status, String output) {

	private static final Pattern SUMMARY = Pattern.compile("^(New|Reused), (TLSv[0-9.]+), Cipher is (.+)$",
			Pattern.MULTILINE);

	private static final Pattern VERIFY = Pattern.compile("Verify return code: (\\d+) \\((.*)\\)");

	private static final Pattern ALERT = Pattern.compile("SSL alert number (\\d+)");

	private static final Pattern FAILURE = Pattern.compile(":error:|errno=");

	private static final Pattern ALPN = Pattern.compile("^ALPN protocol: (.*)$", Pattern.MULTILINE);

	private static final Pattern NPN = Pattern.compile("^Next protocol: \\(\\d+\\) (.*)$", Pattern.MULTILINE);

	private static final Pattern ADVERTISED = Pattern.compile("^Protocols advertised by server: (.*)$",
			Pattern.MULTILINE);

	private static final Pattern SUBJECT = Pattern.compile("^subject=(.*)$", Pattern.MULTILINE);

	private static final Pattern GROUP = Pattern.compile("^Server Temp Key: ([^,\\n]+)", Pattern.MULTILINE);

	/**
	 * Return whether the program finished its side of the handshake.
	 * @return whether a cipher was agreed on
	 */
	public boolean connected() {
		// A failed handshake has a summary too, but the failure stands before it.
		Matcher summary = SUMMARY.matcher(this.output);
		return summary.find() && !summary.group(3).equals("(NONE)")
				&& !FAILURE.matcher(this.output).region(0, summary.start()).find()
				&& VERIFY.matcher(this.output).find();
	}

	/**
	 * Return the version.
	 * @return such as {@code TLSv1.3}, or {@code null}
	 */
	public @Nullable String protocol() {
		return first(SUMMARY, 2);
	}

	/**
	 * Return the cipher suite.
	 * @return its OpenSSL name, or {@code null}
	 */
	public @Nullable String cipher() {
		return first(SUMMARY, 3);
	}

	/**
	 * Return whether a session was resumed.
	 * @return whether the handshake was an abbreviated one
	 */
	public boolean reused() {
		return "Reused".equals(first(SUMMARY, 1));
	}

	/**
	 * Return the verdict on the server's certificate.
	 * @return the number of the verify return code, 0 is trusted, or {@code null}
	 */
	public @Nullable Integer verifyCode() {
		String code = first(VERIFY, 1);
		return (code != null) ? Integer.valueOf(code) : null;
	}

	/**
	 * Return the alert that the server sent.
	 * @return its number, or {@code null} for none
	 */
	public @Nullable Integer alert() {
		String number = first(ALERT, 1);
		return (number != null) ? Integer.valueOf(number) : null;
	}

	/**
	 * Return the protocol that ALPN chose.
	 * @return the protocol, or {@code null} for none
	 */
	public @Nullable String applicationProtocol() {
		return first(ALPN, 1);
	}

	/**
	 * Return the protocol that the program chose by NPN.
	 * @return the protocol, or {@code null} for none
	 */
	public @Nullable String nextProtocol() {
		return first(NPN, 1);
	}

	/**
	 * Return what the server advertised by NPN.
	 * @return the protocols as the program prints them, or {@code null} for none
	 */
	public @Nullable String advertisedProtocols() {
		return first(ADVERTISED, 1);
	}

	/**
	 * Return the subject of the server's certificate.
	 * @return as the program prints it, or {@code null}
	 */
	public @Nullable String peerSubject() {
		return first(SUBJECT, 1);
	}

	/**
	 * Return the group of the key exchange.
	 * @return as the program names it, or {@code null} when it does not
	 */
	public @Nullable String group() {
		return first(GROUP, 1);
	}

	private @Nullable String first(Pattern pattern, int group) {
		Matcher matcher = pattern.matcher(this.output);
		return matcher.find() ? matcher.group(group) : null;
	}

}
