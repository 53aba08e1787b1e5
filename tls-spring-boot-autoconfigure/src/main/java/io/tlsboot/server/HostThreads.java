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

package io.tlsboot.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Does something with each host of a server at its start, on as many threads as there are
 * processors. They live no longer than that, and have the context class loader of the
 * caller, unlike those of the common pool: by it, resources of the class path are found.
 */
final class HostThreads {

	/** So few are done sooner by one. */
	private static final int SHARE = 16;

	private HostThreads() {
	}

	/**
	 * Do it and wait for the end.
	 * @param hosts the hosts
	 * @param action what to do; throws nothing
	 */
	static <T> void forEach(List<T> hosts, Consumer<T> action) {
		AtomicInteger next = new AtomicInteger();
		Runnable work = () -> {
			for (int i = next.getAndIncrement(); i < hosts.size(); i = next.getAndIncrement()) {
				action.accept(hosts.get(i));
			}
		};
		int helpers = Math.min(Runtime.getRuntime().availableProcessors(), hosts.size() / SHARE) - 1;
		ThreadFactory factory = new NamedThreads("tls-hosts");
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < helpers; i++) {
			Thread thread = factory.newThread(work);
			thread.start();
			threads.add(thread);
		}
		work.run();
		for (Thread thread : threads) {
			join(thread);
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("The start of the server was interrupted", ex);
		}
	}

}
