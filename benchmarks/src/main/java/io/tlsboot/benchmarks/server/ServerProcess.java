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

package io.tlsboot.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import com.sun.management.ThreadMXBean;

/**
 * What a Java process with a server tells of itself, for each line it reads.
 */
public final class ServerProcess {

	/** What it prints when it listens. */
	public static final String LISTENS = "LISTENS";

	/** Asks what threads have allocated since the question before. */
	public static final String ALLOCATED = "ALLOCATED ";

	/** Asks how much of the heap is in use after a full collection. */
	public static final String HEAP = "HEAP ";

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int COLLECTIONS = 3;

	private Map<Long, Long> allocated = Map.of();

	private ServerProcess() {
	}

	/**
	 * Say that the server listens, answer until the input ends, and end the process.
	 * @throws IOException when the input cannot be read
	 */
	static void listens() throws IOException {
		System.out.println(LISTENS);
		new ServerProcess().answer();
		System.exit(0);
	}

	private void answer() throws IOException {
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				System.out.println(line.startsWith(HEAP.strip()) ? HEAP + heap() : ALLOCATED + allocated());
			}
		}
	}

	/**
	 * Cleaners give back native memory between collections.
	 */
	private static long heap() {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	/**
	 * Return the bytes of event loops, then of those threads that deliver events.
	 */
	private String allocated() {
		Map<Long, Long> now = new HashMap<>();
		long loops = allocated("reactor-", now) + allocated("vert.x-eventloop", now);
		long events = allocated("tls-events", now);
		this.allocated = now;
		return loops + " " + events;
	}

	private long allocated(String name, Map<Long, Long> now) {
		long sum = 0;
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (thread.getName().startsWith(name)) {
				long bytes = THREADS.getThreadAllocatedBytes(thread.getId());
				now.put(thread.getId(), bytes);
				sum += bytes - this.allocated.getOrDefault(thread.getId(), 0L);
			}
		}
		return sum;
	}

}
