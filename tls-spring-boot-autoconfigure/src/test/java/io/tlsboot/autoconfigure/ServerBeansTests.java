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

import java.util.List;
import java.util.Set;

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.sni.SniContextResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which bean serves which server.
 */
class ServerBeansTests {

	private static final Set<String> SERVERS = Set.of("echo", "my-mail");

	@ParameterizedTest
	@CsvSource(nullValues = "-", delimiter = '|', textBlock = """
			# by convention
			echoSniContextResolver, other            | echo    | -      | echoSniContextResolver
			ECHOSniContextresolver                   | echo    | -      | ECHOSniContextresolver
			echo-sni-context-resolver                | echo    | -      | echo-sni-context-resolver
			myMailSniContextResolver, other          | my-mail | -      | myMailSniContextResolver
			my-mailSniContextResolver                | my-mail | -      | my-mailSniContextResolver
			# the only one
			other                                    | echo    | -      | other
			echo                                     | echo    | -      | echo
			other                                    | echo    | ''     | other
			# not another server's
			myMailSniContextResolver                 | echo    | -      | -
			myMailSniContextResolver, other          | echo    | -      | other
			-                                        | echo    | -      | -
			# by the property
			echoSniContextResolver, other            | echo    | other  | other
			myMailSniContextResolver                 | echo    | myMailSniContextResolver | myMailSniContextResolver
			my-other, myThird                        | echo    | MyOther | my-other
			echoSniContextResolver, other            | echo    | none   | -
			none                                     | echo    | none   | -
			""")
	void bean(@Nullable String beans, String server, @Nullable String named, @Nullable String expected) {
		assertThat(resolvers(beans).findName(server, named)).isEqualTo(expected);
	}

	@Test
	void beanItself() {
		assertThat(resolvers("other").find("echo", null)).isInstanceOf(SniContextResolver.class);
		assertThat(resolvers("other").find("echo", "none")).isNull();
	}

	@Test
	void severalBeansThatFit() {
		fails("one, two", null, "tls.servers.echo",
				"More than one SniContextResolver bean can be meant for it: 'one', 'two'.",
				"Set 'tls.servers.echo.sni-resolver' to the name of the one to use. Or call one "
						+ "'echoSniContextResolver', or use 'sni-resolver: none' for none.");
	}

	@Test
	void severalBeansOfTheName() {
		fails("echoSNIContextResolver, EchoSniContextResolver", null, "tls.servers.echo",
				"More than one SniContextResolver bean can be meant by 'echoSniContextResolver': "
						+ "'EchoSniContextResolver', 'echoSNIContextResolver'.",
				"Set 'tls.servers.echo.sni-resolver' to the name of the one to use.");
	}

	@Test
	void severalBeansOfTheNamedOne() {
		fails("my-one, myOne", "myone", "tls.servers.echo.sni-resolver",
				"More than one SniContextResolver bean can be meant by 'myone': 'my-one', 'myOne'.",
				"Set 'tls.servers.echo.sni-resolver' to the name of the one to use.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			one | is 'one'.
			| are none at all.
			""")
	void namedBeanThatIsNone(@Nullable String beans, String there) {
		fails(beans, "two", "tls.servers.echo.sni-resolver",
				"There is no SniContextResolver bean 'two'; there " + there,
				"Declare a bean 'two' of type io.tlsboot.sni.SniContextResolver, or set "
						+ "'tls.servers.echo.sni-resolver' to the name of another one, or use 'sni-resolver: none' for "
						+ "none.");
	}

	private static void fails(@Nullable String beans, @Nullable String named, String property, String problem,
			String action) {
		assertThatExceptionOfType(TlsConfigurationException.class)
			.isThrownBy(() -> resolvers(beans).findName("echo", named))
			.satisfies((ex) -> assertThat(List.of(ex.property(), ex.problem(), ex.action())).containsExactly(property,
					problem, action));
	}

	private static ServerBeans<SniContextResolver> resolvers(@Nullable String names) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		for (String name : (names != null) ? names.split(", ") : new String[0]) {
			beans.registerSingleton(name, new Resolver());
		}
		return new ServerBeans<>(new NamedBeans<>(beans, SniContextResolver.class), "sni-resolver",
				"sni-resolver: none", SERVERS);
	}

	private static final class Resolver implements SniContextResolver {

		@Override
		public Mono<SecureContextSpec> resolve(String serverName) {
			return Mono.empty();
		}

	}

}
