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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Damages keys in many ways and looks for their bytes and passphrases in every text of
 * what is thrown; and nothing but a {@link MaterialException} may be thrown.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SecrecyTests {

	private static final String PASSPHRASE = "open-sesame-42";

	private static final int WINDOW = 12;

	private static final int ROUNDS = 100;

	private final MaterialLoader loader = OpenSsl.loader();

	private OpenSsl openssl;

	@BeforeAll
	void makeKeys(@TempDir Path directory) {
		this.openssl = new OpenSsl(directory);
		this.openssl.selfSigned("server");
		this.openssl.run("req -x509 -newkey rsa:2048 -nodes -keyout @rsa.key -out @rsa.pem -subj /CN=rsa");
		this.openssl.run("pkcs8 -topk8 -in @server.key -passout pass:" + PASSPHRASE + " -out @encrypted");
		this.openssl.run("ec -in @server.key -aes256 -passout pass:" + PASSPHRASE + " -out @legacy");
		this.openssl.run("ec -in @server.key -out @sec1");
		this.openssl.run("rsa -traditional -in @rsa.key -out @pkcs1");
		this.openssl.run("pkcs8 -topk8 -nocrypt -in @rsa.key -out @pkcs8");
		this.openssl
			.run("pkcs12 -export -inkey @server.key -in @server.pem -passout pass:" + PASSPHRASE + " -out @file.p12");
	}

	@ParameterizedTest
	@ValueSource(strings = { "encrypted", "legacy", "sec1", "pkcs1", "pkcs8" })
	void damagedKeyNeverShows(String file) {
		String pem = this.openssl.text(file);
		Random random = new Random(file.hashCode());
		int failures = 0;
		for (int i = 0; i < ROUNDS; i++) {
			String damaged = damage(pem, random);
			failures += check(new IdentitySource.Pem(damaged, this.openssl.text("server.pem"), PASSPHRASE), pem,
					damaged);
			failures += check(new IdentitySource.Pem(this.openssl.text("server.key"), damaged, PASSPHRASE), pem,
					damaged);
		}
		assertThat(failures).isGreaterThan(ROUNDS * 3 / 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "encrypted", "legacy", "sec1", "pkcs1", "pkcs8" })
	void damagedDerNeverShows(String file) {
		String pem = this.openssl.text(file).replaceAll("(?m)^(Proc-Type|DEK-Info).*$", "");
		byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
		Random random = new Random(file.hashCode());
		int failures = 0;
		for (int i = 0; i < ROUNDS; i++) {
			byte[] damaged = der.clone();
			damaged[random.nextInt(40)] = (byte) random.nextInt();
			String text = Base64.getMimeEncoder().encodeToString(damaged);
			String label = pem.lines().findFirst().orElseThrow();
			String body = label + "\n" + text + "\n" + label.replace("BEGIN", "END");
			failures += check(new IdentitySource.Pem(body, this.openssl.text("rsa.pem"), PASSPHRASE), pem, text);
			failures += check(new IdentitySource.Pem("base64:" + text, this.openssl.text("rsa.pem"), PASSPHRASE), pem,
					text);
		}
		assertThat(failures).isGreaterThan(ROUNDS / 2);
	}

	@Test
	void damagedPkcs12NeverShows() {
		byte[] whole = this.openssl.bytes("file.p12");
		Random random = new Random(12);
		int failures = 0;
		for (int i = 0; i < ROUNDS; i++) {
			byte[] damaged = whole.clone();
			damaged[random.nextInt((i < ROUNDS / 2) ? 60 : damaged.length)] = (byte) random.nextInt();
			String location = "base64:" + Base64.getEncoder().encodeToString(damaged);
			failures += check(new IdentitySource.Pkcs12(location, PASSPHRASE), location);
		}
		assertThat(failures).isGreaterThan(ROUNDS * 3 / 4);
	}

	@Test
	void wrongPassphraseNeverShows() {
		String wrong = "wrong-" + PASSPHRASE;
		for (String file : List.of("encrypted", "legacy")) {
			IdentitySource source = new IdentitySource.Pem(this.openssl.location(file), this.openssl.text("server.pem"),
					wrong);
			assertThat(check(source, this.openssl.text(file))).isEqualTo(1);
		}
		assertThat(check(new IdentitySource.Pkcs12(this.openssl.location("file.p12"), wrong), PASSPHRASE)).isEqualTo(1);
	}

	@Test
	void sourcesAndIdentitiesDoNotShowSecrets() {
		String pem = this.openssl.text("encrypted");
		IdentitySource source = new IdentitySource.Pem(pem, this.openssl.text("server.pem"), PASSPHRASE);
		assertThat(List.of(source, new IdentitySource.Pkcs12(pem, PASSPHRASE), new TrustSource.Pkcs12(pem, PASSPHRASE),
				new TrustSource.Locations(List.of(pem)), this.loader.identity(source)))
			.allSatisfy((object) -> assertHides(object.toString(), pem));
	}

	/**
	 * Load an identity and look for secrets in what it throws.
	 * @return the number of failures, 0 or 1
	 */
	private int check(IdentitySource source, String... secrets) {
		Throwable thrown = catchThrowable(() -> this.loader.identity(source));
		if (thrown == null) {
			return 0;
		}
		assertThat(thrown).isInstanceOf(MaterialException.class);
		MaterialException failure = (MaterialException) thrown;
		StringWriter trace = new StringWriter();
		thrown.printStackTrace(new PrintWriter(trace, true));
		assertHides(trace + failure.problem() + failure.action() + failure.location() + failure, secrets);
		return 1;
	}

	private static void assertHides(String text, String... secrets) {
		assertThat(text).doesNotContain(PASSPHRASE);
		for (String secret : secrets) {
			for (String window : windows(secret)) {
				assertThat(text.contains(window)).as("a part of the key in: " + text).isFalse();
			}
		}
	}

	private static List<String> windows(String secret) {
		List<String> windows = new ArrayList<>();
		for (String line : secret.replaceAll("(?m)^base64:|^-----.*|^Proc-Type:.*", "").split("\\s+")) {
			for (int i = 0; i + WINDOW <= line.length(); i += WINDOW) {
				windows.add(line.substring(i, i + WINDOW));
			}
		}
		assertThat(windows).isNotEmpty();
		return windows;
	}

	private static String damage(String pem, Random random) {
		int from = random.nextInt(pem.length());
		int to = Math.min(pem.length(), from + 1 + random.nextInt(30));
		String middle = switch (random.nextInt(4)) {
			case 0 -> "";
			case 1 -> "\n";
			case 2 -> "*";
			default -> "A".repeat(to - from);
		};
		return pem.substring(0, from) + middle + pem.substring(to);
	}

}
