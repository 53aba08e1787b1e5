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

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.tlsboot.verify.TlsAlert;

/**
 * Writes a fatal alert in clear, in the engine's place (RFC 8446, section 6).
 */
final class PlaintextAlert {

	private static final byte TYPE = 21;

	private static final byte FATAL = 2;

	private PlaintextAlert() {
	}

	/**
	 * Send an alert to a peer that was sent nothing yet.
	 * @param ctx the context of the handler that stands where the engine's does
	 * @param alert the alert
	 */
	static void send(ChannelHandlerContext ctx, TlsAlert alert) {
		ctx.writeAndFlush(Unpooled.wrappedBuffer(new byte[] { TYPE, 3, 3, 0, 2, FATAL, (byte) alert.code() }));
	}

}
