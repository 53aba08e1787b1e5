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

package io.tlsboot.benchmarks.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What each server is told, whatever it is made with.
 *
 * @param key PEM file of the private key
 * @param certificate PEM file of the certificate
 * @param clientCa PEM file of who issues certificates of clients, who must have one;
 * {@code null} to ask clients for none
 * @param port where to listen
 * @param behaviour what to do with a connection
 */
public record ServerSettings(Path key, Path certificate, @Nullable Path clientCa, int port, Behaviour behaviour) {

	/**
	 * What a server does with a connection.
	 */
	public enum Behaviour {

		/** Send back what it receives. */
		ECHO,

		/** Send a mebibyte for each byte it receives. */
		SOURCE,

		/** Send a byte for each mebibyte it receives. */
		SINK;

		/**
		 * Return the name for programs.
		 * @return the name in lower case
		 */
		public String text() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Return them as the arguments of a program.
	 * @return the arguments
	 */
	public List<String> arguments() {
		List<String> arguments = new ArrayList<>(List.of(this.key.toString(), this.certificate.toString(),
				Integer.toString(this.port), this.behaviour.text()));
		if (this.clientCa != null) {
			arguments.add(this.clientCa.toString());
		}
		return arguments;
	}

	/**
	 * Read the arguments of a program.
	 * @param arguments the arguments, from a certain one on
	 * @return what they say
	 */
	public static ServerSettings of(List<String> arguments) {
		return new ServerSettings(Path.of(arguments.get(0)), Path.of(arguments.get(1)),
				(arguments.size() > 4) ? Path.of(arguments.get(4)) : null, Integer.parseInt(arguments.get(2)),
				Behaviour.valueOf(arguments.get(3).toUpperCase(Locale.ROOT)));
	}

}
