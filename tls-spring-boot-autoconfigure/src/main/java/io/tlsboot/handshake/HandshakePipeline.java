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
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundInvoker;
import io.netty.channel.ChannelPipeline;
import io.tlsboot.verify.TlsAlert;
import org.jspecify.annotations.Nullable;

/**
 * The names and the order of the handlers of a handshake, and what is said through them.
 */
final class HandshakePipeline {

	static final String TAP = "tls.tap";

	static final String OUTCOME = "tls.outcome";

	private HandshakePipeline() {
	}

	/**
	 * Put the handlers in place that watch: tap, hold, outcome.
	 * @param behind the name of the handler to stand behind, or {@code null} to be first
	 */
	static void watch(Channel channel, @Nullable String behind, ChannelHandler tap, CloseNotifyHold hold,
			OutcomeHandler outcome) {
		ChannelPipeline pipeline = channel.pipeline();
		if (behind != null) {
			pipeline.addAfter(behind, TAP, tap);
		}
		else {
			pipeline.addFirst(TAP, tap);
		}
		pipeline.addAfter(TAP, CloseNotifyHold.NAME, hold);
		pipeline.addAfter(CloseNotifyHold.NAME, OUTCOME, outcome);
	}

	/**
	 * Put the engine's handler, or the one that gives it its place later, between those
	 * that watch. On a channel that is active already a client begins with it.
	 */
	static void engine(Channel channel, ChannelHandler engine) {
		channel.pipeline().addAfter(CloseNotifyHold.NAME, HandshakeWatch.SSL_HANDLER, engine);
	}

	/**
	 * Give the handlers what has come already, and let more come. Those before them have
	 * seen it.
	 * @param behind the name of the handler before them, or {@code null}
	 * @param received what has come; it is released
	 */
	static void replay(Channel channel, @Nullable String behind, ByteBuf received) {
		if (!received.isReadable()) {
			received.release();
			channel.read();
			return;
		}
		ChannelHandlerContext before = (behind != null) ? channel.pipeline().context(behind) : null;
		ChannelInboundInvoker from = (before != null) ? before : channel.pipeline();
		from.fireChannelRead(received);
		from.fireChannelReadComplete();
	}

	/**
	 * JSSE tells of a failure before its alert is written: write it, so that the tap sees
	 * it.
	 */
	static void flushAlert(Channel channel) {
		ChannelHandlerContext outcome = channel.pipeline().context(OUTCOME);
		if (outcome != null && channel.isActive()) {
			outcome.flush();
		}
	}

	/**
	 * BoringSSL under Netty drops its alert when it finds nothing in common with the
	 * client after one of its tasks ran on another thread. When nothing at all was sent
	 * yet, we can still say it in its place.
	 */
	static void sendLostAlert(Channel channel, TlsAlert alert) {
		ChannelHandlerContext engine = channel.pipeline().context(HandshakeWatch.SSL_HANDLER);
		if (engine != null) {
			PlaintextAlert.send(engine, alert);
		}
	}

}
