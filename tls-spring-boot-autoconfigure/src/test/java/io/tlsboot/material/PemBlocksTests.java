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

import io.tlsboot.material.MaterialException.Part;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said about PEM text that is cut off or garbled.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PemBlocksTests {

	private static final String WHOLE_BLOCKS = "Copy the text again, whole blocks from -----BEGIN to -----END.";

	private final MaterialLoader loader = OpenSsl.loader();

	private OpenSsl openssl;

	@BeforeAll
	void makeKey(@TempDir Path directory) {
		this.openssl = new OpenSsl(directory);
		this.openssl.selfSigned("server");
	}

	@Test
	void saysThatBlockHasNoEnd() {
		String text = "noise\n\n" + this.openssl.text("server.key").replaceAll("-----END.*", "");
		Failure.of(() -> key(text))
			.in(Part.KEY, "inline PEM text")
			.says("The PEM block PRIVATE KEY that begins at line 3 has no end")
			.advises(WHOLE_BLOCKS);
		Failure.of(() -> key(text + this.openssl.text("server.pem")))
			.says("The PEM block PRIVATE KEY that begins at line 3 has no end")
			.advises(WHOLE_BLOCKS);
	}

	@Test
	void saysThatBlockHasNoBeginning() {
		String text = this.openssl.text("server.key");
		String location = this.openssl.write("no-beginning.key", text.substring(text.indexOf('\n') + 1));
		Failure.of(() -> key(location))
			.in(Part.KEY, location)
			.says("The end of a PEM block at line 4 has no beginning")
			.advises(WHOLE_BLOCKS);
	}

	@Test
	void saysThatBlockEndsAsAnother() {
		String text = this.openssl.text("server.key").replace("END PRIVATE", "END RSA PRIVATE");
		Failure.of(() -> key(text))
			.says("The PEM block PRIVATE KEY that begins at line 1 ends at line 5 as RSA PRIVATE KEY")
			.advises(WHOLE_BLOCKS);
	}

	@Test
	void saysThatBorderIsIncomplete() {
		String location = this.openssl.write("border.key",
				this.openssl.text("server.key").replace("BEGIN PRIVATE KEY-----", "BEGIN PRIVATE KEY----"));
		Failure.of(() -> key(location))
			.says("Line 1 is not a complete -----BEGIN or -----END line")
			.advises(WHOLE_BLOCKS);
	}

	@Test
	void saysThatBlockIsGarbled() {
		String[] lines = this.openssl.text("server.key").split("\n");
		lines[2] = lines[2].substring(0, 20) + "*" + lines[2].substring(21);
		Failure.of(() -> key(String.join("\n", lines)))
			.says("The PEM block PRIVATE KEY is garbled at line 3")
			.advises(WHOLE_BLOCKS);
	}

	@Test
	void saysThatBlockIsNotWhole() {
		String[] lines = this.openssl.text("server.key").split("\n");
		lines[2] = lines[2].substring(1);
		Failure.of(() -> key(String.join("\n", lines)))
			.says("The PEM block PRIVATE KEY that begins at line 1 is not whole base64")
			.advises(WHOLE_BLOCKS);
	}

	@Test
	void saysThatBlockIsEmpty() {
		Failure.of(() -> key("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"))
			.says("The PEM block PRIVATE KEY at line 1 is empty")
			.advises(WHOLE_BLOCKS);
	}

	@Test
	void saysThatKeyIsDamagedWhenLineIsMissing() {
		String[] lines = this.openssl.text("server.key").split("\n");
		lines[2] = "";
		String location = this.openssl.write("short.key", String.join("\n", lines));
		Failure.of(() -> key(location))
			.in(Part.KEY, location)
			.says("The private key at line 1 is damaged: it is not what PRIVATE KEY says")
			.advises("Copy the key file again, or try to read it: openssl pkey -noout -in "
					+ this.openssl.path("short.key") + ".");
	}

	private void key(String location) {
		this.loader.identity(new IdentitySource.Pem(location, this.openssl.location("server.pem"), null));
	}

}
