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

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.NotSslRecordException;
import io.tlsboot.verify.TlsAlert;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a handshake as they pass, in both directions, for what the engines
 * do not tell: alerts in clear, whether the session is resumed, the group. It changes
 * nothing and leaves the pipeline when the handshake is done.
 */
final class RecordTap extends ChannelDuplexHandler {

	private final RecordReader inbound;

	private final RecordReader outbound;

	private final RecordReader server;

	RecordTap(boolean client) {
		this.inbound = new RecordReader(client ? RecordReader.MESSAGES : RecordReader.ALERTS);
		this.outbound = new RecordReader(client ? RecordReader.ALERTS : RecordReader.MESSAGES);
		this.server = client ? this.inbound : this.outbound;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) {
		if (msg instanceof ByteBuf buffer) {
			this.inbound.read(buffer);
			if (this.inbound.foreign() && this.server == this.inbound) {
				// Netty takes some plaintext for records of SSLv2 and waits for their
				// end.
				buffer.release();
				ctx.fireExceptionCaught(new NotSslRecordException("The peer sent what is no TLS record"));
				return;
			}
		}
		ctx.fireChannelRead(msg);
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
		if (msg instanceof ByteBuf buffer) {
			this.outbound.read(buffer);
		}
		ctx.write(msg, promise);
	}

	/**
	 * Return how many bytes the peer has sent.
	 */
	long bytesReceived() {
		return this.inbound.bytes();
	}

	/**
	 * Return how many bytes were sent to the peer.
	 */
	long bytesSent() {
		return this.outbound.bytes();
	}

	/**
	 * Return the last alert that the peer sent in clear.
	 */
	@Nullable TlsAlert alertReceived() {
		return TlsAlert.of(this.inbound.alert());
	}

	/**
	 * Return the last alert that was sent to the peer in clear.
	 */
	@Nullable TlsAlert alertSent() {
		return TlsAlert.of(this.outbound.alert());
	}

	/**
	 * Return whether there was a ServerHello.
	 */
	boolean serverHello() {
		return this.server.serverHello();
	}

	/**
	 * Return whether the ServerHello chose TLS 1.3.
	 */
	boolean tls13() {
		return this.server.tls13();
	}

	/**
	 * Return whether the ServerHello resumed a session.
	 */
	boolean resumed() {
		return this.server.resumed();
	}

	/**
	 * Return the group of the ServerHello's key share.
	 */
	@Nullable String namedGroup() {
		return NamedGroups.name(this.server.group());
	}

}
