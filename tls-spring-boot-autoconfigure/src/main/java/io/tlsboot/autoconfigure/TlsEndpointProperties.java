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

import io.tlsboot.context.TlsProvider;
import io.tlsboot.dialect.StartTlsDialect;
import org.jspecify.annotations.Nullable;

/**
 * Properties that servers and clients have in common.
 */
public abstract class TlsEndpointProperties extends TlsContextProperties {

	/**
	 * TLS engine. Defaults to 'tls.provider'.
	 */
	private @Nullable TlsProvider provider;

	/**
	 * Whether connections begin in plaintext and become secure by STARTTLS.
	 */
	private boolean startTls;

	/**
	 * Protocol that leads the plaintext part of connections up to STARTTLS.
	 */
	private @Nullable StartTlsDialect startTlsDialect;

	/**
	 * Name of the StartTlsDialogue bean that leads the plaintext part of connections.
	 * Defaults to the name of the server or client followed by 'StartTlsDialogue'.
	 */
	private @Nullable String startTlsDialogue;

	/**
	 * Time that each line or message of the plaintext part may take. Defaults to one
	 * minute.
	 */
	private @Nullable Duration plaintextTimeout;

	/**
	 * Time from accept to the end of the handshake.
	 */
	private Duration handshakeTimeout = Duration.ofSeconds(10);

	public @Nullable TlsProvider getProvider() {
		return this.provider;
	}

	public void setProvider(@Nullable TlsProvider provider) {
		this.provider = provider;
	}

	public boolean isStartTls() {
		return this.startTls;
	}

	public void setStartTls(boolean startTls) {
		this.startTls = startTls;
	}

	public @Nullable StartTlsDialect getStartTlsDialect() {
		return this.startTlsDialect;
	}

	public void setStartTlsDialect(@Nullable StartTlsDialect startTlsDialect) {
		this.startTlsDialect = startTlsDialect;
	}

	public @Nullable String getStartTlsDialogue() {
		return this.startTlsDialogue;
	}

	public void setStartTlsDialogue(@Nullable String startTlsDialogue) {
		this.startTlsDialogue = startTlsDialogue;
	}

	public @Nullable Duration getPlaintextTimeout() {
		return this.plaintextTimeout;
	}

	public void setPlaintextTimeout(@Nullable Duration plaintextTimeout) {
		this.plaintextTimeout = plaintextTimeout;
	}

	public Duration getHandshakeTimeout() {
		return this.handshakeTimeout;
	}

	public void setHandshakeTimeout(Duration handshakeTimeout) {
		this.handshakeTimeout = handshakeTimeout;
	}

	/**
	 * Return the properties of session resumption that servers and clients have in
	 * common.
	 * @return the properties
	 */
	public abstract TlsSessionProperties getSession();

	/**
	 * Return the properties of reload that servers and clients have in common.
	 * @return the properties
	 */
	public abstract TlsReloadProperties getReload();

}
