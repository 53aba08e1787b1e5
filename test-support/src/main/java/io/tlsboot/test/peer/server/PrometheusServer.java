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

package io.tlsboot.test.peer.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;

/**
 * A running Prometheus with an empty database of its own.
 */
public final class PrometheusServer implements AutoCloseable {

	private static final int OK = 200;

	private static final int WRONG_EXPRESSION = 400;

	private final ServerProcess process;

	private final int port;

	private PrometheusServer(ServerProcess process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Start a server and wait until it is ready.
	 * @param files the files of its configuration, {@code prometheus.yml} first; the
	 * others are put beside it
	 * @param change changes the text of the first one
	 * @return the server, to be closed
	 */
	public static PrometheusServer start(List<Path> files, Function<String, String> change) {
		Program program = Program.require("prometheus");
		int port = FreePort.next();
		ServerDirectory directory = ServerDirectory.create("prometheus");
		Path config = directory.write("prometheus.yml", change.apply(read(files.get(0))));
		files.subList(1, files.size()).forEach((file) -> directory.write(file.getFileName().toString(), read(file)));
		ServerProcess process = ServerProcess.start(directory, program,
				List.of("--config.file=" + config, "--storage.tsdb.path=" + directory.path().resolve("data"),
						"--web.listen-address=127.0.0.1:" + port, "--log.level=warn"));
		return process.ready(() -> {
			process.awaitGreeting(port, "");
			PrometheusServer server = new PrometheusServer(process, port);
			Await.until("Prometheus is ready", () -> server.get("/-/ready").status == OK);
			return server;
		});
	}

	/**
	 * Return the value of an expression now.
	 * @param expression the expression
	 * @return the answer of its HTTP API, as JSON
	 */
	public String query(String expression) {
		Answer answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
		if (answer.status != OK) {
			throw new AssertionError(expression + ": " + answer.status + " " + answer.body);
		}
		return answer.body;
	}

	/**
	 * Return the process.
	 * @return the process with its log as output
	 */
	public Peer peer() {
		return this.process.peer();
	}

	private Answer get(String path) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + this.port + path)
				.toURL()
				.openConnection(java.net.Proxy.NO_PROXY);
			connection.setConnectTimeout((int) Await.LIMIT.toMillis());
			connection.setReadTimeout((int) Await.LIMIT.toMillis());
			int status = connection.getResponseCode();
			try (var body = (status < WRONG_EXPRESSION) ? connection.getInputStream() : connection.getErrorStream()) {
				return new Answer(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.close();
	}

	/**
	 * What the server says.
	 */
	private record Answer(int status, String body) {
	}

}
