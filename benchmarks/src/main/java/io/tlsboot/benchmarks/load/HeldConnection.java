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

package io.tlsboot.benchmarks.load;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * A connection that stays open and does one thing after the other. Lives on the event
 * loop.
 */
final class HeldConnection extends LoadHandler {

	private final BiConsumer<HeldConnection, ChannelHandlerContext> opened;

	private Consumer<ByteBuf> receiver = (nobody) -> {
	};

	private Runnable whenWritable = () -> {
	};

	HeldConnection(BiConsumer<HeldConnection, ChannelHandlerContext> opened, Consumer<Throwable> failure) {
		super(failure);
		this.opened = opened;
	}

	@Override
	void secured(ChannelHandlerContext context, boolean resumed) {
		this.opened.accept(this, context);
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, ByteBuf received) {
		this.receiver.accept(received);
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		this.whenWritable.run();
	}

	/**
	 * Send so many messages, each when the one before has come back.
	 */
	CompletableFuture<Void> echo(ChannelHandlerContext context, int size, int messages) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		int[] left = { messages, size };
		this.receiver = (received) -> {
			left[1] -= received.readableBytes();
			if (left[1] == 0) {
				left[1] = size;
				if (--left[0] > 0) {
					context.writeAndFlush(zeros(size));
				}
				else {
					done.complete(null);
				}
			}
		};
		context.writeAndFlush(zeros(size));
		return done;
	}

	/**
	 * Receive so many bytes, after so many were sent to ask for them.
	 */
	CompletableFuture<Void> receive(ChannelHandlerContext context, int requests, long bytes) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		long[] left = { bytes };
		this.receiver = (received) -> {
			left[0] -= received.readableBytes();
			if (left[0] == 0) {
				done.complete(null);
			}
		};
		if (requests > 0) {
			context.writeAndFlush(zeros(requests));
		}
		return done;
	}

	/**
	 * Send so many bytes as fast as they are taken, and receive so many.
	 */
	CompletableFuture<Void> send(ChannelHandlerContext context, int chunk, long bytes, int answers) {
		CompletableFuture<Void> done = receive(context, 0, answers);
		long[] left = { bytes };
		this.whenWritable = () -> {
			while (left[0] > 0 && context.channel().isWritable()) {
				left[0] -= chunk;
				context.write(zeros(chunk));
				if (left[0] == 0 || !context.channel().isWritable()) {
					context.flush();
				}
			}
		};
		this.whenWritable.run();
		return done;
	}

}
