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

package io.tlsboot.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.tlsboot.benchmarks.server.ServerSettings;

/**
 * Makes the commands of servers that are programs of the machine, and their files.
 *
 * @param directory for the files that they need
 */
record Programs(Path directory) {

	List<String> node(String program, ServerSettings settings) throws IOException {
		return with(settings, program, resource("server.js"));
	}

	/**
	 * Compiles it as well; Go does that only once.
	 */
	List<String> go(String program, ServerSettings settings) throws IOException {
		Path server = this.directory.resolve("go-server");
		Process build = new ProcessBuilder(program, "build", "-o", server.toString(), resource("server.go"))
			.redirectErrorStream(true)
			.start();
		String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (build.onExit().join().exitValue() != 0) {
			throw new IOException("go build: " + said);
		}
		return with(settings, server.toString());
	}

	List<String> nginx(String program, ServerSettings settings) throws IOException {
		String clients = (settings.clientCa() != null)
				? "ssl_verify_client on; ssl_client_certificate " + settings.clientCa() + ";" : "";
		String text = """
				daemon off; master_process off; pid %1$s.pid; error_log stderr crit;
				events { worker_connections 24000; }
				http {
				  access_log off; ssl_session_cache shared:s:10m; ssl_session_timeout 1h; client_header_timeout 1h;
				  server {
				    listen %2$d ssl backlog=1024; ssl_certificate %3$s; ssl_certificate_key %4$s;
				    ssl_protocols TLSv1.3; ssl_ecdh_curve X25519:P-256; ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;
				    %5$s location / { return 200 "ok"; }
				  }
				}
				"""
			.formatted(this.directory.resolve("nginx-" + settings.port()), settings.port(), settings.certificate(),
					settings.key(), clients);
		return List.of(program, "-c", file("nginx-" + settings.port() + ".conf", text), "-p",
				this.directory.toString());
	}

	List<String> haproxy(String program, ServerSettings settings) throws IOException {
		String both = file("haproxy-" + settings.port() + ".pem",
				Files.readString(settings.certificate()) + Files.readString(settings.key()));
		String clients = (settings.clientCa() != null) ? " verify required ca-file " + settings.clientCa() : "";
		String text = """
				global
				  nbthread 1
				  maxconn 24000
				  no strict-limits
				  tune.ssl.lifetime 3600
				  ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256
				defaults
				  mode http
				  timeout client 1h
				  timeout http-request 1h
				frontend f
				  bind :%1$d ssl crt %2$s curves X25519:P-256%3$s
				  http-request return status 200 content-type text/plain string ok
				""".formatted(settings.port(), both, clients);
		return List.of(program, "-f", file("haproxy-" + settings.port() + ".conf", text));
	}

	List<String> openssl(String program, ServerSettings settings) {
		List<String> command = new ArrayList<>(List.of(program, "s_server", "-accept",
				Integer.toString(settings.port()), "-cert", settings.certificate().toString(), "-key",
				settings.key().toString(), "-ciphersuites", "TLS_AES_128_GCM_SHA256", "-quiet", "-www"));
		if (settings.clientCa() != null) {
			command.addAll(List.of("-Verify", "1", "-CAfile", settings.clientCa().toString(), "-verify_return_error",
					"-verify_quiet"));
		}
		return command;
	}

	private static List<String> with(ServerSettings settings, String... command) {
		List<String> whole = new ArrayList<>(List.of(command));
		whole.addAll(settings.arguments());
		return whole;
	}

	private String resource(String name) throws IOException {
		try (InputStream text = Programs.class.getResourceAsStream(name)) {
			return file(name, new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8));
		}
	}

	private String file(String name, String text) throws IOException {
		return Files.writeString(this.directory.resolve(name), text).toString();
	}

}
