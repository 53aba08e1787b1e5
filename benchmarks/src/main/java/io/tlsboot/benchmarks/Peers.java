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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.tlsboot.benchmarks.server.OursServer;
import io.tlsboot.benchmarks.server.OursVariant;
import io.tlsboot.benchmarks.server.RawServer;
import io.tlsboot.benchmarks.server.ServerSettings;
import io.tlsboot.benchmarks.server.VertxServer;
import io.tlsboot.benchmarks.server.WebFluxServer;

/**
 * All servers that can be measured.
 *
 * @param directory for the files that they need
 */
record Peers(Path directory) {

	/** The one that all others are compared with. */
	static final String RAW = "raw";

	/**
	 * Return those that are wanted and can be started here, and say which cannot.
	 */
	List<Peer> of(List<String> names) throws IOException {
		List<Peer> all = all();
		List<Peer> found = new ArrayList<>();
		for (String name : names) {
			Peer peer = all.stream()
				.filter((candidate) -> candidate.name().equals(name))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException(
						"There is no peer " + name + "; there are " + all.stream().map(Peer::name).toList()));
			if (peer.present()) {
				found.add(peer);
			}
			else {
				System.out.println(name + " is not installed and left out");
			}
		}
		return found;
	}

	private List<Peer> all() throws IOException {
		List<Peer> all = new ArrayList<>();
		all.add(new JvmPeer(RAW, RawServer.class, ClassPath.starter(), List.of("OPENSSL"), false));
		all.add(new JvmPeer("raw-jdk", RawServer.class, ClassPath.starter(), List.of("JDK"), false));
		String ours = ClassPath.ours();
		Arrays.stream(OursVariant.values())
			.map(OursVariant::toString)
			.forEach((variant) -> all.add(new JvmPeer(variant, OursServer.class, ours, List.of(variant), false)));
		all.add(new JvmPeer("vertx", VertxServer.class, ClassPath.all(), List.of(), false));
		all.add(new JvmPeer("webflux", WebFluxServer.class, ClassPath.webFlux(), List.of(), true));
		all.add(new ProgramPeer("node", "node", false, this::node));
		all.add(new ProgramPeer("nginx", "nginx", true, this::nginx));
		all.add(new ProgramPeer("haproxy", "haproxy", true, this::haproxy));
		all.add(new ProgramPeer("openssl", "openssl", true, Peers::openssl));
		return all;
	}

	private List<String> node(ServerSettings settings) throws IOException {
		try (InputStream script = Peers.class.getResourceAsStream("server.js")) {
			String text = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
			List<String> command = new ArrayList<>(List.of(file("server.js", text)));
			command.addAll(settings.arguments());
			return command;
		}
	}

	private List<String> nginx(ServerSettings settings) throws IOException {
		String clients = (settings.clientCa() != null)
				? "ssl_verify_client on; ssl_client_certificate " + settings.clientCa() + ";" : "";
		String text = """
				daemon off; master_process off; pid %1$s.pid; error_log stderr crit;
				events { worker_connections 24000; }
				http {
				  access_log off; ssl_session_cache shared:s:10m; client_header_timeout 1h;
				  server {
				    listen %2$d ssl backlog=1024; ssl_certificate %3$s; ssl_certificate_key %4$s;
				    ssl_protocols TLSv1.3; ssl_ecdh_curve X25519:P-256; ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;
				    %5$s location / { return 200 "ok"; }
				  }
				}
				"""
			.formatted(this.directory.resolve("nginx-" + settings.port()), settings.port(), settings.certificate(),
					settings.key(), clients);
		return List.of("-c", file("nginx-" + settings.port() + ".conf", text), "-p", this.directory.toString());
	}

	private List<String> haproxy(ServerSettings settings) throws IOException {
		String both = file("haproxy-" + settings.port() + ".pem",
				Files.readString(settings.certificate()) + Files.readString(settings.key()));
		String clients = (settings.clientCa() != null) ? " verify required ca-file " + settings.clientCa() : "";
		String text = """
				global
				  nbthread 1
				  maxconn 12000
				  ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256
				defaults
				  mode http
				  timeout client 1h
				  timeout http-request 1h
				frontend f
				  bind :%1$d ssl crt %2$s curves X25519:P-256%3$s
				  http-request return status 200 content-type text/plain string ok
				""".formatted(settings.port(), both, clients);
		return List.of("-f", file("haproxy-" + settings.port() + ".conf", text));
	}

	private static List<String> openssl(ServerSettings settings) {
		List<String> command = new ArrayList<>(List.of("s_server", "-accept", Integer.toString(settings.port()),
				"-cert", settings.certificate().toString(), "-key", settings.key().toString(), "-ciphersuites",
				"TLS_AES_128_GCM_SHA256", "-quiet", "-www"));
		if (settings.clientCa() != null) {
			command.addAll(List.of("-Verify", "1", "-CAfile", settings.clientCa().toString(), "-verify_return_error"));
		}
		return command;
	}

	private String file(String name, String text) throws IOException {
		return Files.writeString(this.directory.resolve(name), text).toString();
	}

}
