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

package io.tlsboot.benchmarks;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.TimeUnit;

import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.event.HandshakeFailedEvent;
import io.tlsboot.event.TlsEventPublisher;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

/**
 * Publishes that a handshake has failed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EventPublicationBenchmark {

	private final FailedHandshake failed = new FailedHandshake(Role.SERVER, "server", null,
			new InetSocketAddress("127.0.0.1", 1), new HandshakeFailure(HandshakeFailureReason.TIMEOUT, null, null,
					null, "host.example.com", "default", null, 1_000_000));

	private final AnnotationConfigApplicationContext silent = new AnnotationConfigApplicationContext();

	private final AnnotationConfigApplicationContext listening = new AnnotationConfigApplicationContext(Listener.class);

	private final TlsEventPublisher unheard;

	private final TlsEventPublisher heard;

	private final AtomicLong count;

	/**
	 * Create the publishers.
	 */
	public EventPublicationBenchmark() {
		this.silent.refresh();
		this.unheard = new TlsEventPublisher(this.silent);
		this.heard = new TlsEventPublisher(this.listening);
		this.count = this.listening.getBean(Listener.class).count;
	}

	/**
	 * Open what is used.
	 */
	@Setup
	public void open() {
		this.unheard.open();
		this.heard.open();
	}

	/**
	 * End its threads.
	 */
	@TearDown
	public void close() {
		this.unheard.close();
		this.heard.close();
	}

	/**
	 * Nobody listens.
	 */
	@Benchmark
	public void unheard() {
		this.unheard.handshakeFailed(this.failed);
	}

	/**
	 * A listener hears of it on another thread, which this one waits for.
	 */
	@Benchmark
	public void delivered() {
		long before = this.count.get();
		this.heard.handshakeFailed(this.failed);
		while (this.count.get() == before) {
			Thread.onSpinWait();
		}
	}

	/**
	 * Counts events.
	 */
	static final class Listener {

		private final AtomicLong count = new AtomicLong();

		@EventListener
		void on(HandshakeFailedEvent event) {
			this.count.incrementAndGet();
		}

	}

}
