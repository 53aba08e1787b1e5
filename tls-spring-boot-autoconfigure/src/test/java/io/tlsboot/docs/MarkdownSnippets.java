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

package io.tlsboot.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the fenced code blocks and the links of Markdown documents.
 */
public final class MarkdownSnippets {

	private static final Pattern FENCE = Pattern.compile("^( *)(```+|~~~+) *([\\w+-]*).*$");

	private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)(?: \"[^\"]*\")?\\)");

	private static final Pattern REFERENCE = Pattern.compile("^\\[[^\\]]+\\]:\\s+(\\S+)");

	private static final Pattern CODE = Pattern.compile("`[^`]*`");

	private static final Pattern HEADING = Pattern.compile("^#+ +(.*?) *#*$");

	private final Path file;

	private final List<Snippet> snippets = new ArrayList<>();

	private final List<Link> links = new ArrayList<>();

	private final List<String> anchors = new ArrayList<>();

	private MarkdownSnippets(Path file, List<String> lines) {
		this.file = file;
		for (int i = 0; i < lines.size(); i++) {
			Matcher fence = FENCE.matcher(lines.get(i));
			if (fence.matches()) {
				i = snippet(lines, i, fence);
			}
			else {
				text(lines.get(i), i + 1);
			}
		}
	}

	/**
	 * Read a document.
	 * @param file the Markdown file
	 * @return what it has
	 */
	public static MarkdownSnippets of(Path file) {
		try {
			return of(file, Files.readString(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Read a text.
	 * @param file the file it is said to be from
	 * @param text the Markdown text
	 * @return what it has
	 */
	public static MarkdownSnippets of(Path file, String text) {
		return new MarkdownSnippets(file, text.lines().toList());
	}

	/**
	 * Return the blocks of all documents of the repository in some languages.
	 * @param languages the languages, as the fences name them
	 * @return the blocks
	 */
	public static Stream<Snippet> inRepository(String... languages) {
		Collection<String> wanted = List.of(languages);
		return Repository.documents()
			.stream()
			.flatMap((file) -> of(file).snippets().stream())
			.filter((snippet) -> wanted.contains(snippet.language()));
	}

	List<Snippet> snippets() {
		return this.snippets;
	}

	List<Link> links() {
		return this.links;
	}

	/**
	 * Return the anchors that its headings make.
	 * @return the anchors without the number sign
	 */
	List<String> anchors() {
		return this.anchors;
	}

	private int snippet(List<String> lines, int start, Matcher opening) {
		String end = opening.group(2);
		int indent = opening.group(1).length();
		List<String> content = new ArrayList<>();
		for (int i = start + 1; i < lines.size(); i++) {
			String line = lines.get(i);
			if (line.strip().equals(end)) {
				this.snippets.add(new Snippet(this.file, start + 1, opening.group(3),
						content.stream().map((each) -> each + "\n").collect(Collectors.joining())));
				return i;
			}
			content.add(line.isBlank() ? "" : line.substring(Math.min(indent, line.length())));
		}
		throw new IllegalArgumentException(this.file + ":" + (start + 1) + ": the block has no end");
	}

	private void text(String line, int number) {
		Matcher heading = HEADING.matcher(line);
		if (heading.matches()) {
			this.anchors.add(heading.group(1).toLowerCase().replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
		}
		String plain = CODE.matcher(line).replaceAll("`");
		Stream.concat(LINK.matcher(plain).results(), REFERENCE.matcher(plain).results())
			.forEach((match) -> this.links.add(new Link(this.file, number, match.group(1))));
	}

	/**
	 * A fenced code block.
	 *
	 * @param file the document
	 * @param line the line of its opening fence
	 * @param language what the fence says, or empty
	 * @param text the lines between the fences
	 */
	public record Snippet(Path file, int line, String language, String text) {

		@Override
		public String toString() {
			return this.file.getFileName() + ":" + this.line;
		}

	}

	/**
	 * A link.
	 *
	 * @param file the document
	 * @param line the line it stands in
	 * @param target where it leads to
	 */
	record Link(Path file, int line, String target) {

		/**
		 * Say why a relative link leads nowhere.
		 * @return the reason, or an empty text when the link is good or leads to the web
		 */
		String problem() {
			if (this.target.matches("(?i)[a-z][a-z0-9+.-]*:.*")) {
				return "";
			}
			String[] parts = this.target.split("#", 2);
			Path to = parts[0].isEmpty() ? this.file : this.file.resolveSibling(parts[0]);
			if (!Files.exists(to)) {
				return this + ": there is no " + parts[0];
			}
			if (parts.length == 2 && to.toString().endsWith(".md") && !of(to).anchors().contains(parts[1])) {
				return this + ": " + to.getFileName() + " has no heading #" + parts[1];
			}
			return "";
		}

		@Override
		public String toString() {
			return this.file.getFileName() + ":" + this.line + " -> " + this.target;
		}

	}

}
