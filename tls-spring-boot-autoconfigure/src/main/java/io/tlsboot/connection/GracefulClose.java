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

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends a connection so that the peer gets all that was sent: flush, close_notify, end of
 * our side, a little time for the peer to end its own, close. To close a socket while the
 * peer still sends would reset it and destroy what the peer has not read yet. Lives on
 * the event loop.
 */
final class GracefulClose {

	/** How long a peer may take to read anything of what is still to be sent. */
	private static final long STALL_MILLIS = 10_000;

	/** How long a peer may take to end its side. */
	private static final long LINGER_MILLIS = 2_000;

	private final Channel channel;

	private final Supplier<ChannelFuture> lastWord;

	private boolean begun;

	private boolean lingering;

	private boolean inputEnded;

	/**
	 * Create one for a connection without TLS, or with an engine that is told what to do.
	 * @param channel the channel
	 * @param lastWord writes the last there is to say, behind all that was written before
	 */
	GracefulClose(Channel channel, Supplier<ChannelFuture> lastWord) {
		this.channel = channel;
		this.lastWord = lastWord;
	}

	/**
	 * Create one for a secure connection, whose last word is close_notify.
	 */
	static GracefulClose of(Channel channel, SslHandler sslHandler) {
		sslHandler.setCloseNotifyFlushTimeoutMillis(STALL_MILLIS);
		return new GracefulClose(channel, sslHandler::closeOutbound);
	}

	boolean begun() {
		return this.begun;
	}

	/**
	 * Begin to close, unless it was begun already.
	 */
	void begin() {
		if (this.begun) {
			return;
		}
		this.begun = true;
		if (!this.channel.isActive()) {
			this.channel.close();
			return;
		}
		this.channel.flush();
		ChannelFuture sent = this.lastWord.get();
		sent.addListener((future) -> lastWordSent());
		if (!sent.isDone()) {
			watchProgress(sent, pending());
		}
	}

	/**
	 * The peer has ended its side.
	 */
	void inputEnded() {
		this.inputEnded = true;
		if (this.lingering) {
			this.channel.close();
		}
	}

	private void lastWordSent() {
		if (this.inputEnded || !this.channel.isActive() || !(this.channel instanceof DuplexChannel duplex)) {
			this.channel.close();
			return;
		}
		this.lingering = true;
		duplex.shutdownOutput();
		this.channel.config().setAutoRead(true);
		Future<?> limit = this.channel.eventLoop()
			.schedule((Runnable) this.channel::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
		this.channel.closeFuture().addListener((future) -> limit.cancel(false));
	}

	/**
	 * Give up on a peer that reads nothing for too long.
	 */
	private void watchProgress(ChannelFuture sent, long before) {
		this.channel.eventLoop().schedule(() -> {
			if (sent.isDone()) {
				return;
			}
			long now = pending();
			if (now >= before) {
				this.channel.unsafe().close(this.channel.voidPromise());
			}
			else {
				watchProgress(sent, now);
			}
		}, STALL_MILLIS, TimeUnit.MILLISECONDS);
	}

	private long pending() {
		ChannelOutboundBuffer buffer = this.channel.unsafe().outboundBuffer();
		return (buffer != null) ? buffer.totalPendingWriteBytes() : 0;
	}

}
