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

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.actuate.EndpointDescriptor;
import io.tlsboot.actuate.FailuresDescriptor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the example answers of the endpoint in the documents to what it answers.
 */
class EndpointExampleTests {

	@Test
	void examplesHaveTheKeysOfTheAnswers() {
		List<String> examples = MarkdownSnippets.inRepository("json")
			.filter((snippet) -> snippet.toString().contains("operations.md"))
			.map(MarkdownSnippets.Snippet::text)
			.toList();
		assertThat(examples).hasSize(2);
		check(EndpointDescriptor.class, JsonPath.read(examples.get(0), "$"));
		check(FailuresDescriptor.class, JsonPath.read(examples.get(1), "$"));
	}

	private static void check(Type type, Object value) {
		if (type instanceof ParameterizedType list && list.getRawType() == List.class && value instanceof List<?> all) {
			all.forEach((one) -> check(list.getActualTypeArguments()[0], one));
		}
		else if (type instanceof Class<?> known && known.isRecord()) {
			Map<String, RecordComponent> components = Arrays.stream(known.getRecordComponents())
				.collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
			assertThat(value).isInstanceOf(Map.class);
			((Map<?, ?>) value).forEach((key, part) -> {
				assertThat(components).containsKey(key.toString());
				check(components.get(key.toString()).getGenericType(), part);
			});
		}
	}

}
