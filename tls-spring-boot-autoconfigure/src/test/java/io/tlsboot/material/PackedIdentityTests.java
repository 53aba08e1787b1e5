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
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Identities of every kind of key, packed and unpacked, and loaded by many threads.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PackedIdentityTests {

	private static final Map<String, String> KINDS = new TreeMap<>(
			Map.of("rsa", "rsa:2048", "pss", "rsa-pss -pkeyopt rsa_keygen_bits:2048", "p256",
					"ec -pkeyopt ec_paramgen_curve:P-256", "p384", "ec -pkeyopt ec_paramgen_curve:P-384", "p521",
					"ec -pkeyopt ec_paramgen_curve:P-521", "ed25519", "ed25519", "ed448", "ed448"));

	private final MaterialLoader loader = OpenSsl.loader();

	private OpenSsl openssl;

	@BeforeAll
	void makeIdentities(@TempDir Path directory) {
		this.openssl = new OpenSsl(directory);
		this.openssl.selfSigned("ca");
		KINDS.forEach((name, options) -> {
			this.openssl.run("req -new -newkey " + options + " -nodes -keyout @" + name + ".key -out @" + name
					+ ".csr -subj /CN=" + name);
			this.openssl.run("x509 -req -in @" + name + ".csr -CA @ca.pem -CAkey @ca.key -CAcreateserial -out @" + name
					+ ".leaf");
			this.openssl.write(name + ".pem", this.openssl.text(name + ".leaf", "ca.pem"));
		});
	}

	static Iterable<String> kinds() {
		return KINDS.keySet();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void unpacksWhatWasPacked(String kind) {
		Identity identity = load(kind);
		PackedIdentity packed = PackedIdentity.of(identity);
		Identity unpacked = packed.unpack();
		assertThat(unpacked).isEqualTo(identity).isNotSameAs(identity);
		assertThat(unpacked.chain()).hasSize(2);
		assertThat(unpacked.key().getEncoded()).isEqualTo(identity.key().getEncoded());
		assertThat(KeyFit.fits(unpacked.key(), unpacked.leaf().getPublicKey())).isTrue();
		assertThat(packed.unpack()).isEqualTo(identity).isNotSameAs(unpacked);
	}

	@Test
	void keepsKeyThatHasNoEncoding() {
		Identity identity = load("p256");
		Identity onToken = new Identity(
				new NumberedEcKey(null, ((ECPublicKey) identity.leaf().getPublicKey()).getParams()), identity.chain());
		assertThat(PackedIdentity.of(onToken).unpack()).isSameAs(onToken);
		assertThat(PackedIdentity.of(onToken)).hasToString("PackedIdentity[EC, 2 certificates]");
	}

	@Test
	void keepsKeyThatTheJdkCannotMake() {
		Identity identity = load("p256");
		Identity foreign = new Identity(new HiddenKey(identity.key(), "Foreign"), identity.chain());
		assertThat(PackedIdentity.of(foreign).unpack()).isSameAs(foreign);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void showsNoKeyInText(String kind) {
		Identity identity = load(kind);
		String text = PackedIdentity.of(identity).toString();
		String key = HexFormat.of().formatHex(identity.key().getEncoded());
		assertThat(text).isEqualTo("PackedIdentity[" + KeyFit.algorithm(identity.key()) + ", 2 certificates]")
			.doesNotContain(key.substring(key.length() - 8));
		assertThat(PackedIdentity.of(new Identity(identity.key(), List.of(identity.leaf())))).asString()
			.endsWith(", 1 certificate]");
	}

	@Test
	void manyThreadsLoadTheSameAsOne() {
		Map<String, Identity> alone = new TreeMap<>();
		KINDS.keySet().forEach((kind) -> alone.put(kind, load(kind)));
		Map<Integer, Identity> together = new ConcurrentHashMap<>();
		List<String> kinds = List.copyOf(KINDS.keySet());
		IntStream.range(0, 700).parallel().forEach((i) -> {
			Identity loaded = load(kinds.get(i % kinds.size()));
			together.put(i, PackedIdentity.of(loaded).unpack());
		});
		assertThat(together).hasSize(700);
		together.forEach((i, identity) -> assertThat(identity).isEqualTo(alone.get(kinds.get(i % kinds.size()))));
	}

	private Identity load(String kind) {
		return this.loader.identity(new IdentitySource.Pem(this.openssl.location(kind + ".key"),
				this.openssl.location(kind + ".pem"), null));
	}

}
