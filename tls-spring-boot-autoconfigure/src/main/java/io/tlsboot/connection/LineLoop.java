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

package io.tlsboot.connection;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import reactor.core.publisher.Mono;

/**
 * Deals with line after line of a plaintext connection, however many there are, without
 * growing.
 */
final class LineLoop {

	private LineLoop() {
	}

	static Mono<SecureConnection> run(PlaintextConnection connection,
			Function<String, Mono<SecureConnection>> command) {
		return Mono.defer(() -> {
			AtomicBoolean ended = new AtomicBoolean();
			Mono<Optional<SecureConnection>> step = connection.readLine()
				.map(Optional::of)
				.switchIfEmpty(Mono.fromSupplier(() -> {
					ended.set(true);
					return Optional.empty();
				}))
				.flatMap((line) -> line.isPresent() ? command.apply(line.get()) : Mono.<SecureConnection>empty())
				.map(Optional::of)
				.defaultIfEmpty(Optional.empty());
			return step.repeat()
				.takeUntil((result) -> result.isPresent() || ended.get())
				.last()
				.flatMap(Mono::justOrEmpty);
		});
	}

}
