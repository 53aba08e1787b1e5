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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tlsboot.connection.SecureConnectionHandler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;

/**
 * This project's server: an application with the starter and one server in its
 * properties.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class OursServer {

	private static final String SERVER = "load";

	/**
	 * Start it.
	 * @param args the name of the variant, then the settings
	 * @throws IOException when the input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		OursVariant variant = OursVariant.of(args[0]);
		ServerSettings settings = ServerSettings.of(Arrays.asList(args).subList(1, args.length));
		SpringApplication application = new SpringApplication(OursServer.class);
		application.addInitializers((context) -> variant.register((GenericApplicationContext) context));
		application.run(properties(variant, settings).toArray(new String[0]));
		ServerProcess.listens();
	}

	private static List<String> properties(OursVariant variant, ServerSettings settings) {
		String server = "--tls.servers." + SERVER;
		List<String> properties = new ArrayList<>(variant.properties(server));
		properties.add("--behaviour=" + settings.behaviour());
		properties.add(server + ".port=" + settings.port());
		properties.add(server + ".key=file:" + settings.key());
		properties.add(server + ".cert=file:" + settings.certificate());
		if (settings.clientCa() != null) {
			properties.add(server + ".ca=file:" + settings.clientCa());
			properties.add(server + ".request-cert=true");
			properties.add(server + ".reject-unauthorized=true");
		}
		return properties;
	}

	@Bean(SERVER)
	SecureConnectionHandler handler(@Value("${behaviour}") ServerSettings.Behaviour behaviour) {
		return (connection) -> connection.send(Payload.answer(behaviour, connection.receive()));
	}

}
