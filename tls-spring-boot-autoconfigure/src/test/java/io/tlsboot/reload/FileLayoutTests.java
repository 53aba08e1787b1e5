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

package io.tlsboot.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.reload.ContextReload.Outcome;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ways in which others put certificates in place, replayed on a real file
 * system.
 */
class FileLayoutTests {

	private static final ReloadSpec QUICK = ServerReloadTests.QUICK;

	@TempDir
	Path directory;

	private final RecordedReloads reloads = new RecordedReloads();

	private static TestCertificate certificate(String name) {
		return TestCertificate.builder(name).issuer(TestPki.ca()).serverAuth().dns("localhost").build();
	}

	private RunningServer server(Path key, Path cert) {
		return RunningServer.with(TlsProvider.OPENSSL)
			.context((context) -> context
				.identities(List.of(new IdentitySource.Pem(key.toUri().toString(), cert.toUri().toString(), null))))
			.serverListeners(this.reloads)
			.reload(QUICK)
			.start();
	}

	private static String presented(RunningServer server) {
		return OpenSslClient.to(server.port()).exchange("hi", "hi").peerSubject();
	}

	private static void write(Path directory, TestCertificate certificate) throws IOException {
		Files.createDirectories(directory);
		Files.writeString(directory.resolve("tls.key"), certificate.keyPem());
		Files.writeString(directory.resolve("tls.crt"), certificate.chainPem());
	}

	/**
	 * As the kubelet does it: a directory for each state, and a link to it that is
	 * replaced in one step.
	 */
	@Test
	void kubernetes() throws IOException {
		Path volume = Files.createDirectories(this.directory.resolve("volume"));
		write(volume.resolve("..2026_1"), certificate("one"));
		Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2026_1"));
		Files.createSymbolicLink(volume.resolve("tls.key"), Path.of("..data/tls.key"));
		Files.createSymbolicLink(volume.resolve("tls.crt"), Path.of("..data/tls.crt"));
		try (RunningServer server = server(volume.resolve("tls.key"), volume.resolve("tls.crt"))) {
			for (int i = 2; i <= 5; i++) {
				write(volume.resolve("..2026_" + i), certificate("number" + i));
				Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..2026_" + i));
				Files.move(volume.resolve("..data_tmp"), volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
				this.reloads.await(Outcome.RELOADED, i - 1);
				assertThat(presented(server)).contains("number" + i);
			}
			assertThat(this.reloads.of(Outcome.REFUSED)).isEmpty();
		}
	}

	/**
	 * As certbot does it: links into an archive that are replaced one by one.
	 */
	@Test
	void letsEncrypt() throws IOException {
		Path archive = Files.createDirectories(this.directory.resolve("archive"));
		Path live = Files.createDirectories(this.directory.resolve("live"));
		TestCertificate one = certificate("one");
		TestCertificate two = certificate("two");
		Files.writeString(archive.resolve("privkey1.pem"), one.keyPem());
		Files.writeString(archive.resolve("fullchain1.pem"), one.chainPem());
		Files.createSymbolicLink(live.resolve("privkey.pem"), Path.of("../archive/privkey1.pem"));
		Files.createSymbolicLink(live.resolve("fullchain.pem"), Path.of("../archive/fullchain1.pem"));
		try (RunningServer server = server(live.resolve("privkey.pem"), live.resolve("fullchain.pem"))) {
			Files.writeString(archive.resolve("privkey2.pem"), two.keyPem());
			Files.writeString(archive.resolve("fullchain2.pem"), two.chainPem());
			for (String name : List.of("privkey", "fullchain")) {
				Files.delete(live.resolve(name + ".pem"));
				Files.createSymbolicLink(live.resolve(name + ".pem"), Path.of("../archive/" + name + "2.pem"));
			}
			this.reloads.await(Outcome.RELOADED, 1);
			assertThat(presented(server)).contains("two");
			assertThat(this.reloads.of(Outcome.REFUSED)).isEmpty();
		}
	}

	@Test
	void filesThatAreDeletedAndRestored() throws IOException {
		TestCertificate one = certificate("one");
		write(this.directory, one);
		Path key = this.directory.resolve("tls.key");
		try (RunningServer server = server(key, this.directory.resolve("tls.crt"))) {
			Files.delete(key);
			ContextReload refused = this.reloads.await(Outcome.REFUSED, 1);
			assertThat(refused.problem()).contains("does not exist");
			assertThat(presented(server)).contains("one");
			assertThat(server.server().reloadState().refused()).hasSize(1);
			Files.writeString(key, one.keyPem());
			Await.until("no refusal", () -> server.server().reloadState().refused().isEmpty());
			assertThat(this.reloads.of(Outcome.RELOADED)).isEmpty();
			write(this.directory, certificate("two"));
			this.reloads.await(Outcome.RELOADED, 1);
			assertThat(presented(server)).contains("two");
		}
	}

	/**
	 * Boot's own watcher waits for ever when others write into the directory.
	 */
	@Test
	void directoryThatIsNeverQuiet() throws Exception {
		write(this.directory, certificate("one"));
		AtomicBoolean done = new AtomicBoolean();
		Thread busy = new Thread(() -> {
			for (int i = 0; !done.get(); i++) {
				try {
					Files.writeString(this.directory.resolve("other-" + i % 500), "noise " + i);
				}
				catch (IOException ex) {
					throw new java.io.UncheckedIOException(ex);
				}
			}
		});
		try (RunningServer server = server(this.directory.resolve("tls.key"), this.directory.resolve("tls.crt"))) {
			busy.start();
			LiveFiles files = new LiveFiles(Files.createDirectories(this.directory.resolve("staging")));
			TestCertificate two = certificate("two");
			files.replace(this.directory.resolve("tls.key"), two.keyPem());
			files.replace(this.directory.resolve("tls.crt"), two.chainPem());
			this.reloads.await(Outcome.RELOADED, 1);
			assertThat(presented(server)).contains("two");
		}
		finally {
			done.set(true);
			busy.join();
		}
	}

	/**
	 * A file that somebody writes all the time is read nevertheless, after the longest
	 * delay.
	 */
	@Test
	void fileThatIsNeverQuiet() throws Exception {
		write(this.directory, certificate("one"));
		AtomicBoolean done = new AtomicBoolean();
		Path cert = this.directory.resolve("tls.crt");
		TestCertificate two = certificate("two");
		LiveFiles files = new LiveFiles(Files.createDirectories(this.directory.resolve("staging")));
		Thread busy = new Thread(() -> {
			for (int i = 0; !done.get(); i++) {
				files.replace(cert, two.chainPem() + "\n# " + i + "\n");
			}
		});
		try (RunningServer server = server(this.directory.resolve("tls.key"), cert)) {
			files.replace(this.directory.resolve("tls.key"), two.keyPem());
			busy.start();
			this.reloads.await(Outcome.RELOADED, 1);
			assertThat(presented(server)).contains("two");
		}
		finally {
			done.set(true);
			busy.join();
		}
	}

	@Test
	void onlyTheContentCounts() throws IOException {
		TestCertificate one = certificate("one");
		write(this.directory, one);
		Path key = this.directory.resolve("tls.key");
		Path cert = this.directory.resolve("tls.crt");
		try (RunningServer server = server(key, cert)) {
			Files.setLastModifiedTime(key, FileTime.fromMillis(1_000_000_000_000L));
			write(this.directory, one);
			Files.writeString(cert, "a comment\n" + one.chainPem());
			TestCertificate two = certificate("two");
			Files.writeString(cert, two.chainPem());
			Files.writeString(key, two.keyPem());
			this.reloads.await(Outcome.RELOADED, 1);
			assertThat(presented(server)).contains("two");
			assertThat(this.reloads.of(Outcome.RELOADED)).hasSize(1);
		}
	}

}
