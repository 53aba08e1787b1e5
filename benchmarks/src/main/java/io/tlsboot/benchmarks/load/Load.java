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

package io.tlsboot.benchmarks.load;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

/**
 * The load: does what lines say that it reads, one after the other, and checks that
 * handshakes are as wanted. After a failure it is not to be used again.
 */
public final class Load {

	/** What it prints before the nanoseconds that something took. */
	public static final String DONE = "DONE ";

	/** What it prints before the reason when something failed. */
	public static final String FAILED = "FAILED ";

	private static final long PATIENCE_MINUTES = 3;

	private final Dialler dialler;

	private final HeldConnections held;

	private Load(Path key, Path certificate) throws SSLException {
		this.dialler = new Dialler(key, certificate);
		this.held = new HeldConnections(this.dialler);
	}

	/**
	 * Run until the input ends.
	 * @param args files with the key and the certificate of those who present one
	 * @throws Exception when the input cannot be read
	 */
	public static void main(String[] args) throws Exception {
		Load load = new Load(Path.of(args[0]), Path.of(args[1]));
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				System.out.println(load.run(LoadOrder.of(line)));
			}
		}
		Runtime.getRuntime().halt(0);
	}

	private String run(LoadOrder order) throws InterruptedException {
		long start = System.nanoTime();
		try {
			CompletableFuture<Object> done = new CompletableFuture<>();
			this.dialler.execute(() -> start(order).whenComplete((value, failure) -> {
				if (failure != null) {
					done.completeExceptionally(failure);
				}
				else {
					done.complete("");
				}
			}));
			done.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
			return DONE + (System.nanoTime() - start);
		}
		catch (ExecutionException ex) {
			ex.printStackTrace();
			return FAILED + ex.getCause();
		}
		catch (TimeoutException ex) {
			return FAILED + "nothing more came for " + order;
		}
	}

	private CompletableFuture<?> start(LoadOrder order) {
		return switch (order.kind()) {
			case HANDSHAKES -> new HandshakeRun(this.dialler, order).start();
			case OPEN -> this.held.open(order);
			case ECHO, RECEIVE, SEND -> this.held.use(order);
			case CLOSE -> this.held.close();
		};
	}

}
