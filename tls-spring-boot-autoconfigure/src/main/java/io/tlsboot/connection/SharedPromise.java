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

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * The promise of all writes of one send: tells of each, and is done itself when the send
 * is over.
 */
final class SharedPromise extends DefaultChannelPromise {

	private final BatchedSubscriber writer;

	SharedPromise(Channel channel, BatchedSubscriber writer) {
		super(channel);
		this.writer = writer;
	}

	/**
	 * The send is over.
	 * @param failure why it failed, or {@code null}
	 */
	void over(@Nullable Throwable failure) {
		if (failure != null) {
			super.tryFailure(failure);
		}
		else {
			super.trySuccess(null);
		}
	}

	@Override
	public ChannelPromise setSuccess() {
		return setSuccess(null);
	}

	@Override
	public ChannelPromise setSuccess(@Nullable Void result) {
		this.writer.written(null);
		return this;
	}

	@Override
	public boolean trySuccess() {
		return trySuccess(null);
	}

	@Override
	public boolean trySuccess(@Nullable Void result) {
		this.writer.written(null);
		return true;
	}

	@Override
	public ChannelPromise setFailure(Throwable cause) {
		this.writer.written(cause);
		return this;
	}

	@Override
	public boolean tryFailure(Throwable cause) {
		this.writer.written(cause);
		return true;
	}

}
