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

import org.reactivestreams.Subscription;

/**
 * What one send has asked its publisher for: one buffer after the other of a publisher
 * that has them at hand, some in advance of any other. Lives on the event loop.
 */
final class SendDemand {

	/** How many buffers are asked for in advance where they come later. */
	static final int PREFETCH = 64;

	private final Subscription upstream;

	private int outstanding;

	private boolean inAdvance;

	/**
	 * Create one that has asked for nothing.
	 * @param upstream the publisher's
	 */
	SendDemand(Subscription upstream) {
		this.upstream = upstream;
	}

	/**
	 * Ask for some in advance at once. The only one that any thread may call, before all
	 * else.
	 */
	void askInAdvance() {
		this.inAdvance = true;
		this.outstanding = PREFETCH;
		this.upstream.request(PREFETCH);
	}

	/**
	 * Return whether it is time to ask for more.
	 */
	boolean isLow() {
		return this.outstanding <= (this.inAdvance ? PREFETCH / 2 : 0);
	}

	/**
	 * Ask for more; some of it may come at once.
	 */
	void ask() {
		int count = this.inAdvance ? PREFETCH - this.outstanding : 1;
		this.outstanding += count;
		int asked = this.outstanding;
		this.upstream.request(count);
		// Of one that answers at once there is no need to ask in advance.
		this.inAdvance = this.outstanding > asked - count;
	}

	/**
	 * One has come.
	 */
	void answered() {
		this.outstanding--;
	}

	/**
	 * Ask for no more.
	 */
	void cancel() {
		this.upstream.cancel();
	}

}
