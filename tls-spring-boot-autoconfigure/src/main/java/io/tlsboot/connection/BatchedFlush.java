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

import io.netty.channel.Channel;

/**
 * Decides when what was written to a channel is flushed: at the end of a read for the
 * answers to what was read, at the end of a batch, as soon as a batch is large, and
 * otherwise before the event loop turns to something else. Lives on the event loop.
 */
final class BatchedFlush implements Runnable {

	/** How much may be written before it is flushed, in bytes. */
	static final int BATCH = 64 * 1024;

	private final Channel channel;

	private boolean endsOfReadsCome;

	private volatile boolean exposed;

	private boolean reading;

	private int holds;

	private int unflushed;

	private boolean scheduled;

	BatchedFlush(Channel channel) {
		this.channel = channel;
	}

	/**
	 * Something was read. Its answers wait for the end of the read only where that is
	 * certain to come: a handler of the user's may keep it to itself.
	 */
	void read() {
		this.reading = this.endsOfReadsCome && !this.exposed;
	}

	/**
	 * All that could be read at once was read.
	 */
	void readComplete() {
		this.endsOfReadsCome = true;
		this.reading = false;
		if (this.holds == 0) {
			now();
		}
	}

	/**
	 * The pipeline was given to the user. May be called by any thread.
	 */
	void expose() {
		this.exposed = true;
	}

	/**
	 * A batch begins.
	 */
	void hold() {
		this.holds++;
	}

	/**
	 * A batch ends.
	 */
	void release() {
		this.holds--;
		if (this.holds == 0 && !this.reading) {
			now();
		}
	}

	/**
	 * Something was written.
	 * @param bytes how much
	 */
	void written(int bytes) {
		this.unflushed += bytes;
		if (this.unflushed >= BATCH) {
			now();
		}
		else if (!this.reading && this.holds == 0 && !this.scheduled) {
			this.scheduled = true;
			this.channel.eventLoop().execute(this);
		}
	}

	/**
	 * Flush what was written.
	 */
	void now() {
		if (this.unflushed > 0) {
			this.unflushed = 0;
			this.channel.flush();
		}
	}

	@Override
	public void run() {
		this.scheduled = false;
		now();
	}

}
