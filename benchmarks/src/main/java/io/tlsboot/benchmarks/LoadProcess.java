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

import java.io.File;
import java.io.IOException;
import java.util.List;

import io.tlsboot.benchmarks.load.Load;
import io.tlsboot.benchmarks.load.LoadOrder;
import org.jspecify.annotations.Nullable;

/**
 * The process that makes the load, begun again after each failure.
 */
final class LoadProcess implements AutoCloseable {

	private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC",
			"-Dio.netty.handler.ssl.openssl.sessionCacheClient=true");

	private final int processor;

	private final List<String> arguments;

	private final File log;

	private @Nullable ChildProcess process;

	LoadProcess(int processor, HostCertificates certificates, File log) {
		this.processor = processor;
		this.arguments = List.of(certificates.directory().resolve("client.key").toString(),
				certificates.directory().resolve("client.pem").toString());
		this.log = log;
	}

	/**
	 * Do something and wait until it is done.
	 * @return how many seconds it took
	 * @throws IOException with the reason, when it fails
	 */
	double run(LoadOrder order) throws IOException {
		ChildProcess running = this.process;
		if (running == null) {
			running = ChildProcess.java(this.processor, Load.class, JVM, this.arguments, this.log);
			this.process = running;
		}
		running.send(order.line());
		String answer = running.await("");
		if (!answer.startsWith(Load.DONE)) {
			close();
			throw new IOException(answer);
		}
		return Long.parseLong(answer.substring(Load.DONE.length())) / 1e9;
	}

	@Override
	public void close() {
		if (this.process != null) {
			this.process.close();
			this.process = null;
		}
	}

}
