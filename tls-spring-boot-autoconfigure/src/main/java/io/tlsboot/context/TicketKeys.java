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

package io.tlsboot.context;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import org.jspecify.annotations.Nullable;

/**
 * Random ticket keys of one context that change as time goes by, so that no ticket
 * outlives the session timeout: BoringSSL gives tickets of TLS 1.3 a life of two days
 * whatever the timeout is. A key encrypts for half the timeout and decrypts for another
 * half. There is no timer: each new connection looks at the clock, and only the one that
 * finds a key too old changes it.
 */
final class TicketKeys {

	private static final int NAME = OpenSslSessionTicketKey.NAME_SIZE;

	private static final int HMAC = OpenSslSessionTicketKey.HMAC_KEY_SIZE;

	private static final int AES = OpenSslSessionTicketKey.AES_KEY_SIZE;

	private final SecureRandom random = new SecureRandom();

	private final long period;

	private final LongSupplier nanoTime;

	private final Consumer<OpenSslSessionTicketKey[]> target;

	private final AtomicLong changedAt;

	private @Nullable OpenSslSessionTicketKey current;

	TicketKeys(Duration timeout, LongSupplier nanoTime, Consumer<OpenSslSessionTicketKey[]> target) {
		this.period = Math.max(1, timeout.toNanos() / 2);
		this.nanoTime = nanoTime;
		this.target = target;
		this.changedAt = new AtomicLong(nanoTime.getAsLong());
		change(false);
	}

	/**
	 * Change the keys when the current one is too old. Called before each handshake, on
	 * an event loop.
	 */
	void refresh() {
		long changed = this.changedAt.get();
		long now = this.nanoTime.getAsLong();
		long age = now - changed;
		if (age >= this.period && this.changedAt.compareAndSet(changed, now)) {
			change(age < 2 * this.period);
		}
	}

	private synchronized void change(boolean keepCurrent) {
		OpenSslSessionTicketKey previous = this.current;
		OpenSslSessionTicketKey next = new OpenSslSessionTicketKey(bytes(NAME), bytes(HMAC), bytes(AES));
		this.current = next;
		this.target.accept((keepCurrent && previous != null) ? new OpenSslSessionTicketKey[] { next, previous }
				: new OpenSslSessionTicketKey[] { next });
	}

	private byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		this.random.nextBytes(bytes);
		return bytes;
	}

}
