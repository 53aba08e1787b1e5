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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelFuture;

/**
 * All connections that stay open. Lives on the event loop.
 */
final class HeldConnections {

	private static final int UNIT = 1024 * 1024;

	private static final int CHUNK = 16 * 1024;

	private final Map<HeldConnection, ChannelHandlerContext> connections = new LinkedHashMap<>();

	private final Dialler dialler;

	HeldConnections(Dialler dialler) {
		this.dialler = dialler;
	}

	/**
	 * Open more, a few at a time.
	 */
	CompletableFuture<?> open(LoadOrder order) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		int wanted = this.connections.size() + order.count();
		int[] next = new int[1];
		for (int i = Math.min(order.connections(), order.count()); i > 0; i--) {
			open(order, next, wanted, done);
		}
		return done;
	}

	private void open(LoadOrder order, int[] next, int wanted, CompletableFuture<Void> done) {
		this.dialler.open(order, next[0]++, new HeldConnection((connection, context) -> {
			this.connections.put(connection, context);
			if (this.connections.size() == wanted) {
				done.complete(null);
			}
			else if (next[0] < order.count()) {
				open(order, next, wanted, done);
			}
		}, done::completeExceptionally));
	}

	/**
	 * Do something on all of them, in equal parts.
	 */
	CompletableFuture<?> use(LoadOrder order) {
		int part = order.count() / this.connections.size();
		long bytes = (long) part * UNIT;
		List<CompletableFuture<?>> all = new ArrayList<>();
		this.connections.forEach((connection, context) -> all.add(switch (order.kind()) {
			case ECHO -> connection.echo(context, order.size(), part);
			case RECEIVE -> connection.receive(context, part, bytes);
			case SEND -> connection.send(context, CHUNK, bytes, part);
			default -> throw new IllegalArgumentException(order.toString());
		}));
		return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]));
	}

	CompletableFuture<?> close() {
		List<CompletableFuture<?>> all = new ArrayList<>();
		this.connections.values().forEach((context) -> {
			CompletableFuture<Void> closed = new CompletableFuture<>();
			context.channel().closeFuture().addListener((ChannelFuture end) -> closed.complete(null));
			context.close();
			all.add(closed);
		});
		this.connections.clear();
		return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]));
	}

}
