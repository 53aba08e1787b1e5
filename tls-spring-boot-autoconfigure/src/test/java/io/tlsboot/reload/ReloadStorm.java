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

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.reload.ContextReload.Outcome;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;

/**
 * A process whose server renews its contexts again and again while sockets of the JDK
 * connect to it, each time anew and with sessions of before. It tells in one line what
 * came of it.
 */
public final class ReloadStorm {

	/** After how many reloads the process says how far it is. */
	static final int STEP = 50;

	private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

	private final List<TestCertificate> certificates = List.of(certificate("one"), certificate("two"));

	private final LiveFiles files;

	private final RunningServer server;

	private final AtomicLong connections = new AtomicLong();

	private final AtomicReference<Throwable> failure = new AtomicReference<>();

	private volatile boolean done;

	private int reloads;

	private ReloadStorm(TlsProvider provider, Path directory) {
		this.files = new LiveFiles(directory).identity(this.certificates.get(0)).trust(TestPki.ca());
		this.server = RunningServer.with(provider)
			.context((context) -> context.identities(List.of(this.files.identity())))
			.sni("host.example.com", (context) -> context.identities(List.of(this.files.identity())))
			.start();
	}

	private static TestCertificate certificate(String name) {
		return TestCertificate.builder(name)
			.issuer(TestPki.ca())
			.serverAuth()
			.dns("localhost", "host.example.com")
			.build();
	}

	/**
	 * Run the storm.
	 * @param args the engine, how many reloads come before memory is looked at and how
	 * many after
	 */
	public static void main(String[] args) throws Exception {
		ReloadStorm storm = new ReloadStorm(TlsProvider.valueOf(args[0]), Files.createTempDirectory("storm"));
		List<Thread> clients = new ArrayList<>();
		for (boolean fresh : new boolean[] { true, false }) {
			Thread client = new Thread(() -> storm.connect(fresh));
			client.start();
			clients.add(client);
		}
		storm.reload(Integer.parseInt(args[1]));
		long before = residentKiB();
		storm.reload(Integer.parseInt(args[2]));
		long after = residentKiB();
		storm.done = true;
		for (Thread client : clients) {
			client.join();
		}
		long resumed = storm.server.recorder()
			.secured()
			.stream()
			.filter((connection) -> connection.sessionReused())
			.count();
		System.out.printf("storm connections=%d resumed=%d refused=%d failure=%s before=%d after=%d%n",
				storm.connections.get(), resumed, storm.server.recorder().failures().size(), storm.failure.get(),
				before, after);
		storm.server.close();
		System.exit(0);
	}

	static Peer start(TlsProvider provider, int before, int after) {
		return Program.require("env")
			.start(List.of(System.getProperty("java.home") + "/bin/java", "-cp", System.getProperty("java.class.path"),
					"-XX:+UseSerialGC", "-Xms160m", "-Xmx160m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1",
					"-Dio.netty.allocator.type=unpooled", "-Dio.netty.leakDetection.level=disabled",
					ReloadStorm.class.getName(), provider.name(), String.valueOf(before), String.valueOf(after)));
	}

	private void reload(int count) {
		for (int i = 0; i < count && this.failure.get() == null; i++) {
			if (this.reloads % STEP == 0) {
				System.out.println("reload " + this.reloads);
			}
			this.reloads++;
			this.files.identity(this.certificates.get(this.reloads % 2));
			List<ContextReload> reloads = this.server.server().reload().block(Await.LIMIT);
			if (reloads == null || reloads.size() != 2
					|| !reloads.stream().allMatch((reload) -> reload.outcome() == Outcome.RELOADED)) {
				this.failure.set(new IllegalStateException(String.valueOf(reloads)));
			}
		}
	}

	private void connect(boolean fresh) {
		try {
			SSLContext context = context();
			while (!this.done) {
				if (fresh) {
					context = context();
				}
				echo(context);
			}
		}
		catch (Throwable ex) {
			this.failure.compareAndSet(null, ex);
		}
	}

	private void echo(SSLContext context) throws IOException {
		try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), this.server.port())) {
			socket.setSoTimeout(30_000);
			socket.getOutputStream().write(HELLO);
			byte[] answer = socket.getInputStream().readNBytes(HELLO.length);
			if (answer.length != HELLO.length) {
				throw new IOException("cut off");
			}
			this.connections.incrementAndGet();
		}
	}

	private static SSLContext context() throws Exception {
		TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
		trust.init(TestPki.ca().keyStore("password"));
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

	private static long residentKiB() throws IOException {
		System.gc();
		return Files.readAllLines(Path.of("/proc/self/status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.findFirst()
			.orElseThrow();
	}

}
