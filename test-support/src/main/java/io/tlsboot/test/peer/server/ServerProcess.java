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

package io.tlsboot.test.peer.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The processes of a server and their directory. The server is asked to end by a signal
 * to one process; what has not ended a little later is forced to. No server outlives the
 * JVM.
 */
final class ServerProcess implements AutoCloseable {

	private static final Duration GRACE = Duration.ofSeconds(5);

	private static final int ANSWER_MILLIS = 5000;

	private final ServerDirectory directory;

	private final Peer peer;

	private String signal = "TERM";

	private LongSupplier main;

	private boolean closed;

	private ServerProcess(ServerDirectory directory, Peer peer) {
		this.directory = directory;
		this.peer = peer;
		this.main = peer::pid;
	}

	static ServerProcess start(ServerDirectory directory, Program program, List<String> arguments) {
		ServerProcess started = new ServerProcess(directory, program.start(arguments));
		Runtime.getRuntime().addShutdownHook(new Thread(started::close));
		return started;
	}

	/**
	 * Set how the server is asked to end: a signal's name without SIG.
	 */
	ServerProcess endBy(String signal) {
		this.signal = signal;
		return this;
	}

	/**
	 * Set which process is asked to end, if it is not the first one.
	 */
	ServerProcess main(LongSupplier pid) {
		this.main = pid;
		return this;
	}

	/**
	 * Wait until the server answers, or end it when that fails.
	 */
	<S> S ready(Supplier<S> awaited) {
		try {
			return awaited.get();
		}
		catch (RuntimeException | Error ex) {
			close();
			throw ex;
		}
	}

	Path directory() {
		return this.directory.path();
	}

	Peer peer() {
		return this.peer;
	}

	/**
	 * Wait until a port is open and the server says something.
	 */
	void awaitGreeting(int port, String greeting) {
		Await.until("a server on " + port, () -> {
			if (!this.peer.isAlive()) {
				throw new AssertionError("The server has ended:\n" + this.peer.output());
			}
			return greets(port, greeting);
		});
	}

	private static boolean greets(int port, String greeting) {
		try (Socket socket = new Socket()) {
			socket.setSoTimeout(ANSWER_MILLIS);
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
			InputStream in = socket.getInputStream();
			byte[] expected = greeting.getBytes(StandardCharsets.US_ASCII);
			return Arrays.equals(in.readNBytes(expected.length), expected);
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		List<ProcessHandle> children = ProcessHandle.of(this.peer.pid())
			.map((handle) -> handle.descendants().toList())
			.orElse(List.of());
		try {
			if (this.peer.isAlive()) {
				Program.require("kill").run("-" + this.signal, Long.toString(this.main.getAsLong()));
			}
			Await.await()
				.atMost(GRACE)
				.until(() -> !this.peer.isAlive() && children.stream().noneMatch(ServerProcess::runs));
		}
		catch (ConditionTimeoutException ex) {
			// They are forced.
		}
		finally {
			children.forEach(ProcessHandle::destroyForcibly);
			this.peer.close();
			this.directory.close();
		}
	}

	/**
	 * One that has ended and nobody has asked how has no command any more.
	 */
	static boolean runs(ProcessHandle process) {
		return process.isAlive() && process.info().command().isPresent();
	}

}
