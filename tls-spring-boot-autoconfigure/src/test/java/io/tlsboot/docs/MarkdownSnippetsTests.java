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

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MarkdownSnippetsTests {

	private static final Path FILE = Path.of("a.md");

	@Test
	void blocksHaveTheirLineLanguageAndText() {
		assertThat(MarkdownSnippets.of(FILE, """
				# One
				```yaml
				tls:
				  servers: {}
				```
				1. item
				   ```java
				   int a;

				     int b;
				   ```
				````
				```
				````
				""").snippets()).containsExactly(new MarkdownSnippets.Snippet(FILE, 2, "yaml", "tls:\n  servers: {}\n"),
				new MarkdownSnippets.Snippet(FILE, 7, "java", "int a;\n\n  int b;\n"),
				new MarkdownSnippets.Snippet(FILE, 12, "", "```\n"));
	}

	@Test
	void blockWithoutEndIsAnError() {
		assertThatIllegalArgumentException().isThrownBy(() -> MarkdownSnippets.of(FILE, "text\n```java\nint a;\n"))
			.withMessage("a.md:2: the block has no end");
	}

	@Test
	void linksAreFoundOutsideOfCode() {
		assertThat(MarkdownSnippets.of(FILE, """
				See [one](docs/one.md) and [two](two.md#part "title"), not `[three](three.md)`.
				[four]: four.md
				```
				[five](five.md)
				```
				""").links()).extracting(MarkdownSnippets.Link::target)
			.containsExactly("docs/one.md", "two.md#part", "four.md");
	}

	@Test
	void brokenLinksHaveAProblem(@TempDir Path directory) throws Exception {
		Path from = Files.writeString(directory.resolve("from.md"), "# Here\n");
		Files.writeString(directory.resolve("to.md"), "## The `tls.servers` map\n");
		assertThat(problem(from, "to.md")).isEmpty();
		assertThat(problem(from, "to.md#the-tlsservers-map")).isEmpty();
		assertThat(problem(from, "#here")).isEmpty();
		assertThat(problem(from, "https://example.com/nowhere")).isEmpty();
		assertThat(problem(from, "gone.md")).isEqualTo("from.md:1 -> gone.md: there is no gone.md");
		assertThat(problem(from, "to.md#gone")).isEqualTo("from.md:1 -> to.md#gone: to.md has no heading #gone");
		assertThat(problem(from, "#gone")).isEqualTo("from.md:1 -> #gone: from.md has no heading #gone");
	}

	private static String problem(Path from, String target) {
		return new MarkdownSnippets.Link(from, 1, target).problem();
	}

}
