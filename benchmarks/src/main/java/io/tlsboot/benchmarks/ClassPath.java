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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Class paths with a part of the libraries, so that each server has only what it needs.
 * The jar has its libraries beside it in {@code lib}, and its own classes there once
 * more.
 */
final class ClassPath {

	private static final String OWN = "benchmarks-plain";

	/** What an application with {@code spring-boot-starter} has. */
	private static final List<String> BOOT = List.of(OWN, "spring-boot-3", "spring-boot-4", "spring-boot-autoconfigure",
			"spring-boot-starter-4", "spring-boot-starter-logging", "spring-aop", "spring-beans", "spring-context",
			"spring-core", "spring-expression", "logback", "slf4j", "log4j", "jul-to-slf4j", "jakarta.annotation",
			"snakeyaml", "micrometer-commons", "micrometer-observation", "commons-logging", "jspecify");

	private static final List<String> TLS = List.of("tls-spring-boot", "reactor-", "reactive-streams", "netty-", "bcp",
			"bcutil");

	private ClassPath() {
	}

	/**
	 * Return that of an application with nothing but {@code spring-boot-starter}.
	 */
	static String boot() throws IOException {
		return of((jar) -> starts(jar, BOOT));
	}

	/**
	 * Return that of the same with this project's starter.
	 */
	static String starter() throws IOException {
		return of((jar) -> starts(jar, BOOT) || starts(jar, TLS) && !jar.startsWith("reactor-netty-http"));
	}

	/**
	 * Return that of the same with the starter and meters.
	 */
	static String ours() throws IOException {
		return starter()
				+ of((jar) -> starts(jar, List.of("micrometer-", "prometheus", "HdrHistogram", "LatencyUtils")));
	}

	/**
	 * Return that of an application of WebFlux, which is on the engine of the JDK then.
	 */
	static String webFlux() throws IOException {
		return of((jar) -> webFlux(jar) && !jar.startsWith("netty-tcnative"));
	}

	/**
	 * Return that of the same with BoringSSL.
	 */
	static String webFluxOpenSsl() throws IOException {
		return of(ClassPath::webFlux);
	}

	private static boolean webFlux(String jar) {
		return !starts(jar, List.of("tls-spring-boot", "vertx", "jmh", "jopt", "commons-math"));
	}

	/**
	 * Return that with everything.
	 */
	static String all() throws IOException {
		return of((jar) -> true);
	}

	private static String of(Predicate<String> wanted) throws IOException {
		Path own = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
		Path libraries = own.resolveSibling("lib");
		if (!Files.isDirectory(libraries)) {
			throw new IOException("Start it with java -jar or with the jar alone as class path, not " + own);
		}
		try (Stream<Path> jars = Files.list(libraries)) {
			return jars.filter((jar) -> wanted.test(jar.getFileName().toString()))
				.sorted()
				.map((jar) -> jar + ":")
				.collect(Collectors.joining());
		}
	}

	private static boolean starts(String jar, List<String> beginnings) {
		return beginnings.stream().anyMatch(jar::startsWith);
	}

}
