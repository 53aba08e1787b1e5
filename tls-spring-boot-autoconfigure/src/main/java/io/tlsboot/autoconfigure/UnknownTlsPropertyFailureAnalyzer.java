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

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains keys below {@code tls} that are not known, as Boot's own analyzer does but
 * without their values: one of them may be a passphrase under a misspelt name.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnknownTlsPropertyFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final int SHOWN = 10;

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		UnboundConfigurationPropertiesException unbound = findCause(cause,
				UnboundConfigurationPropertiesException.class);
		if (unbound == null) {
			return null;
		}
		Set<ConfigurationProperty> unknown = unbound.getUnboundProperties();
		if (!unknown.stream().allMatch((property) -> property.getName().toString().startsWith("tls."))) {
			return null;
		}
		String description = unknown.stream()
			.limit(SHOWN)
			.map((property) -> String.format("%n    Property: %s%n    Origin: %s%n", property.getName(),
					property.getOrigin()))
			.collect(Collectors.joining("", String.format("There are properties below 'tls' that are not known:%n"),
					(unknown.size() > SHOWN) ? String.format("%nand %d more%n", unknown.size() - SHOWN) : ""));
		return new FailureAnalysis(description, "Correct their names, or remove them. A server has "
				+ keys(TlsServerProperties.class) + "; a host below 'sni' has " + keys(TlsSniContextProperties.class)
				+ "; a client has " + keys(TlsClientProperties.class) + "; 'session' of a server has "
				+ keys(TlsServerSessionProperties.class) + ", that of a client " + keys(TlsSessionProperties.class)
				+ "; 'ticket-keys' has " + keys(TlsServerSessionProperties.TicketKeys.class)
				+ "; 'reload' of a server has " + keys(TlsServerReloadProperties.class) + ", that of a client "
				+ keys(TlsReloadProperties.class) + "; 'ocsp' of a server or a host has "
				+ keys(TlsServerOcspProperties.class) + ", that of a client " + keys(TlsClientOcspProperties.class)
				+ "; 'certificates' has " + keys(TlsCertificatesProperties.class) + "; 'warm-up' has "
				+ keys(TlsWarmUpProperties.class) + "; 'tls' has " + keys(TlsProperties.class) + ".", cause);
	}

	private static String keys(Class<?> type) {
		return Arrays.stream(BeanUtils.getPropertyDescriptors(type))
			.map((property) -> property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
			.filter((key) -> !key.equals("class"))
			.sorted()
			.map((key) -> "'" + key + "'")
			.collect(Collectors.joining(", "));
	}

}
