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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TicketKeyRing;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.context.TicketKeySpec;
import io.tlsboot.handshake.AlpnSelector;
import io.tlsboot.server.TlsServerChoices;
import io.tlsboot.sni.SniContextResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Where ticket keys come from, and which beans choose.
 */
class TicketKeyPropertiesTests {

	private static final TicketKeyRing RING = TicketKeyRing.of(List.of(new byte[32]));

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private TlsServerProperties server = new TlsServerProperties();

	@Test
	void generatedByDefault() {
		assertThat(session()).isEqualTo(SessionSpec.DEFAULTS);
		assertThat(choices()).isEqualTo(TlsServerChoices.NONE);
	}

	@Test
	void generatedAndRotated() {
		server("rotate-every: 2h");
		assertThat(session().ticketKeys()).isEqualTo(new TicketKeySpec(null, Duration.ofHours(2)));
		server("source: generated, rotate-every: 3h");
		assertThat(session().ticketKeys()).isEqualTo(new TicketKeySpec(null, Duration.ofHours(3)));
	}

	@Test
	void file() {
		bean("keys");
		server("source: file, location: file:keys.txt");
		assertThat(session().ticketKeys()).isEqualTo(new TicketKeySpec("file:keys.txt", null));
		assertThat(choices().ticketKeys()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "source: bean", "source: bean, bean: keys" })
	void beanOfTheServer(String keys) {
		TicketKeySource bean = keys.contains("bean:") ? bean("keys") : bean("echoTicketKeySource");
		bean("mailTicketKeySource");
		server(keys);
		assertThat(session().ticketKeys()).isEqualTo(TicketKeySpec.GENERATED);
		assertThat(choices().ticketKeys()).isSameAs(bean);
	}

	@Test
	void onlyBean() {
		TicketKeySource bean = bean("keys");
		assertThat(choices().ticketKeys()).isSameAs(bean);
		server("source: generated");
		assertThat(choices().ticketKeys()).isNull();
	}

	@Test
	void beanOfAnotherServer() {
		bean("mailTicketKeySource");
		assertThat(choices().ticketKeys()).isNull();
	}

	@Test
	void withoutTicketsNoBeanIsAsked() {
		bean("keys");
		this.server.getSession().setTickets(false);
		assertThat(session().tickets()).isFalse();
		assertThat(choices().ticketKeys()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			source: file | location | 'P.source' is 'file', but no file is named.
			location: keys.txt | location | It belongs to 'P.source: file', which is not set.
			source: generated, location: a | location | It belongs to 'P.source: file', which is 'generated'.
			source: bean, location: a | location | It belongs to 'P.source: file', which is 'bean'.
			bean: keys | bean | It belongs to 'P.source: bean', which is not set.
			source: file, bean: keys, location: a | bean | It belongs to 'P.source: bean', which is 'file'.
			source: bean, bean: none | bean | 'P.source' is 'bean', but no bean is wanted.
			""")
	void contradiction(String keys, String property, String problem) {
		server(keys);
		fails(property, problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "file, location: a", "bean" })
	void rotationOfKeysThatAreNotGenerated(String source) {
		server("rotate-every: 1h, source: " + source);
		fails("rotate-every", "Only generated keys are replaced by time, but 'P.source' is '"
				+ source.replace(", location: a", "") + "'.");
	}

	@Test
	void rotationOfABean() {
		bean("keys");
		server("rotate-every: 1h");
		fails("rotate-every", "The TicketKeySource bean 'keys' has the keys and replaces them.");
	}

	@Test
	void sourceWithoutTickets() {
		this.server.getSession().setTickets(false);
		server("source: file, location: a");
		fails("source", "There are no tickets, because 'tls.servers.echo.session.tickets' is false.");
	}

	@Test
	void noBeanAtAll() {
		server("source: bean");
		fails("source", "There is no TicketKeySource bean for the server.");
	}

	@Test
	void beansOfEachKind() {
		SniContextResolver resolver = (name) -> Mono.empty();
		AlpnSelector selector = (context, name, offered) -> null;
		this.beans.registerSingleton("names", resolver);
		this.beans.registerSingleton("echoAlpnSelector", selector);
		TicketKeySource keys = bean("keys");
		assertThat(choices()).isEqualTo(new TlsServerChoices(resolver, selector, keys));
		this.server.setSniResolver("none");
		this.server.setAlpnSelector("none");
		server("source: generated");
		this.server.setSniResolver("none");
		this.server.setAlpnSelector("none");
		assertThat(choices()).isEqualTo(TlsServerChoices.NONE);
	}

	private TicketKeySource bean(String name) {
		TicketKeySource bean = () -> RING;
		this.beans.registerSingleton(name, bean);
		return bean;
	}

	private void server(String keys) {
		Map<String, String> map = new HashMap<>();
		for (String key : StringUtils.commaDelimitedListToStringArray(keys)) {
			map.put("session.ticket-keys." + key.trim().split(": ")[0], key.trim().split(": ")[1]);
		}
		boolean tickets = this.server.getSession().isTickets();
		this.server = new Binder(new MapConfigurationPropertySource(map)).bindOrCreate("", TlsServerProperties.class);
		this.server.getSession().setTickets(tickets);
	}

	private void fails(String key, String problem) {
		String prefix = "tls.servers.echo.session.ticket-keys";
		assertThatExceptionOfType(TlsConfigurationException.class).isThrownBy(() -> {
			session();
			choices();
		}).satisfies((ex) -> {
			assertThat(ex.property()).isEqualTo(prefix + "." + key);
			assertThat(ex.problem()).isEqualTo(problem.replace("P.", prefix + "."));
			assertThat(ex.action()).contains("'" + prefix + ".");
		});
	}

	private SessionSpec session() {
		return serverChoices().session("echo", this.server);
	}

	private TlsServerChoices choices() {
		return serverChoices().find("echo", this.server);
	}

	private ServerChoices serverChoices() {
		return new ServerChoices(this.beans, Set.of("echo", "mail"));
	}

}
