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

import io.tlsboot.benchmarks.server.ServerSettings;

/**
 * A kind of server that is measured.
 */
interface Peer {

	/**
	 * Return the name in options and tables.
	 */
	String name();

	/**
	 * Return whether it can be started on this machine.
	 */
	default boolean present() {
		return true;
	}

	/**
	 * Return whether it answers requests of HTTP and does nothing else.
	 */
	boolean http();

	/**
	 * Return whether it is a JVM that answers questions.
	 */
	boolean java();

	/**
	 * Start it and wait until it listens.
	 * @param settings what it is told
	 * @param placement where and how it runs
	 */
	ChildProcess start(ServerSettings settings, Placement placement) throws IOException;

	/**
	 * Return whether it serves several connections at the same time.
	 */
	default boolean concurrent() {
		return true;
	}

	/**
	 * Return whether it can do what is asked.
	 */
	default boolean does(ServerSettings.Behaviour behaviour) {
		return !http() || behaviour == ServerSettings.Behaviour.ECHO;
	}

	/**
	 * Where and how a server runs.
	 *
	 * @param processor the only processor, or {@link ChildProcess#ANYWHERE}
	 * @param loops how many event loops, where it can be told
	 * @param jvm further flags of a JVM
	 * @param log where its error output goes
	 */
	record Placement(int processor, int loops, List<String> jvm, File log) {
	}

}
