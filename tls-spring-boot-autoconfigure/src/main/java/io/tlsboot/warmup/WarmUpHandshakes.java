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

package io.tlsboot.warmup;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.tlsboot.context.ProbeContext;
import io.tlsboot.context.SecureContext;

/**
 * The handshakes of a warm-up with one server, one after the other. Most are full ones in
 * the newest version of TLS that it speaks, some are in the oldest, some resume.
 */
final class WarmUpHandshakes {

	/** After so many of them all kinds were there, the resumed one too. */
	private static final int ALL_KINDS = 8;

	/** Code that is this fast was compiled. */
	private static final long FAST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	private final SecureContext context;

	private final InetSocketAddress server;

	private final LongSupplier nanoTime;

	WarmUpHandshakes(SecureContext context, InetSocketAddress server, LongSupplier nanoTime) {
		this.context = context;
		this.server = server;
		this.nanoTime = nanoTime;
	}

	/**
	 * Make them, until there were enough, or one of the last kinds is fast. Blocks.
	 * @param most how many there are at most
	 * @param deadline until when
	 * @return how many there were
	 */
	int run(int most, Deadline deadline) {
		List<String> protocols = this.context.negotiation().protocols();
		try (ProbeContext newest = ProbeContext.of(this.context, protocols.get(0));
				ProbeContext oldest = ProbeContext.of(this.context, protocols.get(protocols.size() - 1))) {
			int made = 0;
			boolean fast = false;
			while (made < most && !fast && !deadline.over()) {
				int kind = made % 4;
				long start = this.nanoTime.getAsLong();
				new WarmUpClient(this.server, deadline.left()).connect((kind == 1) ? oldest : newest, kind == 2)
					.block(deadline.left());
				made++;
				fast = made >= ALL_KINDS && this.nanoTime.getAsLong() - start < FAST_NANOS;
			}
			return made;
		}
	}

}
