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

package io.tlsboot.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The options of a benchmark, each {@code name=value}.
 */
final class Options {

	private final Map<String, String> values;

	/**
	 * Read them.
	 * @param defaults all there are but {@code directory} and {@code options}
	 * @param args those that are given
	 */
	Options(Map<String, String> defaults, String[] args) {
		this.values = new TreeMap<>(defaults);
		this.values.put("directory",
				Path.of(System.getProperty("java.io.tmpdir"), "tls-spring-boot-benchmarks").toString());
		this.values.put("options", "");
		for (String arg : args) {
			String[] parts = arg.split("=", 2);
			if (parts.length != 2 || this.values.put(parts[0], parts[1]) == null) {
				throw new IllegalArgumentException("There is no option " + arg + "; there are " + this.values);
			}
		}
	}

	String text(String name) {
		String value = this.values.get(name);
		if (value == null) {
			throw new IllegalArgumentException(name);
		}
		return value;
	}

	int number(String name) {
		return Integer.parseInt(text(name));
	}

	List<String> list(String name) {
		return Stream.of(text(name).split(",")).filter((word) -> !word.isBlank()).toList();
	}

	List<Integer> numbers(String name) {
		return list(name).stream().map(Integer::valueOf).toList();
	}

	/**
	 * Return the directory for certificates and logs.
	 */
	Path directory() {
		return Path.of(text("directory"));
	}

	/**
	 * Return further flags of the servers' JVM.
	 */
	List<String> jvm() {
		return Stream.of(text("options").split(" ")).filter((word) -> !word.isBlank()).toList();
	}

}
