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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tlsboot.material.MaterialLoader;
import io.tlsboot.verify.PeerVerifier;
import io.tlsboot.verify.Purpose;
import io.tlsboot.verify.TrustPolicy;
import io.tlsboot.verify.Verdict;
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
 * Judges the chain of a client whose certificate a trusted authority has issued.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init")
public class VerdictBenchmark {

	private TrustPolicy policy;

	private PeerVerifier verifier;

	private byte[] encoded;

	private CertificateFactory factory;

	/**
	 * Make the certificates.
	 * @throws IOException when they cannot be written
	 * @throws CertificateException when they cannot be read
	 */
	@Setup
	public void make() throws IOException, CertificateException {
		HostCertificates certificates = new HostCertificates(Files.createTempDirectory("benchmark")).makeOthers();
		MaterialLoader loader = new MaterialLoader(new DefaultResourceLoader());
		this.factory = CertificateFactory.getInstance("X.509");
		this.policy = new TrustPolicy(List.of(certificate(Files.readAllBytes(certificates.clientCa()))), List.of(),
				Purpose.CLIENT, false);
		this.encoded = loader.identity(certificates.identity("client")).chain().get(0).getEncoded();
		this.verifier = new PeerVerifier(this.policy, Clock.systemUTC());
	}

	/**
	 * A chain that this verifier has never seen.
	 * @return the verdict
	 * @throws CertificateException never
	 */
	@Benchmark
	public Verdict first() throws CertificateException {
		return new PeerVerifier(this.policy, Clock.systemUTC()).judge(presented());
	}

	/**
	 * A chain that has been judged, as it comes in another handshake.
	 * @return the verdict
	 * @throws CertificateException never
	 */
	@Benchmark
	public Verdict again() throws CertificateException {
		return this.verifier.judge(presented());
	}

	/**
	 * What it takes to read the certificate, which is a part of both.
	 * @return the certificate
	 * @throws CertificateException never
	 */
	@Benchmark
	public List<X509Certificate> presented() throws CertificateException {
		return List.of(certificate(this.encoded));
	}

	private X509Certificate certificate(byte[] bytes) throws CertificateException {
		return (X509Certificate) this.factory.generateCertificate(new ByteArrayInputStream(bytes));
	}

}
