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

package io.tlsboot.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The beans of a type by names as environment variables write them: without regard to
 * case and hyphens.
 *
 * @param <T> the type of the beans
 */
class NamedBeans<T> {

	/** The name that stands for no bean. */
	static final String NONE = "none";

	private final ListableBeanFactory beans;

	private final Class<T> type;

	NamedBeans(ListableBeanFactory beans, Class<T> type) {
		this.beans = beans;
		this.type = type;
	}

	Class<T> type() {
		return this.type;
	}

	List<String> names() {
		return Arrays.asList(this.beans.getBeanNamesForType(this.type));
	}

	/**
	 * Return the names of the beans that can be meant by a name.
	 */
	List<String> meantBy(String wanted) {
		List<String> names = names();
		return names.contains(wanted) ? List.of(wanted) : names.stream().filter((name) -> same(name, wanted)).toList();
	}

	T get(String name) {
		return this.beans.getBean(name, this.type);
	}

	/**
	 * Say that none or more than one bean can be meant by a name.
	 * @param wanted the name
	 * @param candidates the beans that can be meant
	 */
	String problem(String wanted, List<String> candidates) {
		String kind = this.type.getSimpleName() + " bean";
		if (!candidates.isEmpty()) {
			return "More than one " + kind + " can be meant by '" + wanted + "': " + quoted(candidates) + ".";
		}
		List<String> names = names();
		return "There is no " + kind + " '" + wanted + "'; there " + (names.isEmpty() ? "are none at all."
				: (((names.size() == 1) ? "is " : "are ") + quoted(names) + "."));
	}

	static String quoted(List<String> names) {
		String quoted = names.stream().sorted().map((name) -> "'" + name + "'").toList().toString();
		return quoted.substring(1, quoted.length() - 1);
	}

	static boolean same(String name, String other) {
		return canonical(name).equals(canonical(other));
	}

	private static String canonical(String name) {
		return name.replace("-", "").toLowerCase(Locale.ROOT);
	}

}
