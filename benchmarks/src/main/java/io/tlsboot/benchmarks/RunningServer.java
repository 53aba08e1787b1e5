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

package io.tlsboot.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.tlsboot.benchmarks.load.LoadOrder;
import io.tlsboot.benchmarks.server.ServerProcess;

/**
 * A server that is being measured.
 *
 * @param peer what it is
 * @param port where it listens
 * @param process the process
 */
record RunningServer(Peer peer, int port, ChildProcess process) implements AutoCloseable {

	/**
	 * Take what the process takes while the load does something.
	 * @param load the load
	 * @param order what it does
	 * @param operations how many operations that is
	 */
	Took take(LoadProcess load, LoadOrder order, double operations) throws IOException {
		allocated();
		Map<String, Long> before = this.process.cpuNanos();
		double seconds = load.run(order);
		Map<String, Long> after = this.process.cpuNanos();
		sayWhoEnded(before, after);
		String[] words = allocated().split(" ");
		return new Took(nanos(before, after, "") / operations, nanos(before, after, "tls-events") / operations,
				Double.parseDouble(words[0]) / operations, Double.parseDouble(words[1]) / operations,
				operations / seconds);
	}

	/**
	 * Linux no longer tells what threads took that have ended.
	 */
	private void sayWhoEnded(Map<String, Long> before, Map<String, Long> after) {
		List<String> ended = before.keySet().stream().filter((thread) -> !after.containsKey(thread)).toList();
		if (!ended.isEmpty()) {
			System.out.println(this.peer.name() + ": not all was counted, threads ended: " + ended);
		}
	}

	/**
	 * Return the nanoseconds of all threads with a certain name between two looks.
	 */
	static double nanos(Map<String, Long> before, Map<String, Long> after, String name) {
		return after.entrySet()
			.stream()
			.filter((thread) -> thread.getKey().contains(name))
			.mapToDouble((thread) -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
			.sum();
	}

	/**
	 * Return the bytes of the heap in use after it was cleared up; 0 for what is no JVM.
	 */
	double heap() throws IOException {
		return Double.parseDouble(ask(ServerProcess.HEAP, "0"));
	}

	private String allocated() throws IOException {
		return ask(ServerProcess.ALLOCATED, "0 0");
	}

	private String ask(String question, String otherwise) throws IOException {
		if (!this.peer.java()) {
			return otherwise;
		}
		this.process.send(question);
		return this.process.await(question);
	}

	@Override
	public void close() {
		this.process.close();
	}

	/**
	 * What one operation took.
	 *
	 * @param nanos of processor time
	 * @param eventNanos those of threads that deliver events
	 * @param loopBytes allocated by event loops
	 * @param eventBytes allocated by threads that deliver events
	 * @param rate operations in a second
	 */
	record Took(double nanos, double eventNanos, double loopBytes, double eventBytes, double rate) {
	}

}
