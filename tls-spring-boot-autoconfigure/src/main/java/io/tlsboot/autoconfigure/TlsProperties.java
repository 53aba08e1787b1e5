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
import java.util.LinkedHashMap;
import java.util.Map;

import io.tlsboot.connection.ChannelAllocator;
import io.tlsboot.context.TlsProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Properties of TLS servers and clients. An unknown key below {@code tls} fails the
 * start.
 */
@ConfigurationProperties(prefix = "tls", ignoreUnknownFields = false)
public class TlsProperties {

	/**
	 * TLS engine of all servers and clients that do not name one of their own.
	 */
	private TlsProvider provider = TlsProvider.AUTO;

	/**
	 * Where the buffers of connections come from: the pool of Netty, or what Netty
	 * chooses for all channels.
	 */
	private ChannelAllocator allocator = ChannelAllocator.POOLED;

	/**
	 * File that the secrets of all connections are appended to, for debugging with
	 * Wireshark: whoever has it can decrypt them. Off by default; openssl engine.
	 */
	private @Nullable String keyLogFile;

	/**
	 * TLS servers by name. The bean with the name of a server handles its connections.
	 */
	private final Map<String, TlsServerProperties> servers = new LinkedHashMap<>();

	/**
	 * TLS clients by name.
	 */
	private final Map<String, TlsClientProperties> clients = new LinkedHashMap<>();

	@NestedConfigurationProperty
	private final DevelopmentCertificates developmentCertificates = new DevelopmentCertificates();

	@NestedConfigurationProperty
	private final TlsCertificatesProperties certificates = new TlsCertificatesProperties();

	@NestedConfigurationProperty
	private final Health health = new Health();

	@NestedConfigurationProperty
	private final Metrics metrics = new Metrics();

	@NestedConfigurationProperty
	private final Observations observations = new Observations();

	@NestedConfigurationProperty
	private final TlsWarmUpProperties warmUp = new TlsWarmUpProperties();

	public TlsProvider getProvider() {
		return this.provider;
	}

	public void setProvider(TlsProvider provider) {
		this.provider = provider;
	}

	public ChannelAllocator getAllocator() {
		return this.allocator;
	}

	public void setAllocator(ChannelAllocator allocator) {
		this.allocator = allocator;
	}

	public @Nullable String getKeyLogFile() {
		return this.keyLogFile;
	}

	public void setKeyLogFile(@Nullable String keyLogFile) {
		this.keyLogFile = keyLogFile;
	}

	public Map<String, TlsServerProperties> getServers() {
		return this.servers;
	}

	public Map<String, TlsClientProperties> getClients() {
		return this.clients;
	}

	public DevelopmentCertificates getDevelopmentCertificates() {
		return this.developmentCertificates;
	}

	public TlsCertificatesProperties getCertificates() {
		return this.certificates;
	}

	public Health getHealth() {
		return this.health;
	}

	public Metrics getMetrics() {
		return this.metrics;
	}

	public Observations getObservations() {
		return this.observations;
	}

	public TlsWarmUpProperties getWarmUp() {
		return this.warmUp;
	}

	/**
	 * Properties of meters.
	 */
	public static class Metrics {

		/**
		 * Whether connections are counted and timed, if there is a meter registry.
		 */
		private boolean enabled = true;

		/**
		 * How many contexts of an endpoint have meters of their own. Further ones are
		 * counted together.
		 */
		private int maxContexts = 100;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getMaxContexts() {
			return this.maxContexts;
		}

		public void setMaxContexts(int maxContexts) {
			this.maxContexts = maxContexts;
		}

	}

	/**
	 * Properties of observations.
	 */
	public static class Observations {

		/**
		 * Whether each handshake is an observation, if there is an observation registry.
		 */
		private boolean enabled;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Properties of certificates for development.
	 */
	public static class DevelopmentCertificates {

		/**
		 * Directory that keeps the local certificate authority and what it signed.
		 * Defaults to the directory '.tls-spring-boot' of the user's home.
		 */
		private @Nullable String directory;

		public @Nullable String getDirectory() {
			return this.directory;
		}

		public void setDirectory(@Nullable String directory) {
			this.directory = directory;
		}

	}

	/**
	 * Properties of the health.
	 */
	public static class Health {

		/**
		 * Time before a certificate expires from which on the health shows it as a
		 * detail.
		 */
		private Duration certificateExpiryWarning = Duration.ofDays(14);

		public Duration getCertificateExpiryWarning() {
			return this.certificateExpiryWarning;
		}

		public void setCertificateExpiryWarning(Duration certificateExpiryWarning) {
			this.certificateExpiryWarning = certificateExpiryWarning;
		}

	}

}
