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
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.benchmarks.server.ServerProcess;
import io.tlsboot.benchmarks.server.ServerSettings;

/**
 * A server in a JVM.
 *
 * @param name the name in options and tables
 * @param main the class to start
 * @param classPath what it needs
 * @param first arguments before the settings
 * @param http whether it answers requests of HTTP
 */
record JvmPeer(String name, Class<?> main, String classPath, List<String> first, boolean http) implements Peer {

	private static final long PATIENCE_SECONDS = 120;

	@Override
	public boolean java() {
		return true;
	}

	@Override
	public ChildProcess start(ServerSettings settings, Placement placement) throws IOException {
		List<String> options = new ArrayList<>(List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC",
				"-Dreactor.netty.ioWorkerCount=" + placement.loops(), "-Dlogging.threshold.console=warn"));
		options.addAll(placement.jvm());
		List<String> arguments = new ArrayList<>(this.first);
		arguments.addAll(settings.arguments());
		ChildProcess process = ChildProcess.java(placement.processor(), this.main, this.classPath, options, arguments,
				placement.log());
		try {
			process.await(ServerProcess.LISTENS, PATIENCE_SECONDS);
			return process;
		}
		catch (IOException ex) {
			process.close();
			throw ex;
		}
	}

}
