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

package io.tlsboot.material;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks of a PEM text with their labels and lines. Text between blocks is
 * skipped; a block that is cut off or garbled is an error, never skipped.
 */
final class PemBlocks {

	private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([^-]+)-----");

	private static final Pattern END = Pattern.compile("-----END ([^-]+)-----");

	private static final Pattern NEARLY_A_BORDER = Pattern.compile("^-+ ?(BEGIN|END) .*|.*-----(BEGIN|END) .*");

	private static final Pattern HEADER = Pattern.compile("([A-Za-z][A-Za-z0-9-]*): *(.*)");

	private static final Pattern BLANK = Pattern.compile("[ \\t]");

	private final Place place;

	private final List<PemBlock> blocks = new ArrayList<>();

	private @Nullable String label;

	private int begin;

	private Map<String, String> headers = new LinkedHashMap<>();

	private StringBuilder body = new StringBuilder();

	private PemBlocks(Place place) {
		this.place = place;
	}

	/**
	 * Return the blocks of a content that is PEM text or a DER file.
	 * @param content the content
	 * @return the blocks in their order, at least one
	 */
	static List<PemBlock> of(Content content) {
		PemBlock der = DerFile.block(content.bytes());
		if (der != null) {
			return List.of(der);
		}
		PemBlocks reader = new PemBlocks(content.place());
		int number = 0;
		for (Iterator<String> lines = content.text().lines().iterator(); lines.hasNext();) {
			number++;
			reader.line(lines.next().strip(), number);
		}
		return reader.finish();
	}

	private void line(String line, int number) {
		if (this.label == null) {
			if (mayBeBorder(line)) {
				outside(line, number);
			}
		}
		else if (line.startsWith("--")) {
			Matcher ends = END.matcher(line);
			if (!ends.matches()) {
				throw cutOff();
			}
			close(ends.group(1), number, this.label);
		}
		else {
			inside(line, number, this.label);
		}
	}

	/**
	 * Every pattern of a border has one of these words. Most lines have none, so most
	 * need no pattern.
	 */
	private static boolean mayBeBorder(String line) {
		return line.contains("BEGIN ") || line.contains("END ");
	}

	private void outside(String line, int number) {
		Matcher begins = BEGIN.matcher(line);
		if (begins.matches()) {
			this.label = begins.group(1);
			this.begin = number;
			this.headers = new LinkedHashMap<>();
			this.body = new StringBuilder();
		}
		else if (END.matcher(line).matches()) {
			throw damaged("The end of a PEM block at line " + number + " has no beginning");
		}
		else if (NEARLY_A_BORDER.matcher(line).matches()) {
			throw damaged("Line " + number + " is not a complete -----BEGIN or -----END line");
		}
	}

	private void inside(String line, int number, String open) {
		if (this.body.isEmpty() && line.indexOf(':') > 0) {
			Matcher header = HEADER.matcher(line);
			if (header.matches()) {
				this.headers.put(header.group(1), header.group(2));
				return;
			}
		}
		String body = (line.indexOf(' ') < 0 && line.indexOf('\t') < 0) ? line : BLANK.matcher(line).replaceAll("");
		for (int i = 0; i < body.length(); i++) {
			if (!isBase64(body.charAt(i))) {
				throw damaged("The PEM block " + open + " is garbled at line " + number);
			}
		}
		this.body.append(body);
	}

	private static boolean isBase64(char character) {
		return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z')
				|| (character >= '0' && character <= '9') || character == '+' || character == '/' || character == '=';
	}

	private void close(String closing, int number, String open) {
		if (!closing.equals(open)) {
			throw damaged("The PEM block " + open + " that begins at line " + this.begin + " ends at line " + number
					+ " as " + closing);
		}
		if (this.body.isEmpty()) {
			throw damaged("The PEM block " + open + " at line " + this.begin + " is empty");
		}
		this.blocks.add(new PemBlock(open, this.begin, this.headers, decode(open)));
		this.label = null;
	}

	private byte[] decode(String open) {
		try {
			if (this.body.length() % 4 != 0) {
				throw new IllegalArgumentException("Characters are missing");
			}
			return Base64.getDecoder().decode(this.body.toString());
		}
		catch (IllegalArgumentException ex) {
			throw damaged("The PEM block " + open + " that begins at line " + this.begin + " is not whole base64");
		}
	}

	private List<PemBlock> finish() {
		if (this.label != null) {
			throw cutOff();
		}
		if (this.blocks.isEmpty()) {
			throw this.place.failure("No PEM block was found, and it is not DER either",
					"Name a file with a -----BEGIN line; this one may be of another format, or empty of content.");
		}
		return this.blocks;
	}

	private MaterialException cutOff() {
		return damaged("The PEM block " + this.label + " that begins at line " + this.begin + " has no end");
	}

	private MaterialException damaged(String problem) {
		return this.place.failure(problem, "Copy the text again, whole blocks from -----BEGIN to -----END.");
	}

}
