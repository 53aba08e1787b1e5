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

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.autoconfigure.TlsProperties;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Reads the documents of the repository: their links lead somewhere, their Java compiles.
 */
class DocsTests {

	@Test
	void documentsAreThere() {
		assertThat(Repository.documents()).extracting(Path::getFileName)
			.extracting(Path::toString)
			.contains("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md");
	}

	@Test
	void relativeLinksLeadSomewhere() {
		List<String> problems = Repository.documents()
			.stream()
			.flatMap((file) -> MarkdownSnippets.of(file).links().stream())
			.map(MarkdownSnippets.Link::problem)
			.filter((problem) -> !problem.isEmpty())
			.toList();
		assertThat(problems).isEmpty();
	}

	@TestFactory
	Stream<DynamicTest> javaCompiles() {
		return MarkdownSnippets.inRepository("java")
			.map((snippet) -> dynamicTest(snippet.toString(),
					() -> assertThat(new JavaSnippet(snippet.text()).errors()).isEmpty()));
	}

	@TestFactory
	Stream<DynamicTest> yamlIsWellFormed() {
		return MarkdownSnippets.inRepository("yaml")
			.map((snippet) -> dynamicTest(snippet.toString(),
					() -> assertThat(new YamlSnippet(snippet.text()).bind("tls", TlsProperties.class)).isNotNull()));
	}

}
