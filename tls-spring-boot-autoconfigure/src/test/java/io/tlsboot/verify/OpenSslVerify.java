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

package io.tlsboot.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.tlsboot.test.peer.Program;

/**
 * Asks {@code openssl verify} for its verdict.
 */
final class OpenSslVerify {

	private static final Pattern ERROR = Pattern.compile("error (\\d+) at \\d+ depth lookup");

	private final Program program = Program.require("openssl");

	private final Path directory;

	OpenSslVerify(Path directory) {
		this.directory = directory;
	}

	/** The number of the last error, or 0. */
	int verify(Situation situation, Purpose purpose) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("verify", "-no-CApath", "-no-CAstore", "-purpose",
				(purpose == Purpose.CLIENT) ? "sslclient" : "sslserver", "-attime",
				String.valueOf(Certs.NOW.getEpochSecond()), "-CAfile", file("ca.pem", situation.anchors())));
		if (situation.presented().size() > 1) {
			arguments.add("-untrusted");
			arguments.add(file("untrusted.pem", situation.presented().subList(1, situation.presented().size())));
		}
		if (!situation.crls().isEmpty()) {
			Path lists = this.directory.resolve("crl.pem");
			Files.writeString(lists, situation.crls().stream().map(Crls::pem).collect(Collectors.joining()));
			arguments.addAll(List.of("-crl_check_all", "-CRLfile", lists.toString()));
		}
		if (situation.partial()) {
			arguments.add("-partial_chain");
		}
		arguments.add(file("leaf.pem", situation.presented().subList(0, 1)));
		Program.Result result = this.program.run(arguments.toArray(new String[0]));
		int last = 0;
		Matcher matcher = ERROR.matcher(result.output());
		while (matcher.find()) {
			last = Integer.parseInt(matcher.group(1));
		}
		if ((last == 0) != (result.status() == 0)) {
			throw new IllegalStateException(result.toString());
		}
		return last;
	}

	private String file(String name, List<TestCertificate> certificates) throws IOException {
		Path file = this.directory.resolve(name);
		Files.writeString(file, certificates.stream().map(TestCertificate::pem).collect(Collectors.joining()));
		return file.toString();
	}

}
