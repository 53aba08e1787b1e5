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

package io.tlsboot.reload;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.tlsboot.context.ProbeContext;
import io.tlsboot.context.SecureContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.tcp.TcpResources;

/**
 * A handshake of a server with itself over its own socket: only what it presents there is
 * in use, whatever the log says (security rule R28).
 */
public final class WireProof {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final InetSocketAddress server;

	private final Consumer<InetSocketAddress> announcement;

	private final Runnable end;

	/**
	 * Prepare to connect.
	 * @param server where the server listens
	 * @param announcement is told from which address the connection will come, before it
	 * does
	 * @param end is run when the connection has ended
	 */
	public WireProof(InetSocketAddress server, Consumer<InetSocketAddress> announcement, Runnable end) {
		this.server = reachable(server);
		this.announcement = announcement;
		this.end = end;
	}

	/**
	 * Connect and look. Blocks for ten seconds at most.
	 * @param context the context that is to be seen
	 * @param serverName the name to ask for, or {@code null} for none
	 * @throws ReloadRefusedException when it is not seen
	 */
	public void see(SecureContext context, @Nullable String serverName) {
		try (ProbeContext probe = ProbeContext.of(context)) {
			Throwable failure = null;
			try {
				Mono.<Void>create((sink) -> connect(probe, serverName, sink)).block(TIMEOUT);
			}
			catch (RuntimeException ex) {
				failure = ex;
			}
			finally {
				this.end.run();
			}
			if (probe.presented() == null && failure != null) {
				throw new ReloadRefusedException(
						"The server did not present its certificate when it connected to " + "itself at " + this.server
								+ " (" + failure.getMessage() + ")",
						"Let it reach its own port, or set 'reload.self-check: false'.");
			}
			Rehearsal.check(context, probe.presented(), "when the server connected to itself");
		}
	}

	private void connect(ProbeContext probe, @Nullable String serverName, MonoSink<Void> sink) {
		EventLoopGroup loops = TcpResources.get().onClient(false);
		Channel channel = new Bootstrap().group(loops)
			.channel(NioSocketChannel.class)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) TIMEOUT.toMillis())
			.handler(new ChannelInitializer<Channel>() {
				@Override
				protected void initChannel(Channel created) {
					SslHandler handler = probe.newHandler(created.alloc(), serverName);
					handler.setHandshakeTimeoutMillis(TIMEOUT.toMillis());
					created.pipeline().addLast(handler);
					handler.handshakeFuture().addListener((done) -> {
						created.close();
						if (done.isSuccess()) {
							sink.success();
						}
						else {
							sink.error(done.cause());
						}
					});
				}
			})
			.register()
			.channel();
		sink.onCancel(channel::close);
		channel.bind(new InetSocketAddress(this.server.getAddress(), 0)).addListener((bound) -> {
			if (bound.isSuccess()) {
				this.announcement.accept((InetSocketAddress) channel.localAddress());
				channel.connect(this.server).addListener((connected) -> fail(connected, channel, sink));
			}
			fail(bound, channel, sink);
		});
	}

	private static void fail(Future<?> done, Channel channel, MonoSink<Void> sink) {
		if (!done.isSuccess()) {
			channel.close();
			sink.error(done.cause());
		}
	}

	/**
	 * A server on all interfaces is reached by the loopback one.
	 */
	private static InetSocketAddress reachable(InetSocketAddress server) {
		return server.getAddress().isAnyLocalAddress()
				? new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()) : server;
	}

}
