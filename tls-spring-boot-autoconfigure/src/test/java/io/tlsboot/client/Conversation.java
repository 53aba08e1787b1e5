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

package io.tlsboot.client;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.test.Await;
import reactor.core.publisher.Mono;

/**
 * Speaks on a secure connection in turns. Bytes are shown as ISO 8859-1 text.
 */
final class Conversation {

	private final SecureConnection connection;

	private final StringBuffer heard = new StringBuffer();

	private volatile boolean ended;

	private int understood;

	Conversation(SecureConnection connection) {
		this.connection = connection;
		connection.receive()
			.asByteArray()
			.doFinally((signal) -> this.ended = true)
			.subscribe((bytes) -> this.heard.append(new String(bytes, StandardCharsets.ISO_8859_1)), (failure) -> {
			});
	}

	Conversation say(String text) {
		return say(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	Conversation say(byte[] bytes) {
		this.connection.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(bytes))).block(TestClient.LIMIT);
		return this;
	}

	/**
	 * Wait for a text behind what was heard before.
	 */
	Conversation hear(String text) {
		Await.until("'" + text + "'", () -> {
			boolean ended = this.ended;
			int found = this.heard.indexOf(text, this.understood);
			if (found >= 0) {
				this.understood = found + text.length();
			}
			else if (ended) {
				throw new AssertionError("The server has ended without '" + text + "': " + this.heard);
			}
			return found >= 0;
		});
		return this;
	}

}
