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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the key log is for: tshark decrypts what it has recorded. Skipped where this user
 * may not record.
 */
class KeyLogCaptureTests {

	private static final String TEXT = "Sesame tells 42 secrets";

	private final Program tshark = Program.require("tshark");

	@TempDir
	private Path directory;

	@BeforeEach
	void needsPermission() {
		Program.Result tried = this.tshark.run("-i", "lo", "-f", "tcp port 1", "-a", "duration:1", "-w", "/dev/null");
		Assumptions.assumeTrue(tried.status() == 0, () -> "This user may not record: " + tried.output());
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aRecordedConnectionIsDecrypted(String version) {
		Path file = this.directory.resolve("keys.log");
		Path recorded = this.directory.resolve("recorded.pcapng");
		int port;
		try (KeyLog keyLog = KeyLog.open(file);
				RunningServer server = RunningServer.with(TlsProvider.OPENSSL).keyLog(keyLog).start();
				Peer recorder = record(server.port(), recorded)) {
			port = server.port();
			awaitRecording(recorder, port);
			OpenSslClient.to(port).protocol(version).exchange(TEXT + "\n", TEXT);
			recorder.awaitOutput("that the text was recorded", (output) -> applicationData(output) >= 2);
			recorder.signal("INT");
			recorder.awaitEnd();
		}
		String hex = HexFormat.of().formatHex(TEXT.getBytes(StandardCharsets.US_ASCII));
		assertThat(read(recorded, port, "-o", "tls.keylog_file:" + file)).contains(hex);
		assertThat(read(recorded, port)).doesNotContain(hex);
	}

	private Peer record(int port, Path recorded) {
		return this.tshark.start(List.of("-i", "lo", "-f", "tcp port " + port, "-d", "tcp.port==" + port + ",tls", "-P",
				"-l", "-n", "-w", recorded.toString()));
	}

	/**
	 * Connect until a connection shows: what the program says when it is ready differs by
	 * version.
	 */
	private static void awaitRecording(Peer recorder, int port) {
		Await.until("it records", () -> {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				return recorder.output().contains("[SYN]");
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		});
	}

	private static long applicationData(String output) {
		return output.lines().filter((line) -> line.contains("Application Data")).count();
	}

	private String read(Path recorded, int port, String... options) {
		List<String> arguments = new ArrayList<>(List.of("-r", recorded.toString(), "-n", "-d",
				"tcp.port==" + port + ",tls", "-Y", "tls", "-T", "fields", "-e", "data.data"));
		arguments.addAll(List.of(options));
		return this.tshark.run(arguments.toArray(String[]::new)).success();
	}

}
