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

import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLEngine;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.AbstractEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.tlsboot.context.SecureContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the tasks of the engine of a server that asks for certificates run: off the event
 * loop, but on it when they only recall what is known. Netty's handler asks an executor
 * each time whether it is on that executor's thread already, and then runs the tasks
 * itself; this one answers by what the engine has to do.
 */
final class PeerTasks extends AbstractEventExecutor {

	private final SecureContext context;

	private final EventExecutor eventLoop;

	private final EngineTasks tasks;

	private @Nullable SSLEngine engine;

	private PeerTasks(SecureContext context, EventExecutor eventLoop, EngineTasks tasks) {
		this.context = context;
		this.eventLoop = eventLoop;
		this.tasks = tasks;
	}

	/**
	 * Make the handler of a connection. Called on its event loop.
	 * @param context asks for certificates
	 * @param channel the channel
	 * @param tasks runs what takes time
	 * @return the handler
	 */
	static SslHandler handler(SecureContext context, Channel channel, EngineTasks tasks) {
		if (!context.engine().isOpenSsl()) {
			return context.newHandler(channel.alloc(), tasks);
		}
		PeerTasks executor = new PeerTasks(context, channel.eventLoop(), tasks);
		SslHandler handler = context.newHandler(channel.alloc(), executor);
		executor.engine = handler.engine();
		return handler;
	}

	@Override
	public boolean inEventLoop(Thread thread) {
		// It asks when no task of the engine is under way: the end of the last one it has
		// heard of by a turn of the event loop, which may be before we have.
		return this.engine != null && this.eventLoop.inEventLoop(thread) && this.context.recall().isBrief(this.engine);
	}

	@Override
	public void execute(Runnable task) {
		this.tasks.execute(task);
	}

	@Override
	public boolean isShuttingDown() {
		return this.eventLoop.isShuttingDown();
	}

	@Override
	public boolean isShutdown() {
		return this.eventLoop.isShutdown();
	}

	@Override
	public boolean isTerminated() {
		return this.eventLoop.isTerminated();
	}

	@Override
	public Future<?> terminationFuture() {
		return this.eventLoop.terminationFuture();
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
		return this.eventLoop.awaitTermination(timeout, unit);
	}

	@Override
	public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
		throw new UnsupportedOperationException("It has no thread of its own");
	}

	@Override
	@Deprecated
	public void shutdown() {
		throw new UnsupportedOperationException("It has no thread of its own");
	}

}
