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

package io.tlsboot.dialect;

import java.util.stream.IntStream;

import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.aggregator.ArgumentsAggregator;

/**
 * Takes the answers of a server from the third column of a row on; a {@code #} stands for
 * the end of a line within one.
 */
final class Answers implements ArgumentsAggregator {

	@Override
	public String[] aggregateArguments(ArgumentsAccessor row, ParameterContext context) {
		return IntStream.range(2, row.size())
			.mapToObj((column) -> row.getString(column).replace("#", "\r\n") + "\r\n")
			.toArray(String[]::new);
	}

}
