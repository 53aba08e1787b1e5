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

package io.tlsboot.connection;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Where the buffers of connections come from.
 */
public enum ChannelAllocator {

	/** The pool of Netty, which takes the least processor time for large records. */
	POOLED {
		@Override
		public ByteBufAllocator allocator() {
			return PooledByteBufAllocator.DEFAULT;
		}
	},

	/** What Netty chooses for all channels, or {@code io.netty.allocator.type} names. */
	NETTY {
		@Override
		public ByteBufAllocator allocator() {
			return ByteBufAllocator.DEFAULT;
		}
	};

	/**
	 * Return the allocator.
	 * @return the one that all channels of this kind share
	 */
	public abstract ByteBufAllocator allocator();

}
