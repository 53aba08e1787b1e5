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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JavaSnippetTests {

	@ParameterizedTest
	@ValueSource(strings = { "int a = 1;\nSystem.out.println(a);", "@Bean Object bean() { return new Object(); }",
			"@Configuration(proxyBeanMethods = false)\npublic class Some {\n}", "record One(Mono<String> a) {}",
			"import java.nio.file.Path;\n\nPath path = Path.of(\"a\");\npath.toAbsolutePath();",
			"package a;\n\nclass Some {\n}", "Verdict verdict = null;\nlog.info(\"{}\", verdict);" })
	void eachFormCompiles(String text) {
		assertThat(new JavaSnippet(text).errors()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "int a = \"text\";", "NoSuchType a;", "class Some {\n\tint a = missing();\n}", "int a",
			"Verdict verdict = null;\nverdict.noSuchMethod();" })
	void wrongSnippetHasErrors(String text) {
		assertThat(new JavaSnippet(text).errors()).isNotEmpty();
	}

	@Test
	void errorNamesItsLine() {
		assertThat(new JavaSnippet("int a = 1;\nint b = missing;\nb++;").errors())
			.anySatisfy((error) -> assertThat(error).contains("missing").endsWith("in: int b = missing;"));
	}

}
