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

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;

/**
 * Makes room for the tickets of TLS 1.3 in front of what a server sends first. BoringSSL
 * keeps them until then, and Netty gives it buffers of the size of what is sent: for an
 * answer of a byte it would take some twenty, with a call of the engine for each. Leaves
 * the pipeline with the first write.
 */
final class TicketRoom extends ChannelOutboundHandlerAdapter {

	/**
	 * In bytes, for the two tickets that BoringSSL sends, unless there is the chain of a
	 * client in them.
	 */
	private static final int ROOM = 1024;

	private final ByteBufAllocator allocator;

	private TicketRoom(ByteBufAllocator allocator) {
		this.allocator = allocator;
	}

	/**
	 * Take the place of the tap, or leave it empty. Called on the event loop.
	 * @param tap the tap, whose work is done
	 * @param pipeline the pipeline of its channel
	 * @param needed whether BoringSSL keeps tickets
	 */
	static void takePlace(RecordTap tap, ChannelPipeline pipeline, boolean needed) {
		if (!needed) {
			pipeline.remove(tap);
			return;
		}
		ByteBufAllocator allocator = pipeline.channel().alloc();
		pipeline.replace(tap, HandshakePipeline.TAP, new TicketRoom(allocator));
		pipeline.channel().config().setAllocator(new Roomy(allocator));
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
		ctx.channel().config().setAllocator(this.allocator);
		ctx.pipeline().remove(this);
		ctx.write(msg, promise);
	}

	/**
	 * Gives more room than is asked for.
	 */
	private static final class Roomy extends AbstractByteBufAllocator {

		private final ByteBufAllocator allocator;

		Roomy(ByteBufAllocator allocator) {
			super(true);
			this.allocator = allocator;
		}

		@Override
		protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
			return this.allocator.heapBuffer(initialCapacity, maxCapacity);
		}

		@Override
		protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
			return this.allocator.directBuffer(Math.max(initialCapacity, Math.min(ROOM, maxCapacity)), maxCapacity);
		}

		@Override
		public boolean isDirectBufferPooled() {
			return this.allocator.isDirectBufferPooled();
		}

	}

}
