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

package io.tlsboot.context;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KeyLogFile}.
 */
class KeyLogFileTests {

	@TempDir
	private Path directory;

	@Test
	void aNewFileIsForItsOwnerOnly() throws IOException {
		Path file = this.directory.resolve("keys.log");
		write(file, "a b c", "d e f");
		assertThat(Files.readString(file)).isEqualTo("a b c\nd e f\n");
		assertThat(mode(file)).isEqualTo("rw-------");
	}

	@Test
	void aFileIsAppendedTo() throws IOException {
		Path file = this.directory.resolve("keys.log");
		write(file, "one");
		write(file, "two");
		assertThat(Files.readAllLines(file)).containsExactly("one", "two");
		assertThat(mode(file)).isEqualTo("rw-------");
	}

	@Test
	void severalMayAppendToOneFile() throws IOException {
		Path file = this.directory.resolve("keys.log");
		KeyLogFile one = KeyLogFile.open(file);
		KeyLogFile other = KeyLogFile.open(file);
		one.write(bytes("one"));
		other.write(bytes("two"));
		one.write(bytes("three"));
		one.close();
		other.close();
		assertThat(Files.readAllLines(file)).containsExactly("one", "two", "three");
	}

	@Test
	void aLineThatWasCutOffDoesNotSpoilTheNext() throws IOException {
		Path file = existing("rw-------");
		Files.writeString(file, "CLIENT_RANDOM 0a");
		write(file, "one");
		assertThat(Files.readAllLines(file)).containsExactly("CLIENT_RANDOM 0a", "one");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r--r--", "rw----r--", "rw--w----", "rw---x---", "rw-rw-rw-" })
	void aFileOfWiderModeIsRefusedAndLeftAlone(String mode) throws IOException {
		Path file = existing(mode);
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> KeyLogFile.open(file)).satisfies((ex) -> {
			assertThat(ex.key()).isEqualTo("key-log-file");
			assertThat(ex.problem())
				.isEqualTo("The file " + file + " exists, and its mode lets others than its owner use it: " + mode);
			assertThat(ex.action()).isEqualTo("Remove it, or 'chmod 600' it if nobody has it open.");
		});
		assertThat(mode(file)).isEqualTo(mode);
		assertThat(file).isEmptyFile();
	}

	@Test
	void aSymbolicLinkIsRefused() throws IOException {
		Path target = existing("rw-------");
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), target);
		refused(link, link + " is a symbolic link");
		Path dangling = Files.createSymbolicLink(this.directory.resolve("dangling"), this.directory.resolve("no"));
		refused(dangling, dangling + " is a symbolic link");
		assertThat(this.directory.resolve("no")).doesNotExist();
	}

	@Test
	void whatIsNoPlainFileIsRefused() {
		refused(this.directory, this.directory + " is not a plain file");
		refused(Path.of("/dev/null"), "/dev/null is not a plain file");
		Path pipe = this.directory.resolve("pipe");
		Program.require("mkfifo").run("-m", "600", pipe.toString()).success();
		refused(pipe, pipe + " is not a plain file");
	}

	@Test
	void aDirectoryThatDoesNotExistIsNotMade() {
		Path file = this.directory.resolve("none").resolve("keys.log");
		refused(file, "There is no directory for the file " + file);
		assertThat(file.getParent()).doesNotExist();
	}

	@Test
	void aFileOfAnotherUserIsRefused() throws IOException {
		Program.require("root".equals(System.getProperty("user.name")), "Only root can give a file away");
		Path file = existing("rw-------");
		Files.setOwner(file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
		refused(file, "The file " + file + " belongs to another user, nobody");
	}

	@Test
	void aDirectoryThatIsAFileIsRefused() throws IOException {
		Path file = existing("rw-------").resolve("keys.log");
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> KeyLogFile.open(file))
			.satisfies((ex) -> assertThat(ex.problem()).startsWith("The file " + file + " cannot be used: "));
	}

	private static void refused(Path file, String problem) {
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> KeyLogFile.open(file)).satisfies((ex) -> {
			assertThat(ex.problem()).isEqualTo(problem);
			assertThat(ex.value()).isEqualTo(file);
		});
	}

	private Path existing(String mode) throws IOException {
		Path file = Files.createFile(this.directory.resolve("existing"));
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
	}

	private static void write(Path path, String... lines) throws IOException {
		KeyLogFile file = KeyLogFile.open(path);
		file.write(bytes(lines));
		file.close();
	}

	private static List<byte[]> bytes(String... lines) {
		return Stream.of(lines).map((line) -> line.getBytes(StandardCharsets.US_ASCII)).toList();
	}

	private static String mode(Path file) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
	}

}
