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

package io.tlsboot.pair;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Two pairs back to back, whose transport a test can cut.
 */
final class Wire {

	private final SecurePair server;

	private final SecurePair client;

	private final AtomicBoolean clientOutputEnded = new AtomicBoolean();

	private final Valve toServer;

	Wire(SecurePair server, SecurePair client) {
		this.server = server;
		this.client = client;
		this.toServer = new Valve(client.encrypted().output().doOnComplete(() -> this.clientOutputEnded.set(true)));
		server.encrypted().input(this.toServer).subscribe(null, (failure) -> {
		});
		client.encrypted().input(server.encrypted().output()).subscribe(null, (failure) -> {
		});
	}

	/**
	 * Return what brings the server its input.
	 */
	Valve toServer() {
		return this.toServer;
	}

	SecurePair server() {
		return this.server;
	}

	SecurePair client() {
		return this.client;
	}

	AtomicBoolean clientOutputEnded() {
		return this.clientOutputEnded;
	}

}
