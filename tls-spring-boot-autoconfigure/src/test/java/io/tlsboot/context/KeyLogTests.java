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
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KeyLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeyLogTests {

	private static final Path NOWHERE = Path.of("/nowhere/keys.log");

	@TempDir
	private Path directory;

	@Test
	void linesOfManyThreadsAreWholeAndInTheFileAfterClose(CapturedOutput output) throws Exception {
		Path file = this.directory.resolve("keys.log");
		KeyLog keyLog = KeyLog.open(file);
		List<Thread> threads = new ArrayList<>();
		for (int number = 0; number < 8; number++) {
			String name = Integer.toString(number).repeat(150);
			threads.add(new Thread(() -> {
				for (int line = 0; line < 1000; line++) {
					keyLog.add(bytes("CLIENT_RANDOM " + name + " " + line));
				}
			}));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join(Await.LIMIT.toMillis());
		}
		keyLog.close();
		assertThat(keyLog.lost()).isZero();
		assertThat(Files.readAllLines(file)).hasSize(8000)
			.doesNotHaveDuplicates()
			.allMatch((line) -> line.matches("CLIENT_RANDOM ([0-7])\\1{149} \\d{1,3}"));
		assertThat(output).containsOnlyOnce("WARN")
			.contains("The secrets of all TLS connections are written to " + file
					+ ": whoever has this file can decrypt what was recorded of them.")
			.doesNotContain("0".repeat(150));
		assertThat(writers()).isEmpty();
	}

	@Test
	void aLineIsInTheFileWithoutBeingAskedFor() {
		Path file = this.directory.resolve("keys.log");
		try (KeyLog keyLog = KeyLog.open(file)) {
			keyLog.add(bytes("one"));
			Await.untilAsserted(() -> assertThat(file).hasContent("one"));
			keyLog.add(bytes("two"));
			Await.untilAsserted(() -> assertThat(file).hasContent("one\ntwo"));
			assertThat(keyLog.active()).isTrue();
			assertThat(keyLog.file()).isEqualTo(file);
			assertThat(keyLog).hasToString("KeyLog[" + file + "]");
		}
	}

	@Test
	void aFileThatIsMovedAwayTakesTheLinesStill() throws IOException {
		Path file = this.directory.resolve("keys.log");
		Path moved = this.directory.resolve("keys.log.1");
		try (KeyLog keyLog = KeyLog.open(file)) {
			keyLog.add(bytes("one"));
			Await.untilAsserted(() -> assertThat(file).hasContent("one"));
			Files.move(file, moved);
			keyLog.add(bytes("two"));
			Await.untilAsserted(() -> assertThat(moved).hasContent("one\ntwo"));
			assertThat(file).doesNotExist();
		}
	}

	@Test
	void aFileThatIsTooSlowLosesLinesAndSaysSoOnce(CapturedOutput output) {
		CountDownLatch mayWrite = new CountDownLatch(1);
		StringBuffer written = new StringBuffer();
		KeyLog keyLog = new KeyLog(new KeyLogFile(NOWHERE, channel((text) -> {
			Await.latch("the file takes something", mayWrite);
			written.append(text);
		})), 3);
		for (int line = 0; line < 10; line++) {
			keyLog.add(bytes("line " + line));
		}
		assertThat(keyLog.lost()).isEqualTo(7);
		assertThat(output).containsOnlyOnce("takes lines slower than they come: some are lost from now on");
		mayWrite.countDown();
		Await.until("it catches up", () -> {
			keyLog.add(bytes("late"));
			return written.indexOf("late") > 0;
		});
		keyLog.close();
		assertThat(written).startsWith("line 0\nline 1\nline 2\n");
		assertThat(output).contains(keyLog.lost() + " lines of the key log /nowhere/keys.log were lost")
			.containsOnlyOnce("slower than they come");
	}

	@Test
	void aFileThatFailsEndsItWithOneError(CapturedOutput output) {
		KeyLog keyLog = new KeyLog(new KeyLogFile(NOWHERE, channel((text) -> {
			throw new IOException("No space left on device");
		})), 100);
		keyLog.add(bytes("secret one"));
		Await.until("it ends", () -> !keyLog.active());
		keyLog.add(bytes("secret two"));
		Await.until("the thread ends", () -> writers().isEmpty());
		keyLog.close();
		assertThat(keyLog.lost()).isEqualTo(2);
		assertThat(output).containsOnlyOnce("ERROR")
			.contains("The key log /nowhere/keys.log cannot be written and is off from now on",
					"No space left on device")
			.doesNotContain("secret one", "secret two");
	}

	@Test
	void anInterruptedThreadFlushesTooAndStaysInterrupted() {
		Path file = this.directory.resolve("keys.log");
		KeyLog keyLog = KeyLog.open(file);
		keyLog.add(bytes("one"));
		Thread.currentThread().interrupt();
		keyLog.close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(file).hasContent("one");
	}

	@Test
	void aLineAfterCloseIsLostAndCounted() {
		Path file = this.directory.resolve("keys.log");
		KeyLog keyLog = KeyLog.open(file);
		keyLog.close();
		keyLog.add(bytes("late"));
		assertThat(keyLog.lost()).isOne();
		assertThat(keyLog.active()).isFalse();
		assertThat(file).isEmptyFile();
	}

	@Test
	void theNativeContextLetsGoOfItWhenItIsReleased() throws Exception {
		SslContext context = SslContextBuilder.forClient().sslProvider(SslProvider.OPENSSL_REFCNT).build();
		KeyLog keyLog = KeyLog.open(this.directory.resolve("keys.log"));
		keyLog.attach(context);
		keyLog.close();
		WeakReference<KeyLog> reference = new WeakReference<>(keyLog);
		keyLog = null;
		System.gc();
		assertThat(reference.get()).as("kept by the native context").isNotNull();
		ReferenceCountUtil.release(context);
		Await.until("nobody refers to it", () -> {
			System.gc();
			return reference.get() == null;
		});
	}

	@Test
	void theJdkEngineIsRefused() {
		try (KeyLog keyLog = KeyLog.open(this.directory.resolve("keys.log"))) {
			SecureContexts contexts = new SecureContexts(new MaterialLoader(new DefaultResourceLoader()),
					Clock.systemUTC(), keyLog);
			SecureContextSpec spec = SecureContextSpec.server("test", RunningServer.source(TestPki.server()))
				.with((server) -> server.provider(TlsProvider.JDK));
			assertThatExceptionOfType(ContextException.class).isThrownBy(() -> contexts.preparation().prepare(spec))
				.satisfies(KeyLogTests::namesTheEngine);
			assertThatExceptionOfType(ContextException.class)
				.isThrownBy(() -> contexts.client(spec.with((client) -> client.requestCert(true)), null, List.of()))
				.satisfies(KeyLogTests::namesTheEngine);
			assertThatExceptionOfType(ContextException.class)
				.isThrownBy(
						() -> keyLog.check(Engine.choose(TlsProvider.AUTO, new UnsatisfiedLinkError("no such file"))))
				.satisfies((ex) -> assertThat(ex.problem())
					.endsWith("it is in use because the native library of " + "BoringSSL does not load: no such file"));
		}
	}

	private static void namesTheEngine(ContextException ex) {
		assertThat(ex.key()).isEqualTo("key-log-file");
		assertThat(ex.problem()).isEqualTo("The jdk engine does not tell the secrets of its connections, and it is in "
				+ "use because it was chosen (provider: jdk)");
		assertThat(ex.action()).isEqualTo("Use 'provider: openssl', or remove 'tls.key-log-file'.");
	}

	private static List<Thread> writers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("tls-key-log"))
			.toList();
	}

	private static byte[] bytes(String line) {
		return line.getBytes(StandardCharsets.US_ASCII);
	}

	private static WritableByteChannel channel(Writing writing) {
		return new WritableByteChannel() {

			@Override
			public int write(ByteBuffer source) throws IOException {
				int length = source.remaining();
				writing.write(StandardCharsets.US_ASCII.decode(source).toString());
				return length;
			}

			@Override
			public boolean isOpen() {
				return true;
			}

			@Override
			public void close() {
			}

		};
	}

	private interface Writing {

		void write(String text) throws IOException;

	}

}
