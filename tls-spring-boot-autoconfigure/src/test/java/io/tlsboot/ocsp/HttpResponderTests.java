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

package io.tlsboot.ocsp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link HttpResponder}.
 */
class HttpResponderTests {

	private static final byte[] REQUEST = "request".getBytes(StandardCharsets.US_ASCII);

	private final List<String> seen = new CopyOnWriteArrayList<>();

	private final CountDownLatch end = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.end.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	@Test
	void posts() throws IOException {
		serve((exchange) -> {
			this.seen.add(exchange.getRequestMethod());
			this.seen.add(exchange.getRequestURI().toString());
			this.seen.add(exchange.getRequestHeaders().getFirst("Content-Type"));
			this.seen.add(exchange.getRequestHeaders().getFirst("Content-Length"));
			this.seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
			answer(exchange, 200, "answer".getBytes(StandardCharsets.US_ASCII));
		});
		assertThat(new HttpResponder().ask(address(), REQUEST)).asString().isEqualTo("answer");
		assertThat(this.seen).containsExactly("POST", "/ocsp", "application/ocsp-request", "7", "request");
	}

	@Test
	void followsNoRedirect() {
		serve((exchange) -> {
			this.seen.add(exchange.getRequestURI().toString());
			exchange.getResponseHeaders().set("Location", "/elsewhere");
			answer(exchange, 307, new byte[0]);
		});
		assertThatIOException().isThrownBy(() -> new HttpResponder().ask(address(), REQUEST))
			.withMessage("it answers with HTTP status 307");
		assertThat(this.seen).containsExactly("/ocsp");
	}

	@Test
	void anErrorIsNoAnswer() {
		serve((exchange) -> answer(exchange, 503, "answer".getBytes(StandardCharsets.US_ASCII)));
		assertThatIOException().isThrownBy(() -> new HttpResponder().ask(address(), REQUEST))
			.withMessage("it answers with HTTP status 503");
	}

	@Test
	void anAnswerIsBounded() throws IOException {
		serve((exchange) -> answer(exchange, 200, new byte[HttpResponder.MAX_BYTES]));
		assertThat(new HttpResponder().ask(address(), REQUEST)).hasSize(HttpResponder.MAX_BYTES);
		this.server.removeContext("/ocsp");
		serve((exchange) -> answer(exchange, 200, new byte[HttpResponder.MAX_BYTES + 1]));
		assertThatIOException().isThrownBy(() -> new HttpResponder().ask(address(), REQUEST))
			.withMessageContaining("more than 65536 bytes");
	}

	@Test
	void oneThatNeverEndsItsAnswerIsLeft() {
		serve((exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			try (OutputStream out = exchange.getResponseBody()) {
				do {
					out.write(0);
					out.flush();
				}
				while (!await(Duration.ofMillis(50)));
			}
		});
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> new HttpResponder(Duration.ofSeconds(1)).ask(address(), REQUEST))
			.withMessageContaining("more than 1 seconds");
	}

	@Test
	void oneThatDoesNotAnswerIsLeft() {
		serve((exchange) -> await(Duration.ofSeconds(30)));
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> new HttpResponder(Duration.ofSeconds(1)).ask(address(), REQUEST));
	}

	@Test
	void oneThatIsNotThereIsAnError() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		assertThatIOException()
			.isThrownBy(() -> new HttpResponder().ask(URI.create("http://127.0.0.1:" + port + "/"), REQUEST));
	}

	private boolean await(Duration time) {
		try {
			return this.end.await(time.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	private void serve(HttpHandler handler) {
		this.server.createContext("/ocsp", handler);
	}

	private URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/ocsp");
	}

	private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(body);
		}
	}

}
