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
import java.util.Locale;

import io.tlsboot.autoconfigure.TlsServerSessionProperties.TicketKeys;
import io.tlsboot.autoconfigure.TlsServerSessionProperties.TicketKeys.Source;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.context.TicketKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns the session properties of a server into a specification, finds the bean with its
 * ticket keys, or says what contradicts.
 */
class PropertiesTicketKeys {

	private final String server;

	private final TlsServerSessionProperties session;

	private final TicketKeys keys;

	private final ServerBeans<TicketKeySource> beans;

	PropertiesTicketKeys(String server, TlsServerSessionProperties session, ServerBeans<TicketKeySource> beans) {
		this.server = server;
		this.session = session;
		this.keys = session.getTicketKeys();
		this.beans = beans;
	}

	SessionSpec toSpec() {
		check();
		return new SessionSpec(this.session.getTimeout(), this.session.getCacheSize(), this.session.isTickets(),
				new TicketKeySpec(location(), this.keys.getRotateEvery()));
	}

	/**
	 * Return the bean that has the root keys.
	 * @return the bean, or {@code null} when they come from elsewhere
	 */
	@Nullable TicketKeySource bean() {
		Source source = this.keys.getSource();
		if (source == Source.GENERATED || source == Source.FILE || !this.session.isTickets()) {
			return null;
		}
		String name = this.beans.findName(this.server, named());
		if (name == null) {
			if (source == Source.BEAN) {
				throw failure("source", "There is no TicketKeySource bean for the server", "Declare a bean of type "
						+ TicketKeySource.class.getName() + ", or remove '" + property("source") + "'.");
			}
			return null;
		}
		if (this.keys.getRotateEvery() != null) {
			throw failure("rotate-every", "The TicketKeySource bean '" + name + "' has the keys and replaces them",
					"Remove '" + property("rotate-every") + "', or set '" + property("source") + "' to 'generated'.");
		}
		return this.beans.find(this.server, name);
	}

	private void check() {
		Source source = this.keys.getSource();
		if (source != null && !this.session.isTickets()) {
			throw failure("source", "There are no tickets, because '" + path("tickets") + "' is false",
					"Remove '" + property("source") + "' or '" + path("tickets") + "'.");
		}
		checkOnlyWith("location", location(), Source.FILE);
		checkOnlyWith("bean", named(), Source.BEAN);
		if (source == Source.FILE && location() == null) {
			throw failure("location", "'" + property("source") + "' is 'file', but no file is named",
					"Set '" + property("location") + "' to the file with the root keys, or remove '"
							+ property("source") + "'.");
		}
		if (NamedBeans.NONE.equals(named())) {
			throw failure("bean", "'" + property("source") + "' is 'bean', but no bean is wanted",
					"Set '" + property("source") + "' to 'generated', and remove '" + property("bean") + "'.");
		}
		Duration rotateEvery = this.keys.getRotateEvery();
		if (rotateEvery != null && (source == Source.FILE || source == Source.BEAN)) {
			throw failure("rotate-every",
					"Only generated keys are replaced by time, but '" + property("source") + "' is '" + written(source)
							+ "'",
					"Remove '" + property("rotate-every") + "', or set '" + property("source") + "' to 'generated'.");
		}
	}

	private void checkOnlyWith(String key, @Nullable String value, Source needed) {
		Source source = this.keys.getSource();
		if (value != null && source != needed) {
			throw failure(key,
					"It belongs to '" + property("source") + ": " + written(needed) + "', which is "
							+ ((source != null) ? "'" + written(source) + "'" : "not set"),
					"Set '" + property("source") + "' to '" + written(needed) + "', or remove '" + property(key)
							+ "'.");
		}
	}

	private @Nullable String location() {
		return PropertiesCredentials.text(this.keys.getLocation());
	}

	private @Nullable String named() {
		return PropertiesCredentials.text(this.keys.getBean());
	}

	private TlsConfigurationException failure(String key, String problem, String action) {
		return new TlsConfigurationException(property(key), problem + ".", action, null);
	}

	private String property(String key) {
		return path("ticket-keys." + key);
	}

	private String path(String key) {
		return "tls.servers." + this.server + ".session." + key;
	}

	private static String written(Source source) {
		return source.name().toLowerCase(Locale.ROOT);
	}

}
