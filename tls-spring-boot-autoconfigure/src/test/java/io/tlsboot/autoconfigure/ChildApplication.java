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

package io.tlsboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.pki.TestPki;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application with an echo server in a process of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ChildApplication {

	private static final Pattern LISTENING = Pattern
		.compile("TLS server 'echo' listens on 127\\.0\\.0\\.1, port (\\d+), with ([^\\n]+)");

	public static void main(String[] args) {
		SpringApplication.run(ChildApplication.class, args);
	}

	@Bean
	SecureConnectionHandler echo() {
		return (connection) -> connection.send(connection.receive().retain());
	}

	/**
	 * Start the process.
	 * @param jvm options of the JVM
	 * @param properties properties of the application beyond those of a working server
	 */
	static Peer start(List<String> jvm, String... properties) {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-cp",
				System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1"));
		command.addAll(jvm);
		command.add(ChildApplication.class.getName());
		Stream
			.concat(Stream.of("spring.main.banner-mode=off", "tls.servers.echo.port=0",
					"tls.servers.echo.host=127.0.0.1", "tls.servers.echo.key=" + TestPki.server().keyFile(),
					"tls.servers.echo.cert=" + TestPki.server().certFile()), Stream.of(properties))
			.forEach((property) -> command.add("--" + property));
		return Program.require("env").start(command);
	}

	static int awaitPort(Peer process) {
		return Integer.parseInt(process.awaitOutput(LISTENING).group(1));
	}

	static String awaitEngine(Peer process) {
		return process.awaitOutput(LISTENING).group(2);
	}

}
