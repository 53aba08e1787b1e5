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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes lines on event loops without waiting, and writes them on a thread of its own.
 */
final class KeyLogWriter {

	private static final int BATCH = 512;

	private static final long CLOSE_SECONDS = 10;

	private static final Logger logger = LoggerFactory.getLogger(KeyLogWriter.class);

	private final KeyLogFile file;

	private final int capacity;

	private final Queue<byte[]> lines = new ConcurrentLinkedQueue<>();

	/** Those that are in the queue, about to be, or being written. */
	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicLong lost = new AtomicLong();

	private final AtomicBoolean warned = new AtomicBoolean();

	private final Thread thread = new Thread(this::write, "tls-key-log");

	private volatile boolean active = true;

	/**
	 * Begin to write.
	 * @param file where to; closed in the end
	 * @param capacity how many lines may wait
	 */
	KeyLogWriter(KeyLogFile file, int capacity) {
		this.file = file;
		this.capacity = capacity;
		this.thread.setDaemon(true);
		this.thread.start();
	}

	KeyLogFile file() {
		return this.file;
	}

	boolean active() {
		return this.active;
	}

	long lost() {
		return this.lost.get();
	}

	/**
	 * Take a line without its end. Called on any thread, mostly an event loop; never
	 * waits.
	 */
	void add(byte[] line) {
		// Before the look at the state, so that the thread does not end in between.
		int position = this.waiting.incrementAndGet();
		if (this.active && position <= this.capacity) {
			this.lines.add(line);
		}
		else {
			this.waiting.decrementAndGet();
			this.lost.incrementAndGet();
			if (this.active && this.warned.compareAndSet(false, true)) {
				logger.warn("The key log {} takes lines slower than they come: some are lost from now on, and some "
						+ "connections will not be decrypted", this.file);
			}
		}
		LockSupport.unpark(this.thread);
	}

	/**
	 * Write what waits still. Waits for it, but not for ever.
	 */
	void close() {
		this.active = false;
		LockSupport.unpark(this.thread);
		// A thread that was interrupted before closes it too.
		boolean interrupted = Thread.interrupted();
		try {
			this.thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		if (this.thread.isAlive()) {
			logger.warn("The key log {} may lack its last lines: the file did not take them in time", this.file);
		}
		if (lost() > 0) {
			logger.warn("{} lines of the key log {} were lost", lost(), this.file);
		}
	}

	private void write() {
		List<byte[]> batch = new ArrayList<>(BATCH);
		boolean failed = false;
		while (this.active || this.waiting.get() > 0) {
			take(batch);
			if (batch.isEmpty()) {
				LockSupport.park(this);
			}
			else {
				failed = failed || !written(batch);
				if (failed) {
					this.lost.addAndGet(batch.size());
				}
				this.waiting.addAndGet(-batch.size());
				batch.forEach((line) -> Arrays.fill(line, (byte) 0));
				batch.clear();
			}
		}
		this.file.close();
	}

	private void take(List<byte[]> batch) {
		for (byte[] line = this.lines.poll(); line != null; line = this.lines.poll()) {
			batch.add(line);
			if (batch.size() == BATCH) {
				return;
			}
		}
	}

	private boolean written(List<byte[]> batch) {
		try {
			this.file.write(batch);
			return true;
		}
		catch (IOException | RuntimeException ex) {
			this.active = false;
			logger.error("The key log {} cannot be written and is off from now on", this.file, ex);
			return false;
		}
	}

}
