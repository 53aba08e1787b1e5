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
import java.time.Clock;
import java.util.concurrent.TimeUnit;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.metrics.TlsMetrics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the metrics of one handshake cost by themselves, with Prometheus and its
 * histogram: a connection is accepted, its handshake fails.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 20, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class HandshakeMetricsBenchmark {

	private static final String SERVER = "server";

	private final TlsMetrics metrics = new TlsMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
			TlsMetrics.DEFAULT_MAX_CONTEXTS, Clock.systemUTC());

	private final FailedHandshake failed = new FailedHandshake(Role.SERVER, SERVER, null,
			new InetSocketAddress("127.0.0.1", 1), new HandshakeFailure(HandshakeFailureReason.TIMEOUT, null, null,
					null, "host.example.com", "default", null, 1_000_000));

	/**
	 * Record one.
	 */
	@Benchmark
	public void record() {
		this.metrics.accepted(Role.SERVER, SERVER);
		this.metrics.handshakeFailed(this.failed);
	}

}
