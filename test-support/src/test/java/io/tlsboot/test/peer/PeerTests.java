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

package io.tlsboot.test.peer;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

import io.tlsboot.test.Await;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PeerTests {

	@Test
	void talksAndEnds() {
		try (Peer peer = Program.require("cat").start(List.of())) {
			peer.write("one 1\n").awaitOutput("one").awaitBytes(6);
			assertThat(peer.awaitOutput(Pattern.compile("one (\\d)")).group(1)).isEqualTo("1");
			assertThat(peer.isAlive()).isTrue();
			assertThat(peer.closeInput().awaitEnd()).isEqualTo(new Program.Result(0, "one 1\n"));
		}
	}

	@Test
	void closeEndsTheProcess() {
		Peer peer = Program.require("cat").start(List.of());
		long pid = peer.pid();
		peer.close();
		assertThat(peer.isAlive()).isFalse();
		assertThat(ProcessHandle.of(pid)).isNotPresent();
	}

	@Test
	void endedProgramFailsTheWaitAtOnceWithItsOutput() {
		try (Peer peer = Program.require("sh").start(List.of("-c", "echo what came; exit 3"))) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> peer.awaitOutput("what did not come"))
				.withMessageContaining("did not say 'what did not come'")
				.withMessageContaining("ended with status 3")
				.withMessageContaining("what came");
		}
	}

	@Test
	void interruptEndsTheProcess() throws Exception {
		try (Peer peer = Program.require("cat").start(List.of())) {
			CountDownLatch caught = new CountDownLatch(1);
			Thread waiter = new Thread(() -> {
				try {
					peer.awaitOutput("never");
				}
				catch (AssertionError ex) {
					caught.countDown();
				}
			});
			waiter.start();
			waiter.interrupt();
			Await.latch("the wait ended", caught);
			Await.until("the process ended", () -> !peer.isAlive());
			waiter.join();
		}
	}

	@Test
	void interruptedRunEndsTheProcess() throws Exception {
		CountDownLatch caught = new CountDownLatch(1);
		Thread runner = new Thread(() -> {
			try {
				Program.require("sh").run("-c", "exec tail -f /dev/null");
			}
			catch (IllegalStateException ex) {
				caught.countDown();
			}
		});
		runner.start();
		Await.until("the process runs", () -> children("tail") == 1);
		runner.interrupt();
		Await.latch("the run ended", caught);
		Await.until("the process ended", () -> children("tail") == 0);
		runner.join();
	}

	private static long children(String name) {
		return ProcessHandle.current()
			.children()
			.filter((child) -> child.info().command().orElse("").endsWith(name))
			.count();
	}

}
