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

package io.tlsboot.reload;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tlsboot.reload.ContextReload.Outcome;
import io.tlsboot.server.TlsServerListener;
import io.tlsboot.test.Await;

/**
 * Remembers reloads, for tests that wait for them.
 */
public final class RecordedReloads implements TlsServerListener {

	private final List<ContextReload> reloads = new CopyOnWriteArrayList<>();

	@Override
	public void contextReloaded(ContextReload reload) {
		this.reloads.add(reload);
	}

	public List<ContextReload> all() {
		return this.reloads;
	}

	public List<ContextReload> of(Outcome outcome) {
		return this.reloads.stream().filter((reload) -> reload.outcome() == outcome).toList();
	}

	/**
	 * Wait until there are that many.
	 * @return the last of them
	 */
	public ContextReload await(Outcome outcome, int count) {
		Await.until(count + " times " + outcome, () -> of(outcome).size() >= count);
		return of(outcome).get(count - 1);
	}

}
