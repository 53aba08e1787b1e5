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

package io.tlsboot.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Mailbox}, on an executor that runs what it is told to.
 */
class MailboxTests {

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private final List<String> log = new ArrayList<>();

	private final Mailbox mailbox = new Mailbox(this.tasks::add);

	@Test
	void nothingIsDeliveredBeforeItIsOpen() {
		add("a");
		assertThat(this.tasks).isEmpty();
		this.mailbox.open();
		runTasks();
		assertThat(this.log).containsExactly("a");
	}

	@Test
	void deliveriesKeepTheirOrderAndOneTaskRunsThem() {
		this.mailbox.open();
		add("a");
		add("b");
		assertThat(this.tasks).hasSize(1);
		runTasks();
		add("c");
		runTasks();
		assertThat(this.log).containsExactly("a", "b", "c");
	}

	@Test
	void aDeliveryThatIsAddedByAnotherComesAfterIt() {
		this.mailbox.open();
		this.mailbox.add(() -> {
			add("b");
			this.log.add("a");
		});
		runTasks();
		assertThat(this.log).containsExactly("a", "b");
	}

	@Test
	void aDeliveryThatFailsDoesNotStopTheNext() {
		this.mailbox.open();
		this.mailbox.add(() -> {
			throw new LinkageError("on purpose");
		});
		add("a");
		runTasks();
		add("b");
		runTasks();
		assertThat(this.log).containsExactly("a", "b");
	}

	@Test
	void itFinishesWhenItHasEndedAndAllIsDelivered() {
		this.mailbox.onFinish(() -> this.log.add("finished"));
		add("a");
		this.mailbox.end();
		assertThat(this.log).isEmpty();
		this.mailbox.open();
		assertThat(this.log).isEmpty();
		runTasks();
		assertThat(this.log).containsExactly("a", "finished");
		this.mailbox.onFinish(() -> this.log.add("at once"));
		assertThat(this.log).endsWith("at once");
	}

	@Test
	void itFinishesOnceWhenNothingIsLeftToDeliver() {
		this.mailbox.onFinish(() -> this.log.add("finished"));
		this.mailbox.open();
		add("a");
		runTasks();
		assertThat(this.log).containsExactly("a");
		this.mailbox.end();
		this.mailbox.end();
		assertThat(this.log).containsExactly("a", "finished");
	}

	private void add(String name) {
		this.mailbox.add(() -> this.log.add(name));
	}

	private void runTasks() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

}
