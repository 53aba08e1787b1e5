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

package io.tlsboot.sni;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.netty.util.NetUtil;
import io.tlsboot.context.ContextException;

/**
 * Reads a pattern and says what is wrong with it.
 */
final class PatternReader {

	private static final int MAX_SHOWN = 80;

	private final String text;

	PatternReader(String text) {
		this.text = text;
	}

	/** Return the labels of the pattern from the left. */
	List<LabelPattern> read() {
		if (this.text.isBlank()) {
			throw refused(this.text.isEmpty() ? "A pattern is empty" : "A pattern is blank", "Write a host name.");
		}
		refuseAddress();
		List<LabelPattern> labels = new ArrayList<>();
		for (String label : InternationalNames.labels(HostNames.withoutFinalDot(this.text))) {
			labels.add(LabelPattern.of(HostNames.ascii(label) ? ascii(label) : international(label)));
		}
		refuseLong(labels);
		LabelPattern last = labels.get(labels.size() - 1);
		if (last.exact() && HostNames.number(last.text())) {
			throw refused(shown() + " ends in a number, as only an address does",
					"Write a host name; no client asks for an address by server name.");
		}
		return labels;
	}

	/** An address is never a server name (RFC 6066, section 3). */
	private void refuseAddress() {
		boolean brackets = this.text.startsWith("[") && this.text.endsWith("]");
		String address = brackets ? this.text.substring(1, this.text.length() - 1) : this.text;
		if (NetUtil.isValidIpV4Address(HostNames.withoutFinalDot(address)) || NetUtil.isValidIpV6Address(address)) {
			throw refused(shown() + " is an IP address, and a server name is never one (RFC 6066, section 3)",
					"Write a host name; clients that connect to an address get the context without 'sni'.");
		}
	}

	private String ascii(String label) {
		if (label.isEmpty()) {
			throw refused(shown() + " has an empty label", "Remove the dot that is too much.");
		}
		String lower = label.toLowerCase(Locale.ROOT);
		for (int i = 0; i < lower.length(); i++) {
			char c = lower.charAt(i);
			if (c != '*' && !HostNames.character(c)) {
				throw refused(shown() + " has a character that no server name has: " + named(c),
						"Use letters, digits, '-', '_', '.' and '*'.");
			}
		}
		return lower;
	}

	private String international(String label) {
		if (label.indexOf('*') >= 0) {
			throw refused(shown() + " has '*' in a label with letters outside ASCII, which is converted as a whole",
					"Use '*' in place of the whole label, or write the label without '*'.");
		}
		if (InternationalNames.ambiguous(label)) {
			throw refused(shown() + " has a character that old and new clients convert differently (UTS 46)",
					"Write the label as the A-label, 'xn--...', that clients ask for.");
		}
		String converted = InternationalNames.label(label);
		if (converted == null) {
			throw refused(shown() + " has a label that cannot be converted to an A-label of at most "
					+ HostNames.MAX_LABEL + " characters", "Correct the label, or write its A-label, 'xn--...'.");
		}
		return converted;
	}

	/** What {@code *} stands for may be short, but a label is never empty. */
	private void refuseLong(List<LabelPattern> labels) {
		int length = labels.size() - 1;
		for (LabelPattern label : labels) {
			if (label.literalLength() > HostNames.MAX_LABEL) {
				throw refused(shown() + " has a label of more than " + HostNames.MAX_LABEL + " characters",
						"Shorten the label; DNS has no such name.");
			}
			length += Math.max(1, label.literalLength());
		}
		if (length > HostNames.MAX_NAME) {
			throw refused(shown() + " has more than " + HostNames.MAX_NAME + " characters",
					"Shorten the name; DNS has none that is so long.");
		}
	}

	private ContextException refused(String problem, String action) {
		return new ContextException("sni", this.text, problem, action, null);
	}

	private String shown() {
		StringBuilder shown = new StringBuilder("'");
		for (int i = 0; i < Math.min(this.text.length(), MAX_SHOWN); i++) {
			char c = this.text.charAt(i);
			shown.append(Character.isLetterOrDigit(c) || (c >= ' ' && c < 0x7f) ? String.valueOf(c) : named(c));
		}
		return shown.append((this.text.length() > MAX_SHOWN) ? "...'" : "'").toString();
	}

	private static String named(char c) {
		return (c > ' ' && c < 0x7f) ? "'" + c + "'" : String.format("U+%04X", (int) c);
	}

}
