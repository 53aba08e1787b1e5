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

package io.tlsboot.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

/**
 * Knows every host: it is this machine. Or knows none, ever.
 */
final class Loopback extends AddressResolverGroup<InetSocketAddress> {

	private final List<String> addresses;

	private Loopback(String... addresses) {
		this.addresses = List.of(addresses);
	}

	/**
	 * Let each host have some addresses of this machine.
	 */
	static TlsClientCustomizer addresses(String... addresses) {
		Loopback resolver = new Loopback(addresses);
		return (spec, client) -> client.resolver(resolver);
	}

	/**
	 * Never answer.
	 */
	static TlsClientCustomizer silent() {
		return addresses();
	}

	@Override
	protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
		return new InetNameResolver(executor) {

			@Override
			protected void doResolve(String host, Promise<InetAddress> promise) {
				if (!Loopback.this.addresses.isEmpty()) {
					promise.setSuccess(all().get(0));
				}
			}

			@Override
			protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
				if (!Loopback.this.addresses.isEmpty()) {
					promise.setSuccess(all());
				}
			}

		}.asAddressResolver();
	}

	private List<InetAddress> all() {
		return this.addresses.stream().map(Loopback::address).toList();
	}

	private static InetAddress address(String literal) {
		try {
			return InetAddress.getByName(literal);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
