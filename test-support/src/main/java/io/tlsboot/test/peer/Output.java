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

package io.tlsboot.test.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Collects what a process writes and wakes those who wait for it.
 */
final class Output implements Runnable {

	private final InputStream in;

	private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

	private boolean ended;

	Output(InputStream in) {
		this.in = in;
	}

	@Override
	public void run() {
		byte[] buffer = new byte[1 << 16];
		try {
			for (int count = this.in.read(buffer); count != -1; count = this.in.read(buffer)) {
				synchronized (this) {
					this.collected.write(buffer, 0, count);
					notifyAll();
				}
			}
		}
		catch (IOException ex) {
			// The stream of a destroyed process: its end all the same.
		}
		synchronized (this) {
			this.ended = true;
			notifyAll();
		}
	}

	synchronized byte[] bytes() {
		return this.collected.toByteArray();
	}

	synchronized boolean await(Predicate<String> condition, Duration limit) throws InterruptedException {
		return await(() -> condition.test(this.collected.toString(StandardCharsets.UTF_8)), limit.toNanos());
	}

	synchronized boolean awaitSize(int size, Duration limit) throws InterruptedException {
		return await(() -> this.collected.size() >= size, limit.toNanos());
	}

	synchronized boolean awaitEnd(Duration limit) throws InterruptedException {
		return await(() -> this.ended, limit.toNanos());
	}

	private boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
		long deadline = System.nanoTime() + nanos;
		while (!condition.getAsBoolean()) {
			long left = (deadline - System.nanoTime()) / 1_000_000;
			if (this.ended || left <= 0) {
				return condition.getAsBoolean();
			}
			wait(left);
		}
		return true;
	}

}
