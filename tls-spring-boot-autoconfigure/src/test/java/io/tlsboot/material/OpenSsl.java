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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.tlsboot.test.peer.Program;

import org.springframework.core.io.DefaultResourceLoader;

/**
 * Makes the material of the tests with the real program, in one directory. An {@code @}
 * before a name stands for the directory.
 */
final class OpenSsl {

	static final String EC = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";

	private final Program program = Program.require("openssl");

	private final Path directory;

	OpenSsl(Path directory) {
		this.directory = directory;
	}

	Path path(String name) {
		return this.directory.resolve(name);
	}

	String location(String name) {
		return "file:" + path(name);
	}

	void run(String command) {
		this.program
			.run(Arrays.stream(command.split(" "))
				.map((word) -> word.replace("@", this.directory + "/"))
				.toArray(String[]::new))
			.success();
	}

	/**
	 * Make a self-signed certificate with a new P-256 key: {@code name.key} and
	 * {@code name.pem}.
	 */
	void selfSigned(String name) {
		run("req -x509 " + EC + " -keyout @" + name + ".key -out @" + name + ".pem -days 30 -subj /CN=" + name);
	}

	/**
	 * Make a certificate with a new P-256 key that another issued.
	 */
	void issued(String name, String issuer, String options) {
		run("req -new " + EC + " -keyout @" + name + ".key -out @" + name + ".csr -subj /CN=" + name);
		run("x509 -req -in @" + name + ".csr -CA @" + issuer + ".pem -CAkey @" + issuer
				+ ".key -CAcreateserial -days 30 -out @" + name + ".pem" + options);
	}

	String text(String... names) {
		StringBuilder text = new StringBuilder();
		for (String name : names) {
			text.append(new String(bytes(name), StandardCharsets.ISO_8859_1));
		}
		return text.toString();
	}

	byte[] bytes(String name) {
		try {
			return Files.readAllBytes(path(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Write a file into the directory.
	 * @return its location
	 */
	String write(String name, String text) {
		return write(name, text.getBytes(StandardCharsets.ISO_8859_1));
	}

	String write(String name, byte[] bytes) {
		try {
			Files.write(path(name), bytes);
			return location(name);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static MaterialLoader loader() {
		return new MaterialLoader(new DefaultResourceLoader());
	}

}
