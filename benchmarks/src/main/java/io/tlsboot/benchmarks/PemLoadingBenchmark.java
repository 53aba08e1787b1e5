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

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

import io.tlsboot.material.Identity;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialLoader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Reads a private key and its certificate from two PEM files, with all checks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init")
public class PemLoadingBenchmark {

	private final MaterialLoader loader = new MaterialLoader(new DefaultResourceLoader());

	private IdentitySource ecdsa;

	private IdentitySource rsa;

	/**
	 * Make the files.
	 * @throws IOException when they cannot be written
	 */
	@Setup
	public void make() throws IOException {
		HostCertificates certificates = new HostCertificates(Files.createTempDirectory("benchmark")).make(1)
			.makeOthers();
		this.ecdsa = certificates.identity(0);
		this.rsa = certificates.identity("rsa");
	}

	/**
	 * A key on P-256.
	 * @return what was read
	 */
	@Benchmark
	public Identity ecdsa() {
		return this.loader.identity(this.ecdsa);
	}

	/**
	 * An RSA key of 2048 bits.
	 * @return what was read
	 */
	@Benchmark
	public Identity rsa() {
		return this.loader.identity(this.rsa);
	}

}
