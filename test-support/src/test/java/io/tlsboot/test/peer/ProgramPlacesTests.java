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

package io.tlsboot.test.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ProgramPlacesTests {

	@Test
	void aProgramOnThePathIsFoundThere(@TempDir Path directory) throws IOException {
		Path program = executable(directory, "postfix");
		Files.writeString(directory.resolve("slapd"), "not executable");
		assertThat(ProgramPlaces.find("/nowhere:" + directory, "postfix")).isEqualTo(program);
		assertThat(ProgramPlaces.find(directory.toString(), "no-such-program")).isNull();
	}

	@Test
	void aServerIsFoundThoughThePathLacksItsPlace() {
		// Every Debian has it, and nowhere else.
		Program.require(Files.exists(Path.of("/usr/sbin/adduser")), "The program /usr/sbin/adduser is missing");
		assertThat(ProgramPlaces.find("/usr/bin:/bin", "adduser")).isEqualTo(Path.of("/usr/sbin/adduser"));
	}

	@Test
	void aProgramOfPostgresqlIsFoundInItsVersion() {
		Path initdb = Program.require("initdb").file();
		assertThat(ProgramPlaces.find("/usr/bin:/bin", "initdb")).isExecutable()
			.hasFileName(initdb.getFileName().toString());
	}

	@Test
	void theHighestVersionComesFirst(@TempDir Path directory) throws IOException {
		for (String version : new String[] { "9.6", "15", "17", "common" }) {
			Files.createDirectory(directory.resolve(version));
		}
		assertThat(ProgramPlaces.versions(directory)).extracting((bin) -> bin.getParent().getFileName().toString())
			.containsExactly("17", "15", "9.6");
		assertThat(ProgramPlaces.versions(directory.resolve("nothing"))).isEmpty();
	}

	@Test
	void theFileThatWasFoundIsRun() {
		Program program = Program.require("true");
		assertThat(program.file()).isAbsolute();
		assertThat(program.run().status()).isZero();
	}

	private static Path executable(Path directory, String name) throws IOException {
		Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n");
		assertThat(file.toFile().setExecutable(true)).isTrue();
		return file;
	}

}
