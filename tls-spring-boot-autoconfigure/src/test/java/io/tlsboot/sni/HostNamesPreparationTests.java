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

package io.tlsboot.sni;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link HostNames#prepare()} leaves nothing to load to the event loops.
 */
class HostNamesPreparationTests {

	@Test
	void conversionDoesNotBlockAnEventLoop() {
		HostNames.prepare();
		List<String> converted = Mono
			.fromSupplier(() -> FreshConversion.NAMES.stream()
				.map((name) -> String.valueOf(FreshConversion.convert(name.getBytes(StandardCharsets.UTF_8))))
				.toList())
			.subscribeOn(Schedulers.parallel())
			.block();
		assertThat(converted).startsWith("xn--bcher-kva.de", "xn--r8jz45g.jp", "xn--4dbc.il", "xn--5ca.x");
	}

	/**
	 * BlockHound does not see how the JDK reads its own resources, so this looks at the
	 * classes that read and keep them.
	 */
	@Test
	void conversionLoadsNothing(@TempDir Path directory) throws Exception {
		Path output = directory.resolve("output");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xlog:class+load", "-cp", path(HostNames.class) + File.pathSeparator + path(FreshConversion.class),
				FreshConversion.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String log = Files.readString(output);
		assertThat(log).contains(FreshConversion.MARK, FreshConversion.DONE);
		String before = log.substring(0, log.indexOf(FreshConversion.MARK));
		String after = log.substring(before.length(), log.indexOf(FreshConversion.DONE));
		assertThat(before).contains("java.net.IDN ", "StringPrep ", "Normalizer2 ");
		assertThat(after).doesNotContain("icu", "java.net.IDN", "sun.text", "jimage", "Resource", "io.tlsboot");
	}

	private static Path path(Class<?> type) throws URISyntaxException {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
	}

}
