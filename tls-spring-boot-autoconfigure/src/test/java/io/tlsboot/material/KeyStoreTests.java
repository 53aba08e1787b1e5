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

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;

import javax.crypto.spec.SecretKeySpec;

import io.tlsboot.material.MaterialException.Part;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Key stores that somebody else loaded.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KeyStoreTests {

	private static final String NAME = "SSL bundle 'web'";

	private final MaterialLoader loader = OpenSsl.loader();

	private Identity server;

	private Identity other;

	private KeyStore store;

	@BeforeAll
	void makeIdentities(@TempDir Path directory) {
		OpenSsl openssl = new OpenSsl(directory);
		openssl.selfSigned("server");
		openssl.selfSigned("other");
		this.server = load(openssl, "server");
		this.other = load(openssl, "other");
	}

	@BeforeEach
	void makeStore() throws Exception {
		this.store = KeyStore.getInstance("PKCS12");
		this.store.load(null, null);
	}

	@Test
	void takesTheOnlyKey() throws Exception {
		add("server", this.server, "secret");
		this.store.setCertificateEntry("ca", this.other.leaf());
		Identity identity = identity("secret", null);
		assertThat(identity.leaf()).isEqualTo(this.server.leaf());
		assertThat(identity.key()).isEqualTo(this.server.key());
	}

	@Test
	void takesKeyWithoutPassword() throws Exception {
		add("server", this.server, null);
		assertThat(identity(null, null).leaf()).isEqualTo(this.server.leaf());
	}

	@Test
	void takesTheNamedKey() throws Exception {
		add("server", this.server, "secret");
		add("other", this.other, "secret");
		assertThat(identity("secret", "other").leaf()).isEqualTo(this.other.leaf());
		Failure.of(() -> identity("secret", null))
			.in(Part.BUNDLE, NAME)
			.says("The key store has 2 private keys: other, server")
			.advises("Name the alias of the one to use.");
		Failure.of(() -> identity("secret", "third"))
			.in(Part.BUNDLE, NAME)
			.says("The key store has no private key third")
			.advises("Name one of its aliases: other, server.");
	}

	@Test
	void refusesStoreWithoutKey() throws Exception {
		this.store.setCertificateEntry("ca", this.other.leaf());
		Failure.of(() -> identity("secret", null))
			.in(Part.BUNDLE, NAME)
			.says("The key store has no private key")
			.advises("Give the bundle a key and its certificate chain.");
	}

	@Test
	void refusesWrongPassword() throws Exception {
		add("server", this.server, "secret");
		for (String wrong : new String[] { "wrong", "", null }) {
			Failure.of(() -> identity(wrong, null))
				.in(Part.BUNDLE, NAME)
				.says("The private key server cannot be recovered")
				.advises("Correct the password of the key in the bundle.");
		}
	}

	@Test
	void refusesSecretKey() throws Exception {
		this.store.setEntry("aes", new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")),
				new KeyStore.PasswordProtection("secret".toCharArray()));
		Failure.of(() -> identity("secret", "aes"))
			.in(Part.BUNDLE, NAME)
			.says("The entry aes is not a private key")
			.advises("Name the alias of a private key.");
	}

	@Test
	void refusesKeyThatDoesNotFit() throws Exception {
		this.store.setKeyEntry("server", this.server.key(), "secret".toCharArray(),
				new Certificate[] { this.other.leaf() });
		Failure.of(() -> identity("secret", null))
			.in(Part.BUNDLE, NAME)
			.says("The private key does not belong to the certificate CN=other");
	}

	@Test
	void trustsCertificateEntriesOnly() throws Exception {
		add("server", this.server, "secret");
		Failure.of(() -> this.loader.trust(new TrustSource.Store(() -> this.store, NAME)))
			.in(Part.BUNDLE, NAME)
			.says("The trust store has no trusted certificate")
			.advises("Import one: keytool -importcert -alias ca -file ca.pem -keystore FILE.");
		this.store.setCertificateEntry("ca", this.other.leaf());
		this.store.setCertificateEntry("again", this.other.leaf());
		assertThat(this.loader.trust(new TrustSource.Store(() -> this.store, NAME))).containsExactly(this.other.leaf());
	}

	@Test
	void saysWhenBundleHasNoStore() {
		Failure.of(() -> this.loader.trust(new TrustSource.Store(() -> null, NAME)))
			.in(Part.BUNDLE, NAME)
			.says("The bundle has no trust store")
			.advises("Give the bundle a trust store, or name another bundle.");
		Failure.of(() -> this.loader.identity(new IdentitySource.Store(() -> null, null, null, NAME)))
			.in(Part.BUNDLE, NAME)
			.says("The bundle has no key store")
			.advises("Give the bundle a key store, or name another bundle.");
	}

	@Test
	void passesOnWhyBundleCannotBeLoaded() {
		IllegalStateException cause = new IllegalStateException("no such file");
		Failure failure = Failure.of(() -> this.loader.identity(new IdentitySource.Store(() -> {
			throw cause;
		}, null, null, NAME)));
		failure.in(Part.BUNDLE, NAME)
			.says("The key store cannot be loaded")
			.advises("Correct the bundle as the cause says.");
		assertThat(failure.thrown()).hasCause(cause);
	}

	private void add(String alias, Identity identity, String password) throws Exception {
		this.store.setKeyEntry(alias, identity.key(), (password != null) ? password.toCharArray() : null,
				identity.chain().toArray(new Certificate[0]));
	}

	private Identity identity(String password, String alias) {
		return this.loader.identity(new IdentitySource.Store(() -> this.store, password, alias, NAME));
	}

	private Identity load(OpenSsl openssl, String name) {
		return this.loader
			.identity(new IdentitySource.Pem(openssl.location(name + ".key"), openssl.location(name + ".pem"), null));
	}

}
