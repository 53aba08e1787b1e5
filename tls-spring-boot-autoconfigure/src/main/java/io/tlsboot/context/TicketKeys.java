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
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import org.jspecify.annotations.Nullable;

/**
 * Random ticket keys of one context that change as time goes by, so that no ticket
 * outlives the session timeout: BoringSSL gives tickets of TLS 1.3 a life of two days
 * whatever the timeout is. A key encrypts for half the timeout, and is gone when the
 * timeout has passed since it first encrypted. There is no timer: each new connection
 * looks at the clock, and only the one that finds a key too old changes it.
 */
final class TicketKeys {

	private static final int NAME = OpenSslSessionTicketKey.NAME_SIZE;

	private static final int HMAC = OpenSslSessionTicketKey.HMAC_KEY_SIZE;

	private static final int AES = OpenSslSessionTicketKey.AES_KEY_SIZE;

	private final SecureRandom random = new SecureRandom();

	private final long timeout;

	private final LongSupplier nanoTime;

	private final Consumer<OpenSslSessionTicketKey[]> target;

	private Key current;

	private @Nullable Key previous;

	private volatile long due;

	TicketKeys(Duration timeout, LongSupplier nanoTime, Consumer<OpenSslSessionTicketKey[]> target) {
		this.timeout = Math.max(2, timeout.toNanos());
		this.nanoTime = nanoTime;
		this.target = target;
		this.current = new Key(next(), nanoTime.getAsLong());
		publish();
	}

	/**
	 * Change the keys when one of them is too old. Called before each handshake, on an
	 * event loop.
	 */
	void refresh() {
		if (this.nanoTime.getAsLong() - this.due >= 0) {
			change();
		}
	}

	private synchronized void change() {
		long now = this.nanoTime.getAsLong();
		if (now - this.due < 0) {
			return;
		}
		if (now - this.current.since() >= this.timeout / 2) {
			this.previous = this.current;
			this.current = new Key(next(), now);
		}
		if (this.previous != null && now - this.previous.since() >= this.timeout) {
			this.previous = null;
		}
		publish();
	}

	private void publish() {
		Key old = this.previous;
		long renew = this.current.since() + this.timeout / 2;
		long drop = (old != null) ? old.since() + this.timeout : renew;
		this.target.accept((old != null) ? new OpenSslSessionTicketKey[] { this.current.key(), old.key() }
				: new OpenSslSessionTicketKey[] { this.current.key() });
		this.due = (drop - renew < 0) ? drop : renew;
	}

	private OpenSslSessionTicketKey next() {
		return new OpenSslSessionTicketKey(bytes(NAME), bytes(HMAC), bytes(AES));
	}

	private byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		this.random.nextBytes(bytes);
		return bytes;
	}

	/**
	 * A key and when it began to encrypt.
	 */
	private record Key(OpenSslSessionTicketKey key, long since) {
	}

}
