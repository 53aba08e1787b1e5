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
import io.tlsboot.lifetime.OnVerdictChange;
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

	/**
	 * What becomes of open connections whose peer is no longer authorized, because what
	 * is trusted or revoked has changed or something has expired.
	 */
	private OnVerdictChange onVerdictChange = OnVerdictChange.EVENT;

	/**
	 * Time that connections whose peer is no longer authorized have to end by themselves
	 * before they are closed. Defaults to 5 seconds.
	 */
	private @Nullable Duration verdictChangeGrace;

	/**
	 * Time after which connections are asked to end. By default they may become of any
	 * age.
	 */
	private @Nullable Duration maxConnectionAge;

	/**
	 * Part of 'max-connection-age', from 0 to below 1, by which the age of each
	 * connection is longer or shorter at random. Defaults to 0.1.
	 */
	private @Nullable Double maxConnectionAgeJitter;

	/**
	 * Time that connections that are too old have to end by themselves before they are
	 * closed. Defaults to 30 seconds.
	 */
	private @Nullable Duration maxConnectionAgeGrace;

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

	public OnVerdictChange getOnVerdictChange() {
		return this.onVerdictChange;
	}

	public void setOnVerdictChange(OnVerdictChange onVerdictChange) {
		this.onVerdictChange = onVerdictChange;
	}

	public @Nullable Duration getVerdictChangeGrace() {
		return this.verdictChangeGrace;
	}

	public void setVerdictChangeGrace(@Nullable Duration verdictChangeGrace) {
		this.verdictChangeGrace = verdictChangeGrace;
	}

	public @Nullable Duration getMaxConnectionAge() {
		return this.maxConnectionAge;
	}

	public void setMaxConnectionAge(@Nullable Duration maxConnectionAge) {
		this.maxConnectionAge = maxConnectionAge;
	}

	public @Nullable Double getMaxConnectionAgeJitter() {
		return this.maxConnectionAgeJitter;
	}

	public void setMaxConnectionAgeJitter(@Nullable Double maxConnectionAgeJitter) {
		this.maxConnectionAgeJitter = maxConnectionAgeJitter;
	}

	public @Nullable Duration getMaxConnectionAgeGrace() {
		return this.maxConnectionAgeGrace;
	}

	public void setMaxConnectionAgeGrace(@Nullable Duration maxConnectionAgeGrace) {
		this.maxConnectionAgeGrace = maxConnectionAgeGrace;
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
