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

package io.tlsboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.netty.channel.ChannelOption;
import io.tlsboot.client.TlsClientCustomizer;
import io.tlsboot.connection.ChannelAllocator;
import io.tlsboot.server.TlsServerCustomizer;

/**
 * Sets the allocator of channels where the properties name another than servers and
 * clients have by themselves. The user's customizers come after it.
 */
final class AllocatorCustomizers {

	private AllocatorCustomizers() {
	}

	static List<TlsServerCustomizer> servers(ChannelAllocator allocator, List<TlsServerCustomizer> others) {
		List<TlsServerCustomizer> all = new ArrayList<>();
		if (allocator != ChannelAllocator.POOLED) {
			all.add((spec, server) -> server.childOption(ChannelOption.ALLOCATOR, allocator.allocator()));
		}
		all.addAll(others);
		return List.copyOf(all);
	}

	static List<TlsClientCustomizer> clients(ChannelAllocator allocator, List<TlsClientCustomizer> others) {
		List<TlsClientCustomizer> all = new ArrayList<>();
		if (allocator != ChannelAllocator.POOLED) {
			all.add((spec, client) -> client.option(ChannelOption.ALLOCATOR, allocator.allocator()));
		}
		all.addAll(others);
		return List.copyOf(all);
	}

}
