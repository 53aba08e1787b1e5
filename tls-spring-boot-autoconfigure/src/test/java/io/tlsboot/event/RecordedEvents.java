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

package io.tlsboot.event;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import io.tlsboot.test.Await;
import org.springframework.context.event.EventListener;

/**
 * Remembers all events and the threads that brought them.
 */
class RecordedEvents {

	private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();

	@EventListener
	void on(TlsEvent event) {
		this.heard.add(new Heard(event, Thread.currentThread().getName()));
	}

	List<TlsEvent> all() {
		return this.heard.stream().map(Heard::event).toList();
	}

	List<String> threads() {
		return this.heard.stream().map(Heard::thread).toList();
	}

	<T extends TlsEvent> List<T> of(Class<T> type) {
		return all().stream().filter(type::isInstance).map(type::cast).toList();
	}

	/**
	 * Return the types of the events of one source, in their order.
	 */
	List<Class<?>> typesFrom(Object source) {
		return all().stream().filter((event) -> event.getSource() == source).<Class<?>>map(TlsEvent::getClass).toList();
	}

	<T extends TlsEvent> T await(Class<T> type) {
		return await(type, (event) -> true);
	}

	<T extends TlsEvent> T await(Class<T> type, Predicate<T> condition) {
		Await.until(type.getSimpleName(), () -> of(type).stream().anyMatch(condition));
		return of(type).stream().filter(condition).findFirst().orElseThrow();
	}

	<T extends TlsEvent> void await(Class<T> type, int count) {
		Await.until(count + " of " + type.getSimpleName(), () -> of(type).size() >= count);
	}

	private record Heard(TlsEvent event, String thread) {
	}

}
