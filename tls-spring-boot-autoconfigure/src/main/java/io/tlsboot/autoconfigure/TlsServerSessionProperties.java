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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Properties of session resumption at a server.
 */
public class TlsServerSessionProperties extends TlsSessionProperties {

	/**
	 * Whether to give sessions to clients as tickets.
	 */
	private boolean tickets = true;

	@NestedConfigurationProperty
	private final TicketKeys ticketKeys = new TicketKeys();

	public boolean isTickets() {
		return this.tickets;
	}

	public void setTickets(boolean tickets) {
		this.tickets = tickets;
	}

	public TicketKeys getTicketKeys() {
		return this.ticketKeys;
	}

	/**
	 * Properties of the root keys that tickets are encrypted with.
	 */
	public static class TicketKeys {

		/**
		 * Where the root keys come from. Defaults to 'bean' when a TicketKeySource bean
		 * fits the server, otherwise to 'generated'.
		 */
		private @Nullable Source source;

		/**
		 * File with root keys, one of 32 bytes or more in base64 a line, the one that
		 * encrypts first. Only with the source 'file'.
		 */
		private @Nullable String location;

		/**
		 * Time for which a root key encrypts. Only with the source 'generated'. Defaults
		 * to 12h.
		 */
		private @Nullable Duration rotateEvery;

		/**
		 * Name of the TicketKeySource bean. Only with the source 'bean'. Defaults to the
		 * bean that fits the server by its name, or that is the only one.
		 */
		private @Nullable String bean;

		public @Nullable Source getSource() {
			return this.source;
		}

		public void setSource(@Nullable Source source) {
			this.source = source;
		}

		public @Nullable String getLocation() {
			return this.location;
		}

		public void setLocation(@Nullable String location) {
			this.location = location;
		}

		public @Nullable Duration getRotateEvery() {
			return this.rotateEvery;
		}

		public void setRotateEvery(@Nullable Duration rotateEvery) {
			this.rotateEvery = rotateEvery;
		}

		public @Nullable String getBean() {
			return this.bean;
		}

		public void setBean(@Nullable String bean) {
			this.bean = bean;
		}

		/**
		 * Where root keys come from.
		 */
		public enum Source {

			/** Made at random, known to this process only, replaced as time goes by. */
			GENERATED,

			/** Read from a file that several processes may share. */
			FILE,

			/** A bean of the application has them. */
			BEAN

		}

	}

}
