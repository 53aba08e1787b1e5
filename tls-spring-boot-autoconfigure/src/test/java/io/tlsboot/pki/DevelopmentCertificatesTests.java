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

package io.tlsboot.pki;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DevelopmentCertificatesTests {

	private static final Instant NOW = Instant.now();

	@TempDir
	Path parent;

	private Path directory() {
		return this.parent.resolve("a/development");
	}

	@Test
	void theSecondStartReusesWhatTheFirstMade() {
		DevelopmentCertificate first = obtain(NOW);
		DevelopmentCertificate second = obtain(NOW.plus(Duration.ofDays(300)));
		assertThat(first.newAuthority()).isTrue();
		assertThat(first.newCertificate()).isTrue();
		assertThat(second.newAuthority()).isFalse();
		assertThat(second.newCertificate()).isFalse();
		assertThat(second.chain()).isEqualTo(first.chain()).hasSize(1);
		assertThat(second.key()).isEqualTo(first.key());
		assertThat(second.authority()).isEqualTo(first.authority());
	}

	@Test
	void onlyTheUserReadsTheKeys() throws Exception {
		DevelopmentCertificate made = obtain(NOW);
		assertThat(permissions(directory())).isEqualTo("rwx------");
		assertThat(permissions(directory().resolve("ca-key.pem"))).isEqualTo("rw-------");
		assertThat(permissions(directory().resolve("localhost-key.pem"))).isEqualTo("rw-------");
		assertThat(made.authorityPath()).isEqualTo(directory().resolve("ca.pem")).isReadable();
		Files.setPosixFilePermissions(directory().resolve("ca-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
		obtain(NOW);
		assertThat(permissions(directory().resolve("ca-key.pem"))).isEqualTo("rw-------");
		try (var files = Files.list(directory())) {
			assertThat(files.map((file) -> file.getFileName().toString())).containsExactlyInAnyOrder("ca.pem",
					"ca-key.pem", ".gitignore", "localhost.pem", "localhost-key.pem", "lock");
		}
	}

	@Test
	void aFileSystemWithoutPermissionsWillDo() throws Exception {
		try (FileSystem zip = FileSystems.newFileSystem(this.parent.resolve("files.zip"), Map.of("create", "true"))) {
			assertThat(zip.supportedFileAttributeViews()).doesNotContain("posix");
			DevelopmentCertificates certificates = new DevelopmentCertificates(zip.getPath("/development"));
			DevelopmentCertificate first = certificates.obtain(List.of());
			DevelopmentCertificate second = certificates.obtain(List.of("app.test"));
			assertThat(second.newAuthority()).isFalse();
			assertThat(second.newCertificate()).isTrue();
			assertThat(second.key()).isEqualTo(first.key());
			assertThat(certificates.obtain(List.of()).chain()).isEqualTo(second.chain());
		}
	}

	@Test
	void theFingerprintIsThatOfOpensslAndTheNameSaysWhoseItIs() {
		DevelopmentCertificate made = obtain(NOW);
		String text = Program.require("openssl")
			.run("x509", "-in", made.authorityPath().toString(), "-noout", "-fingerprint", "-sha256", "-subject")
			.success();
		assertThat(text).containsIgnoringCase("sha256 Fingerprint=" + made.authorityFingerprint() + "\n")
			.contains("Development CA " + System.getProperty("user.name") + "@");
	}

	@Test
	void opensslJdkNodeAndCurlAcceptIt() throws Exception {
		DevelopmentCertificate made = obtain(NOW, "app.test", "my-host");
		String leaf = directory().resolve("localhost.pem").toString();
		for (String host : List.of("localhost", "app.test", "my-host")) {
			assertThat(Program.require("openssl")
				.run("verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", host, "-CAfile",
						made.authorityPath().toString(), leaf)
				.success()).contains("OK");
		}
		trustManager(made).checkServerTrusted(made.chain().toArray(X509Certificate[]::new), "ECDHE_ECDSA");
		try (Server server = new Server(made)) {
			for (String host : List.of("localhost", "127.0.0.1")) {
				String url = "https://" + host + ":" + server.port() + "/";
				assertThat(Program.require("curl")
					.run("-sS", "--noproxy", "*", "-m", "20", "--cacert", made.authorityPath().toString(), url)
					.success()).isEqualTo("hello");
				assertThat(Program.require("node").run("-e", """
						require('https').get(process.argv[1], { ca: require('fs').readFileSync(process.argv[2]) },
							(r) => console.log('authorized', r.socket.authorized))
							.on('error', (e) => console.log(e.code))
						""", url, made.authorityPath().toString()).success()).isEqualTo("authorized true\n");
			}
		}
	}

	@Test
	void anAlmostExpiredCertificateIsRenewedWithTheSameKeyAndAuthority() {
		DevelopmentCertificate first = obtain(NOW, "app.test");
		DevelopmentCertificate renewed = obtain(NOW.plus(Duration.ofDays(370)));
		assertThat(renewed.newAuthority()).isFalse();
		assertThat(renewed.newCertificate()).isTrue();
		assertThat(renewed.key()).isEqualTo(first.key());
		assertThat(renewed.chain().get(0).getNotAfter().toInstant()).isAfter(NOW.plus(Duration.ofDays(700)));
		assertThat(AlternativeName.of(renewed.chain().get(0))).contains(AlternativeName.dns("app.test"));
	}

	@Test
	void anAlmostExpiredAuthorityIsRenewedWithTheSameKeyAndName() throws Exception {
		DevelopmentCertificate first = obtain(NOW);
		DevelopmentCertificate renewed = obtain(NOW.plus(Duration.ofDays(3630)));
		assertThat(renewed.newAuthority()).isTrue();
		assertThat(renewed.authority().getPublicKey()).isEqualTo(first.authority().getPublicKey());
		assertThat(renewed.authority().getSubjectX500Principal())
			.isEqualTo(first.authority().getSubjectX500Principal());
		renewed.chain().get(0).verify(first.authority().getPublicKey());
	}

	@Test
	void aCertificateOfTheFutureIsMadeAnew() {
		obtain(NOW.plus(Duration.ofDays(20)));
		DevelopmentCertificate made = obtain(NOW);
		assertThat(made.newAuthority()).isTrue();
		assertThat(made.chain().get(0).getNotBefore().toInstant()).isBefore(NOW);
	}

	@Test
	void aMissingNameMakesANewCertificateThatKeepsTheOldNames() {
		obtain(NOW, "one.localhost");
		DevelopmentCertificate more = obtain(NOW, "two.test", "127.0.0.9");
		assertThat(more.newAuthority()).isFalse();
		assertThat(more.newCertificate()).isTrue();
		assertThat(AlternativeName.of(more.chain().get(0))).containsExactlyInAnyOrder(AlternativeName.dns("localhost"),
				AlternativeName.ip("127.0.0.1"), AlternativeName.ip("::1"), AlternativeName.dns("one.localhost"),
				AlternativeName.dns("two.test"), AlternativeName.ip("127.0.0.9"));
		assertThat(obtain(NOW, "one.localhost", "two.test").newCertificate()).isFalse();
	}

	@Test
	void aNameOutsideTheConstraintsWidensTheAuthorityForItOnly() {
		DevelopmentCertificate first = obtain(NOW);
		DevelopmentCertificate wider = obtain(NOW, "*.dev.example.com", "192.168.1.5");
		assertThat(wider.newAuthority()).isTrue();
		assertThat(wider.authorityFingerprint()).isNotEqualTo(first.authorityFingerprint());
		assertThat(wider.authority().getPublicKey()).isEqualTo(first.authority().getPublicKey());
		PermittedNames permitted = PermittedNames.of(wider.authority());
		assertThat(permitted.permits(AlternativeName.dns("a.dev.example.com"))).isTrue();
		assertThat(permitted.permits(AlternativeName.dns("example.com"))).isFalse();
		assertThat(permitted.permits(AlternativeName.ip("192.168.1.5"))).isTrue();
		assertThat(permitted.permits(AlternativeName.ip("192.168.1.6"))).isFalse();
		assertThat(obtain(NOW, "a.dev.example.com").newAuthority()).isFalse();
	}

	@Test
	void aCertificateThatDoesNotFitTheAuthorityIsIssuedAnew() throws Exception {
		DevelopmentCertificate first = obtain(NOW);
		Files.delete(directory().resolve("ca.pem"));
		Files.delete(directory().resolve("ca-key.pem"));
		DevelopmentCertificate second = obtain(NOW);
		assertThat(second.newAuthority()).isTrue();
		assertThat(second.newCertificate()).isTrue();
		assertThat(second.authority().getPublicKey()).isNotEqualTo(first.authority().getPublicKey());
		second.chain().get(0).verify(second.authority().getPublicKey());
	}

	@Test
	void aCrashBetweenKeyAndCertificateIsMended() throws Exception {
		obtain(NOW);
		Files.delete(directory().resolve("ca.pem"));
		Files.writeString(directory().resolve("ca.pem.new"), "half");
		DevelopmentCertificate made = obtain(NOW);
		made.chain().get(0).verify(made.authority().getPublicKey());
		assertThat(directory().resolve("ca.pem.new")).doesNotExist();
		assertThat(obtain(NOW).newAuthority()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ca.pem", "ca-key.pem", "localhost.pem", "localhost-key.pem" })
	void aDamagedFileIsReportedAndLeftAlone(String name) throws Exception {
		obtain(NOW);
		Path file = directory().resolve(name);
		for (String content : List.of("", "garbage", Files.readString(file).replaceAll("\n[^-].*\n", "\nAAAA\n"),
				Files.readString(file).substring(0, 60))) {
			Files.writeString(file, content);
			assertThatExceptionOfType(PkiException.class).isThrownBy(() -> obtain(NOW))
				.withMessageContaining(" is damaged: ")
				.withMessageContaining(name)
				.withMessageContaining("Delete the directory " + directory());
			assertThat(file).hasContent(content);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ca", "localhost" })
	void aForeignOrMissingKeyIsReported(String name) throws Exception {
		obtain(NOW);
		Path key = directory().resolve(name + "-key.pem");
		Files.writeString(key, PemText.of(Pki.generateKeyPair(KeyAlgorithm.EC_P256).getPrivate()));
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> obtain(NOW))
			.withMessageContaining(name + "-key.pem does not fit it");
		Files.delete(key);
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> obtain(NOW))
			.withMessageContaining(name + "-key.pem is missing");
	}

	@Test
	void aDirectoryThatCannotBeMadeIsReported() throws Exception {
		Files.writeString(this.parent.resolve("a"), "a file");
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> obtain(NOW))
			.withMessageContaining(directory() + " cannot be used");
	}

	@Test
	void aMalformedNameIsReportedBeforeAnythingIsMade() {
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> obtain(NOW, "not a name"))
			.withMessageContaining("'not a name'");
		assertThat(directory()).doesNotExist();
	}

	@Test
	void threadsThatStartAtOnceShareOneAuthority() throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(4);
		List<Callable<DevelopmentCertificate>> starts = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			starts.add(() -> {
				barrier.await(20, TimeUnit.SECONDS);
				return obtain(NOW);
			});
		}
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<DevelopmentCertificate> made = new ArrayList<>();
			for (Future<DevelopmentCertificate> start : threads.invokeAll(starts, 60, TimeUnit.SECONDS)) {
				made.add(start.get());
			}
			assertThat(made).extracting(DevelopmentCertificate::chain).containsOnly(made.get(0).chain());
			assertThat(made).filteredOn(DevelopmentCertificate::newAuthority).hasSize(1);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void processesThatStartAtOnceShareOneAuthority() throws Exception {
		Program java = Program.require("java");
		Callable<String> start = () -> java
			.run("-cp", System.getProperty("java.class.path"), Start.class.getName(), directory().toString())
			.success();
		ExecutorService threads = Executors.newFixedThreadPool(3);
		try {
			List<String> printed = new ArrayList<>();
			for (Future<String> process : threads.invokeAll(List.of(start, start, start), 60, TimeUnit.SECONDS)) {
				printed.add(process.get());
			}
			assertThat(printed).filteredOn((line) -> line.endsWith(" true\n")).hasSize(1);
			assertThat(printed).extracting((line) -> line.substring(0, line.lastIndexOf(' ')))
				.containsOnly(obtain(NOW).authorityFingerprint() + " " + obtain(NOW).chain().get(0).getSerialNumber());
		}
		finally {
			threads.shutdownNow();
		}
	}

	private DevelopmentCertificate obtain(Instant now, String... names) {
		return new DevelopmentCertificates(directory(), Clock.fixed(now, ZoneOffset.UTC)).obtain(List.of(names));
	}

	private static String permissions(Path file) throws Exception {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
	}

	private static X509TrustManager trustManager(DevelopmentCertificate made) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null);
		store.setCertificateEntry("ca", made.authority());
		TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
		factory.init(store);
		return (X509TrustManager) factory.getTrustManagers()[0];
	}

	/**
	 * A start in another process.
	 */
	static final class Start {

		public static void main(String[] arguments) {
			DevelopmentCertificate made = new DevelopmentCertificates(Path.of(arguments[0])).obtain(List.of());
			System.out.println(made.authorityFingerprint() + " " + made.chain().get(0).getSerialNumber() + " "
					+ made.newAuthority());
		}

	}

	/**
	 * An HTTPS server of the JDK on the loopback address.
	 */
	private static final class Server implements AutoCloseable {

		private final SSLServerSocket socket;

		Server(DevelopmentCertificate made) throws Exception {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null);
			store.setKeyEntry("key", made.key(), new char[0], made.chain().toArray(X509Certificate[]::new));
			KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
			factory.init(store, new char[0]);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(factory.getKeyManagers(), null, null);
			this.socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
			Thread thread = new Thread(this::serve, "server");
			thread.setDaemon(true);
			thread.start();
		}

		int port() {
			return this.socket.getLocalPort();
		}

		private void serve() {
			while (!this.socket.isClosed()) {
				try (SSLSocket connection = (SSLSocket) this.socket.accept()) {
					connection.setSoTimeout(20_000);
					BufferedReader reader = new BufferedReader(
							new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
					for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
						assertThat(line).isNotEmpty();
					}
					OutputStream output = connection.getOutputStream();
					output.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
						.getBytes(StandardCharsets.US_ASCII));
					output.flush();
				}
				catch (Exception ex) {
					// The peer reports what it did not like.
				}
			}
		}

		@Override
		public void close() throws Exception {
			this.socket.close();
		}

	}

}
