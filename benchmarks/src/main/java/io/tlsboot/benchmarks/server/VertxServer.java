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

package io.tlsboot.benchmarks.server;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/**
 * Vert.x on BoringSSL, with one event loop and otherwise as it comes.
 */
public final class VertxServer {

	private static final Buffer CHUNK = Buffer.buffer(new byte[Payload.CHUNK]);

	private VertxServer() {
	}

	/**
	 * Start it.
	 * @param args the settings
	 * @throws Exception when it cannot listen
	 */
	public static void main(String[] args) throws Exception {
		ServerSettings settings = ServerSettings.of(Arrays.asList(args));
		NetServerOptions options = new NetServerOptions().setSsl(true)
			.setSslEngineOptions(new OpenSSLEngineOptions())
			.setKeyCertOptions(new PemKeyCertOptions().setKeyPath(settings.key().toString())
				.setCertPath(settings.certificate().toString()));
		if (settings.clientCa() != null) {
			options.setClientAuth(ClientAuth.REQUIRED)
				.setTrustOptions(new PemTrustOptions().addCertPath(settings.clientCa().toString()));
		}
		Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1))
			.createNetServer(options)
			.connectHandler((socket) -> serve(socket, settings.behaviour()))
			.listen(settings.port(), "0.0.0.0")
			.toCompletionStage()
			.toCompletableFuture()
			.get(1, TimeUnit.MINUTES);
		ServerProcess.listens();
	}

	private static void serve(NetSocket socket, ServerSettings.Behaviour behaviour) {
		long[] count = new long[1];
		switch (behaviour) {
			case ECHO -> socket.pipeTo(socket);
			case SOURCE -> socket.handler((buffer) -> {
				count[0] += (long) buffer.length() * (Payload.UNIT / Payload.CHUNK);
				send(socket, count);
			});
			default -> socket.handler((buffer) -> {
				long before = count[0] / Payload.UNIT;
				count[0] += buffer.length();
				int units = (int) (count[0] / Payload.UNIT - before);
				if (units > 0) {
					socket.write(Buffer.buffer(new byte[units]));
				}
			});
		}
	}

	private static void send(NetSocket socket, long[] chunks) {
		while (chunks[0] > 0 && !socket.writeQueueFull()) {
			chunks[0]--;
			socket.write(CHUNK);
		}
		if (chunks[0] > 0) {
			socket.drainHandler((drained) -> send(socket, chunks));
		}
	}

}
