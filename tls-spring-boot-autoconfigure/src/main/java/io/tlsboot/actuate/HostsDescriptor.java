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

package io.tlsboot.actuate;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import io.tlsboot.server.ContextInfo;
import io.tlsboot.server.ServerContextsInfo;
import io.tlsboot.server.TlsServer;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of host names, a part of them at a time.
 *
 * @param total how many there are
 * @param unknownServerName what becomes of clients that ask for another name
 * @param resolver whether the application finds contexts of further names
 * @param matching how many were asked for
 * @param nextOffset where the next part begins, or {@code null} when this is the last
 * @param contexts the contexts of this part, by name
 */
public record HostsDescriptor(int total, String unknownServerName, boolean resolver, int matching,
		@Nullable Integer nextOffset, List<ContextDescriptor> contexts) {

	static HostsDescriptor of(TlsServer server, ServerContextsInfo contexts, Page page, Instant now) {
		List<ContextInfo> matching = contexts.hosts()
			.stream()
			.filter((host) -> host.spec().name().contains(page.text()))
			.sorted(Comparator.comparing((ContextInfo host) -> host.spec().name()))
			.toList();
		int begin = Math.min(page.offset(), matching.size());
		int end = Math.min(begin + page.limit(), matching.size());
		return new HostsDescriptor(contexts.hosts().size(), Names.of(server.spec().sni().unknownServerName()),
				contexts.resolver(), matching.size(), (end < matching.size()) ? end : null,
				matching.subList(begin, end).stream().map((host) -> ContextDescriptor.of(host, now)).toList());
	}

	/**
	 * Which part is asked for.
	 *
	 * @param text what the names of hosts contain
	 * @param offset how many to leave out
	 * @param limit how many to show at most
	 */
	record Page(String text, int offset, int limit) {

		private static final int USUAL = 10;

		private static final int MOST = 100;

		static Page of(@Nullable String text, @Nullable Integer offset, @Nullable Integer limit) {
			return new Page((text != null) ? text.toLowerCase(Locale.ROOT) : "",
					(offset != null) ? Math.max(0, offset) : 0,
					(limit != null) ? Math.min(Math.max(1, limit), MOST) : USUAL);
		}

	}

}
