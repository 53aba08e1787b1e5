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

package io.tlsboot.test.guard;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;

/**
 * Installs BlockHound and records every blocking call on a thread that must not block,
 * also when the error it throws there is swallowed. The threads are those that Netty's
 * and Reactor's own integrations name: event loops and non-blocking schedulers.
 */
final class Blocking {

	private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

	private static final @Nullable String UNAVAILABLE = tryInstall();

	private Blocking() {
	}

	/**
	 * Record from now on.
	 */
	static void install() {
		// The static initializer has done it, once.
	}

	/**
	 * Return why BlockHound can not be used.
	 * @return the reason, or {@code null} when it watches
	 */
	static @Nullable String unavailable() {
		return UNAVAILABLE;
	}

	/**
	 * Take what was found since the last call.
	 * @return the reports
	 */
	static List<String> find() {
		List<String> found = new ArrayList<>();
		for (String call = FOUND.poll(); call != null; call = FOUND.poll()) {
			found.add(call);
		}
		return found;
	}

	private static @Nullable String tryInstall() {
		try {
			BlockHound.install((builder) -> allow(builder).blockingMethodCallback(Blocking::found));
			return null;
		}
		catch (RuntimeException | LinkageError ex) {
			String reason = "BlockHound does not run on Java " + Runtime.version() + " (" + ex
					+ "): blocked event loops are not found";
			System.err.println(reason);
			return reason;
		}
	}

	/**
	 * What the JDK and the logging system do once, or do not document as blocking. The
	 * integrations of Netty and Reactor bring their own lists.
	 */
	private static BlockHound.Builder allow(BlockHound.Builder builder) {
		return builder
			// Loads the classes of an algorithm when it is first used.
			.allowBlockingCallsInside("java.security.Provider$Service", "newInstance")
			// Reads the entropy device.
			.allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
			.allowBlockingCallsInside("java.security.SecureRandom", "generateSeed")
			// Locks a part of the pool for an instant when many threads allocate.
			.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate")
			// Locks the queue of a pool for an instant.
			.allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "execute")
			// Lock a native context for an instant: new ticket keys, and engines made
			// meanwhile.
			.allowBlockingCallsInside("io.netty.handler.ssl.OpenSslServerSessionContext", "setSessionIdContext")
			.allowBlockingCallsInside("io.netty.handler.ssl.OpenSslSessionContext", "setTicketKeys")
			.allowBlockingCallsInside("io.netty.handler.ssl.ReferenceCountedOpenSslContext", "newEngine0")
			// Writes to the console.
			.allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders");
	}

	private static void found(BlockingMethod method) {
		BlockingOperationError error = new BlockingOperationError(method);
		StringWriter text = new StringWriter();
		error.printStackTrace(new PrintWriter(text));
		FOUND.add(Thread.currentThread().getName() + ": " + text);
		throw error;
	}

}
