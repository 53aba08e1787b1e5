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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a client says first (RFC 8446, section 4.1.2), as far as a server chooses by it.
 *
 * @param serverName the host name it asks for as sent (RFC 6066), or {@code null}
 * @param applicationProtocols the protocols it offers (RFC 7301), empty when it offers
 * none
 */
public record ClientHello(@Nullable String serverName, List<String> applicationProtocols) {

	static final ClientHello UNREADABLE = new ClientHello(null, List.of());

	private static final int SERVER_NAME = 0;

	private static final int ALPN = 16;

	/**
	 * Read the body of a ClientHello message. A hello that is not well formed yields what
	 * was read so far; the engine will refuse it.
	 * @param hello the message without its header; its indexes do not change
	 * @return what it says
	 */
	public static ClientHello read(ByteBuf hello) {
		ByteBuf in = hello.slice();
		String serverName = null;
		List<String> protocols = List.of();
		try {
			in.skipBytes(2 + 32);
			in.skipBytes(in.readUnsignedByte());
			in.skipBytes(in.readUnsignedShort());
			in.skipBytes(in.readUnsignedByte());
			if (!in.isReadable()) {
				return UNREADABLE;
			}
			ByteBuf extensions = in.readSlice(in.readUnsignedShort());
			while (extensions.isReadable()) {
				int type = extensions.readUnsignedShort();
				ByteBuf body = extensions.readSlice(extensions.readUnsignedShort());
				if (type == SERVER_NAME) {
					serverName = serverName(body);
				}
				else if (type == ALPN) {
					protocols = protocols(body);
				}
			}
		}
		catch (IndexOutOfBoundsException ex) {
			return new ClientHello(serverName, protocols);
		}
		return new ClientHello(serverName, protocols);
	}

	private static @Nullable String serverName(ByteBuf body) {
		ByteBuf names = body.readSlice(body.readUnsignedShort());
		while (names.isReadable()) {
			int type = names.readUnsignedByte();
			ByteBuf name = names.readSlice(names.readUnsignedShort());
			if (type == 0) {
				return name.toString(StandardCharsets.ISO_8859_1);
			}
		}
		return null;
	}

	private static List<String> protocols(ByteBuf body) {
		ByteBuf names = body.readSlice(body.readUnsignedShort());
		List<String> protocols = new ArrayList<>(4);
		while (names.isReadable()) {
			protocols.add(names.readSlice(names.readUnsignedByte()).toString(StandardCharsets.ISO_8859_1));
		}
		return List.copyOf(protocols);
	}

}
