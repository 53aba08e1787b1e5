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

package io.tlsboot.handshake;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.util.concurrent.EventExecutor;

/**
 * Runs the tasks of one engine off the event loop and knows, on the event loop, whether
 * the engine still has to hear of one that is done.
 */
final class EngineTasks implements Executor {

	private final Executor executor;

	private final EventExecutor eventLoop;

	private final Runnable idle;

	private int running;

	private final AtomicInteger executing = new AtomicInteger();

	private volatile boolean refused;

	/**
	 * Create an executor for one engine.
	 * @param executor runs the tasks
	 * @param eventLoop the event loop of the connection
	 * @param idle is called on the event loop when the engine has gone on after its tasks
	 */
	EngineTasks(Executor executor, EventExecutor eventLoop, Runnable idle) {
		this.executor = executor;
		this.eventLoop = eventLoop;
		this.idle = idle;
	}

	/**
	 * Run a task. Called on the event loop.
	 */
	@Override
	public void execute(Runnable task) {
		this.executor.execute(() -> {
			this.executing.incrementAndGet();
			try {
				if (!this.refused) {
					// At its end the handler of the engine goes on, by a turn of the
					// event loop.
					task.run();
				}
			}
			finally {
				this.executing.decrementAndGet();
				this.eventLoop.execute(this::done);
			}
		});
		this.running++;
	}

	/**
	 * Return whether a task waits or runs, or the engine has not heard yet of its end.
	 */
	boolean busy() {
		return this.running > 0;
	}

	/**
	 * Begin no task any more, not even one that waits.
	 * @return whether one runs at the moment, so that the engine would have to be waited
	 * for
	 */
	boolean refuse() {
		this.refused = true;
		return this.executing.get() > 0;
	}

	private void done() {
		this.running--;
		if (this.running == 0) {
			this.idle.run();
		}
	}

}
