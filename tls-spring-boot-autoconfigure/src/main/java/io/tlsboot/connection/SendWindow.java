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

/**
 * What one send has written and the network has not taken yet, and how much that may be.
 * Lives on the event loop.
 */
final class SendWindow {

	/** How many buffers may wait for the network before no more are asked for. */
	static final int MAX_COUNT = 256;

	private int[] sizes = new int[8];

	private int first;

	private int count;

	private long bytes;

	/**
	 * Return whether all that was written has reached the network.
	 */
	boolean isEmpty() {
		return this.count == 0;
	}

	/**
	 * Return whether no more should be written for now.
	 */
	boolean isFull() {
		return this.bytes >= BatchedFlush.BATCH || this.count >= MAX_COUNT;
	}

	/**
	 * Return whether it is time for another batch.
	 */
	boolean hasRoom() {
		return this.bytes <= BatchedFlush.BATCH / 2 && this.count <= MAX_COUNT / 2;
	}

	/**
	 * A buffer was written.
	 * @param size how many bytes
	 */
	void add(int size) {
		if (this.count == this.sizes.length) {
			int[] larger = new int[2 * this.count];
			System.arraycopy(this.sizes, this.first, larger, 0, this.count - this.first);
			System.arraycopy(this.sizes, 0, larger, this.count - this.first, this.first);
			this.sizes = larger;
			this.first = 0;
		}
		this.sizes[(this.first + this.count++) & (this.sizes.length - 1)] = size;
		this.bytes += size;
	}

	/**
	 * The oldest buffer has reached the network, or never will.
	 */
	void removeFirst() {
		if (this.count == 0) {
			return;
		}
		this.bytes -= this.sizes[this.first];
		this.first = (this.first + 1) & (this.sizes.length - 1);
		this.count--;
	}

}
