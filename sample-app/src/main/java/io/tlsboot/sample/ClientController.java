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

package io.tlsboot.sample;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.client.TlsClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.client.TlsConnectException;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.TlsAlertException;
import io.tlsboot.handshake.HandshakeFailureReason;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/**
 * Lets the clients of the sample be tried from a shell.
 */
@RestController
@RequestMapping("/api/clients")
class ClientController {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final TlsClients clients;

	ClientController(TlsClients clients) {
		this.clients = clients;
	}

	@GetMapping
	List<Map<String, Object>> clients() {
		return this.clients.all().stream().map(ClientController::view).toList();
	}

	@PostMapping("/{name}/connect")
	Mono<Map<String, @Nullable Object>> connect(@PathVariable String name,
			@RequestBody(required = false) @Nullable String text) {
		TlsClient client = this.clients.all()
			.stream()
			.filter((one) -> one.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no client " + name));
		return client.connect()
			.flatMap((connection) -> talk(connection, text))
			.onErrorResume(TlsConnectException.class, (failure) -> Mono.just(view(failure)));
	}

	private static Mono<Map<String, @Nullable Object>> talk(SecureConnection connection, @Nullable String text) {
		Mono<String> answer = connection.receive().asString().take(PATIENCE).reduce("", String::concat);
		return ((text != null) ? connection.sendString(text).then(answer) : answer).map((received) -> {
			Map<String, @Nullable Object> view = ConnectionView.of(connection);
			view.put("received", received);
			return view;
		})
			.onErrorResume(TlsAlertException.class, (failure) -> Mono.just(view(failure)))
			.doFinally((signal) -> connection.close());
	}

	private static Map<String, Object> view(TlsClient client) {
		Map<String, Object> view = new LinkedHashMap<>();
		view.put("name", client.name());
		view.put("host", client.spec().host());
		view.put("port", client.spec().port());
		view.put("engine", client.context().engine().version());
		return view;
	}

	private static Map<String, @Nullable Object> view(TlsConnectException failure) {
		Map<String, @Nullable Object> view = new LinkedHashMap<>();
		view.put("error", failure.getMessage());
		view.put("phase", failure.phase().name());
		view.put("reason", failure.reason().map(HandshakeFailureReason::name).orElse(null));
		view.put("alert",
				failure.alertReceived().or(failure::alertSent).map((alert) -> alert.description()).orElse(null));
		view.put("authorizationError",
				failure.verdict().map((verdict) -> verdict.error()).map(Enum::name).orElse(null));
		view.put("fix", failure.fix());
		return view;
	}

	private static Map<String, @Nullable Object> view(TlsAlertException failure) {
		Map<String, @Nullable Object> view = new LinkedHashMap<>();
		view.put("error", failure.getMessage());
		view.put("phase", TlsConnectException.Phase.HANDSHAKE.name());
		HandshakeFailureReason reason = HandshakeFailureReason.of(failure.alert());
		view.put("reason", reason.name());
		view.put("alert", failure.alert().description());
		view.put("authorizationError", null);
		view.put("fix", reason.fix());
		return view;
	}

}
