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

package io.tlsboot.material;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.tlsboot.material.MaterialException.Part;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every form that a location can have, and what is said when it leads nowhere.
 */
@TestInstance(Lifecycle.PER_CLASS)
class LocationTests {

	private final MaterialLoader loader = OpenSsl.loader();

	private OpenSsl openssl;

	private Path directory;

	@BeforeAll
	void makeKeys(@TempDir Path directory) {
		this.directory = directory;
		this.openssl = new OpenSsl(directory);
		this.openssl.selfSigned("server");
		this.openssl.run("ec -in @server.key -aes256 -passout pass:secret -out @legacy.key");
		this.openssl.run("pkcs8 -topk8 -nocrypt -in @server.key -outform DER -out @key.der");
		this.openssl.run("x509 -in @server.pem -outform DER -out @cert.der");
	}

	Stream<String> keys() {
		String text = this.openssl.text("server.key");
		String legacy = this.openssl.text("legacy.key");
		return Stream.of(this.openssl.location("server.key"), this.openssl.location("key.der"), text, legacy,
				" \n" + text, text.indent(4), text.replace("\n", "\r\n"), text.replace("\n", "\\n"),
				legacy.replace("\n", "\\n"), legacy.replace("\n", "\\r\\n"), text.replace("\n", " "),
				legacy.replace("\n", " "), legacy.replace("\n", "  "), base64(text.getBytes(StandardCharsets.US_ASCII)),
				base64(legacy.getBytes(StandardCharsets.US_ASCII)), base64(this.openssl.bytes("key.der")),
				base64(this.openssl.bytes("key.der")).replace("base64:", "Base64: \n "),
				this.openssl.write("crlf", text.replace("\n", "\r\n")),
				this.openssl.write("cr", text.replace("\n", "\r")),
				this.openssl.write("noise", "Bag Attributes\n  friendlyName: x\n" + text + "the end"),
				this.openssl.write("bom", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)),
				this.openssl.write("utf16le", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)),
				this.openssl.write("utf16be", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE)),
				this.openssl.write("all", text + this.openssl.text("server.pem")),
				this.openssl.write("all reversed", this.openssl.text("server.pem") + text), "memory:" + "server.key");
	}

	Stream<String> certificates() {
		String text = this.openssl.text("server.pem");
		return Stream.of(this.openssl.location("server.pem"), this.openssl.location("cert.der"), text,
				text.replace("\n", "\\n"), text.replace("\n", " "), base64(text.getBytes(StandardCharsets.US_ASCII)),
				base64(this.openssl.bytes("cert.der")),
				this.openssl.write("cert and key", text + this.openssl.text("server.key")), "memory:" + "server.pem");
	}

	@ParameterizedTest
	@MethodSource("keys")
	void readsKeyFrom(String location) {
		Identity identity = memoryLoader()
			.identity(new IdentitySource.Pem(location, this.openssl.location("server.pem"), "secret"));
		assertThat(identity.key().getAlgorithm()).isEqualTo("EC");
	}

	@ParameterizedTest
	@MethodSource("certificates")
	void readsCertificateFrom(String location) {
		Identity identity = memoryLoader()
			.identity(new IdentitySource.Pem(this.openssl.location("server.key"), location, null));
		assertThat(identity.leaf().getSubjectX500Principal().getName()).isEqualTo("CN=server");
	}

	@Test
	void readsTwoFoldedCertificatesOnOneLine() {
		this.openssl.selfSigned("other");
		String folded = this.openssl.text("server.pem", "other.pem").replace("\n", " ");
		assertThat(this.loader.trust(new TrustSource.Locations(List.of(folded)))).hasSize(2);
	}

	@Test
	void readsFromClassPath() {
		Failure.of(() -> key("classpath:io/tlsboot/material/MaterialLoader.class"))
			.in(Part.KEY, "classpath:io/tlsboot/material/MaterialLoader.class")
			.says("No PEM block was found, and it is not DER either")
			.advises("Name a file with a -----BEGIN line; this one may be of another format, or empty of content.");
	}

	@Test
	void saysThatFileDoesNotExist() {
		String location = this.openssl.location("missing.key");
		Failure.of(() -> key(location))
			.in(Part.KEY, location)
			.says("The file does not exist")
			.advises("Create " + this.openssl.path("missing.key") + ", or correct the location.");
	}

	@Test
	void saysThatResourceDoesNotExist() {
		Failure.of(() -> key("classpath:missing.key"))
			.in(Part.KEY, "classpath:missing.key")
			.says("The resource does not exist")
			.advises("Correct the location.");
	}

	@Test
	void advisesPrefixForPlainPath() {
		Failure.of(() -> key("/etc/tls/server.key"))
			.in(Part.KEY, "/etc/tls/server.key")
			.says("The resource does not exist")
			.advises("Correct the location. A location without a prefix is looked up on the class path: "
					+ "write file:/etc/tls/server.key for a file.");
	}

	@Test
	void saysThatLocationIsDirectory() {
		Failure.of(() -> key("file:" + this.directory))
			.in(Part.KEY, "file:" + this.directory)
			.says("The location is a directory, not a file")
			.advises("Name a file in " + this.directory + ".");
	}

	@Test
	void saysThatFileCannotBeRead() throws IOException {
		Path unreadable = this.openssl.path("unreadable.key");
		Files.writeString(unreadable, "secret");
		Files.setPosixFilePermissions(unreadable, Set.of());
		assumeFalse(Files.isReadable(unreadable), "This user may read everything");
		Failure.of(() -> key("file:" + unreadable))
			.in(Part.KEY, "file:" + unreadable)
			.says("The file cannot be read by this process")
			.advises("Let the user that runs the application read " + unreadable + ".");
	}

	@Test
	void passesOnWhyFileCannotBeRead() {
		assumeTrue(Files.exists(Path.of("/proc/self/mem")), "There is no file that fails while it is read");
		Failure failure = Failure.of(() -> key("file:/proc/self/mem"));
		failure.in(Part.KEY, "file:/proc/self/mem")
			.says("The file cannot be read")
			.advises("Look at the cause: IOException.");
		assertThat(failure.thrown()).hasCauseInstanceOf(IOException.class);
	}

	@Test
	void saysThatResourceCannotBeRead() {
		Failure
			.of(() -> memoryLoader()
				.identity(new IdentitySource.Pem("memory:broken", this.openssl.location("server.pem"), null)))
			.in(Part.KEY, "memory:broken")
			.says("The resource cannot be read")
			.advises("Look at it: IOException.");
	}

	@Test
	void saysThatLocationIsEmpty() {
		Failure.of(() -> key(" "))
			.in(Part.KEY, "empty text")
			.says("The location is empty")
			.advises("Name a location such as file:server.pem, or remove the property.");
	}

	@Test
	void saysThatFileIsEmpty() {
		String location = this.openssl.write("empty.key", "");
		Failure.of(() -> key(location))
			.in(Part.KEY, location)
			.says("There is nothing in it")
			.advises("Give it its content, or correct the location.");
	}

	@Test
	void saysThatFileIsTooLarge() {
		Failure.of(() -> key("file:/dev/zero"))
			.in(Part.KEY, "file:/dev/zero")
			.says("It is larger than 64 MiB")
			.advises("Correct the location: this cannot be a key or certificate.");
	}

	@Test
	void saysThatTextIsNotBase64() {
		Failure.of(() -> key("base64:not-base64!"))
			.in(Part.KEY, "inline base64")
			.says("The text after base64: is not base64")
			.advises("Write the whole file in base64 after base64:, as this prints it: openssl base64 -A -in FILE.");
	}

	@Test
	void hidesUserInformationOfLocation() {
		Failure.of(() -> key("memory://user:password@host/missing"))
			.in(Part.KEY, "memory://host/missing")
			.says("The resource does not exist");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "file:", "classpath:", "data:x;base64," })
	void neverShowsMaterialGivenWithoutMark(String prefix) {
		String pem = this.openssl.text("server.key");
		String body = pem.replaceAll("-----.*-----|\n", "");
		List<String> mistakes = List.of(body, pem.replace("-----BEGIN", "----BEGIN"),
				pem.replaceAll("-----.*-----\n", ""),
				Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
		for (String mistake : mistakes) {
			Failure.of(() -> key(prefix + mistake))
				.in(Part.KEY, "inline text")
				.says("The text is neither a location nor PEM")
				.advises(
						"Write base64: before base64 text; give PEM text from its -----BEGIN line to its -----END line.");
		}
	}

	@Test
	void quotesPathsInCommands() {
		String location = this.openssl.write("it's short.key",
				"-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----");
		Failure.of(() -> key(location))
			.advises("Copy the key file again, or try to read it: openssl pkey -noout -in '" + this.directory
					+ "/it'\\''s short.key'.");
	}

	@Test
	void namesFiles() throws IOException {
		Path link = Files.createSymbolicLink(this.openssl.path("link.pem"), this.openssl.path("server.pem"));
		assertThat(this.loader
			.files(new IdentitySource.Pem(this.openssl.location("a/../missing.key"), "file:" + link, null)))
			.containsExactly(this.openssl.path("missing.key"), link);
		assertThat(
				this.loader.files(new IdentitySource.Pem(this.openssl.text("server.key"), base64(new byte[1]), null)))
			.isEmpty();
		assertThat(this.loader.files(new IdentitySource.Pkcs12("classpath:missing.p12", null))).isEmpty();
		assertThat(this.loader.files(new IdentitySource.Pkcs12("file:relative.p12", null)))
			.containsExactly(Path.of("relative.p12").toAbsolutePath());
		assertThat(this.loader.files(new IdentitySource.Store(() -> null, null, null, "bundle"))).isEmpty();
		assertThat(this.loader.files(new TrustSource.WellKnown())).isEmpty();
		assertThat(this.loader.files(new TrustSource.Store(() -> null, "bundle"))).isEmpty();
		assertThat(this.loader.files(
				new TrustSource.Locations(List.of("file:/x/ca.pem", "well-known", "file:/x/ca.pem", "file:/y/ca.pem"))))
			.containsExactly(Path.of("/x/ca.pem"), Path.of("/y/ca.pem"));
		assertThat(this.loader.files(new TrustSource.Pkcs12("file:/x/ca.p12", null)))
			.containsExactly(Path.of("/x/ca.p12"));
		assertThat(this.loader.files(List.of("file:/x/crl.pem", "memory:crl"))).containsExactly(Path.of("/x/crl.pem"));
	}

	private void key(String location) {
		this.loader.identity(new IdentitySource.Pem(location, this.openssl.location("server.pem"), null));
	}

	private MaterialLoader memoryLoader() {
		DefaultResourceLoader resources = new DefaultResourceLoader();
		resources.addProtocolResolver((location, owner) -> location.startsWith("memory:")
				? new MemoryResource(this.openssl, location.substring("memory:".length())) : null);
		return new MaterialLoader(resources);
	}

	private static String base64(byte[] bytes) {
		return "base64:" + Base64.getEncoder().encodeToString(bytes);
	}

	/**
	 * A resource that is no file.
	 */
	private static final class MemoryResource extends AbstractResource {

		private final OpenSsl openssl;

		private final String name;

		MemoryResource(OpenSsl openssl, String name) {
			this.openssl = openssl;
			this.name = name;
		}

		@Override
		public boolean exists() {
			return true;
		}

		@Override
		public String getDescription() {
			return this.name;
		}

		@Override
		public InputStream getInputStream() throws IOException {
			if (this.name.equals("broken")) {
				throw new IOException("broken");
			}
			return new ByteArrayInputStream(this.openssl.bytes(this.name));
		}

	}

}
