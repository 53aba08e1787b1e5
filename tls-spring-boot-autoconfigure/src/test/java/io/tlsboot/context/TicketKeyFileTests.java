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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.tlsboot.material.MaterialLoader;
import io.tlsboot.test.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TicketKeyFile}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TicketKeyFileTests {

	private static final Duration SOON = Duration.ofMillis(20);

	private final MaterialLoader loader = new MaterialLoader(new DefaultResourceLoader());

	@TempDir
	private Path directory;

	private Path file;

	private @Nullable TicketKeyFile keys;

	@BeforeEach
	void createFile() throws IOException {
		this.file = this.directory.resolve("ticket.keys");
		Files.createFile(this.file);
		Files.setPosixFilePermissions(this.file, PosixFilePermissions.fromString("rw-------"));
	}

	@AfterEach
	void stop() {
		if (this.keys != null) {
			this.keys.close();
		}
	}

	@Test
	void linesAreKeysInOrder(CapturedOutput output) {
		write("\r\n# made on Monday\r\n" + key(1, 32) + "   # encrypts\r\n  " + key(2, 48) + "\r\n\r\n" + key(3, 33));
		TicketKeyRing ring = open().keys();
		assertThat(ring.hasRootsOf(ring(bytes(1, 32), bytes(2, 48), bytes(3, 33)))).isTrue();
		assertThat(this.keys).hasToString("ticket keys of a file");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void aClassPathResourceOrTheTextItselfWillDo() {
		String text = Base64.getEncoder().encodeToString((key(1, 32) + "\n").getBytes(StandardCharsets.UTF_8));
		this.keys = new TicketKeyFile(this.loader, "base64:" + text, SOON);
		assertThat(this.keys.keys().hasRootsOf(ring(bytes(1, 32)))).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# none\\n\\n | There is no key in it
			ok1\\n!secret! | Line 2 is not base64
			ok1 ok2 | Line 1 is not base64
			# one\\nshort | The key on line 2 has 31 bytes, fewer than 32
			ok1\\nok2\\n# again\\nok1 | Lines 1 and 4 have the same key
			'' | There is nothing in it
			-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY----- | Line 1 is not base64
			""")
	void aBadFileFailsTheStartAndItsContentIsNotTold(String template, String problem) {
		String content = template.replace("\\n", "\n")
			.replace("ok1", key(1, 32))
			.replace("ok2", key(2, 32))
			.replace("short", key(3, 31));
		write(content);
		assertThatExceptionOfType(ContextException.class).isThrownBy(this::open).satisfies((ex) -> {
			assertThat(ex.key()).isEqualTo("session.ticket-keys.location");
			assertThat(ex.problem()).isEqualTo(problem + " (" + location() + ")");
			assertThat(ex.action()).endsWith(".");
			assertThat(ex).hasMessageNotContaining("secret").hasMessageNotContaining(key(1, 32));
		});
	}

	@Test
	void sixteenKeysAreTheMost() {
		write(lines(16));
		assertThat(open().keys()).hasToString("TicketKeyRing[16 keys]");
		write(lines(17));
		assertThatExceptionOfType(ContextException.class).isThrownBy(this::open)
			.withMessageContaining("Line 17 has one key more than the 16 that are allowed");
	}

	@Test
	void aMissingFileFailsTheStart() throws IOException {
		Files.delete(this.file);
		assertThatExceptionOfType(ContextException.class).isThrownBy(this::open)
			.withMessage("session.ticket-keys.location: The file does not exist (" + location() + ")")
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo("Create " + this.file + ", or correct the location."));
	}

	@Test
	void textInPlaceOfALocationIsNotTold() {
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(() -> new TicketKeyFile(this.loader, key(1, 48), SOON))
			.satisfies((ex) -> {
				assertThat(ex).hasMessageNotContaining(key(1, 48));
				assertThat(ex.value()).isEqualTo("inline text");
			});
	}

	@Test
	void aChangeIsTakenOverAndABadOneIsNot(CapturedOutput output) throws IOException {
		write(key(1, 32));
		TicketKeyFile watched = open();
		TicketKeyRing first = watched.keys();
		replace(key(2, 32) + "\n" + key(1, 32));
		Await.until("the change is taken over", () -> watched.keys() != first);
		TicketKeyRing second = watched.keys();
		assertThat(second.hasRootsOf(ring(bytes(2, 32), bytes(1, 32)))).isTrue();
		awaitLog(output, "The ticket keys of " + location() + " are in use now: TicketKeyRing[2 keys]");

		replace("no key");
		awaitLog(output, "Ticket keys cannot be read again, those in use stay: Line 1 is not base64");
		replace("no key either");
		Files.delete(this.file);
		awaitLog(output, "those in use stay: The file does not exist");
		assertThat(watched.keys()).isSameAs(second);
		assertThat(output).containsOnlyOnce("Line 1 is not base64");

		replace(key(2, 32) + "\n" + key(1, 32) + "# as before");
		awaitLog(output, "The ticket keys of " + location() + " are in use still: TicketKeyRing[2 keys]");
		assertThat(watched.keys()).isSameAs(second);
		assertThat(output).doesNotContain(key(1, 32)).doesNotContain(key(2, 32)).doesNotContain("no key");
	}

	@Test
	void aSymbolicLinkIsFollowedToItsNewTarget() throws IOException {
		Path one = Files.writeString(this.directory.resolve("one"), key(1, 32));
		Path two = Files.writeString(this.directory.resolve("two"), key(2, 32));
		Files.delete(this.file);
		Files.createSymbolicLink(this.file, one);
		TicketKeyFile watched = open();
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), two);
		Files.move(link, this.file, StandardCopyOption.ATOMIC_MOVE);
		Await.until("the change is taken over", () -> watched.keys().hasRootsOf(ring(bytes(2, 32))));
	}

	@Test
	void nothingIsReadAfterTheEnd() throws IOException {
		write(key(1, 32));
		TicketKeyFile closed = open();
		TicketKeyRing before = closed.keys();
		closed.close();
		closed.close();
		replace(key(2, 32));
		TicketKeyFile other = open();
		replace(key(3, 32));
		Await.until("another has read it twice", () -> other.keys().hasRootsOf(ring(bytes(3, 32))));
		assertThat(closed.keys()).isSameAs(before);
	}

	@Test
	void aFileThatOthersCanReadIsWarnedOf(CapturedOutput output) throws IOException {
		write(key(1, 32));
		Files.setPosixFilePermissions(this.file, PosixFilePermissions.fromString("rw-r-----"));
		open();
		assertThat(output).contains("Others than its owner can read the ticket keys in " + this.file);
	}

	private TicketKeyFile open() {
		this.keys = new TicketKeyFile(this.loader, location(), SOON);
		return this.keys;
	}

	private String location() {
		return "file:" + this.file;
	}

	private void write(String text) {
		try {
			Files.writeString(this.file, text);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private void replace(String text) throws IOException {
		Path next = Files.writeString(this.directory.resolve("next"), text);
		Files.move(next, this.file, StandardCopyOption.ATOMIC_MOVE);
	}

	private static void awaitLog(CapturedOutput output, String text) {
		Await.until("the log says: " + text, () -> output.getAll().contains(text));
	}

	private static String lines(int count) {
		return IntStream.rangeClosed(1, count).mapToObj((i) -> key(i, 32)).collect(Collectors.joining("\n"));
	}

	private static String key(int filling, int length) {
		return Base64.getEncoder().encodeToString(bytes(filling, length));
	}

	private static byte[] bytes(int filling, int length) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) filling);
		return bytes;
	}

	private static TicketKeyRing ring(byte[]... roots) {
		return TicketKeyRing.of(Arrays.asList(roots));
	}

}
