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
 * The sizes of what was written and has not reached the network, oldest first. Lives on
 * the event loop.
 */
final class PendingSizes {

	private int[] sizes = new int[8];

	private int first;

	private int count;

	private long bytes;

	int count() {
		return this.count;
	}

	long bytes() {
		return this.bytes;
	}

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

	void removeFirst() {
		this.bytes -= this.sizes[this.first];
		this.first = (this.first + 1) & (this.sizes.length - 1);
		this.count--;
	}

}
