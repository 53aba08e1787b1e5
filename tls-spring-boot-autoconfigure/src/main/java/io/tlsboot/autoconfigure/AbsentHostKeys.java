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

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Spares binding the search for keys of hosts that no source has, a good third of the
 * work: most of a host's keys are not set, and a server may have ten thousand hosts.
 */
class AbsentHostKeys implements ConfigurationPropertiesBindHandlerAdvisor {

	private static final ConfigurationPropertyName SERVERS = ConfigurationPropertyName.of("tls.servers");

	/** As in {@code tls.servers.echo.sni}. */
	private static final int MAP = 4;

	/** As in {@code tls.servers.echo.sni[api.example.com].key}. */
	private static final int KEY = 6;

	@Override
	public BindHandler apply(BindHandler bindHandler) {
		return new Handler(bindHandler);
	}

	/**
	 * Return the keys of hosts that have a value, however deep.
	 * @return the keys, or {@code null} when they cannot be known: a source may not tell
	 * its names, and environment variables may be meant for more than one
	 */
	private static @Nullable Set<ConfigurationPropertyName> present(ConfigurationPropertyName map,
			Iterable<ConfigurationPropertySource> sources) {
		Set<ConfigurationPropertyName> present = new HashSet<>();
		for (ConfigurationPropertySource source : sources) {
			if (source.containsDescendantOf(map) == ConfigurationPropertyState.ABSENT) {
				continue;
			}
			if (!(source instanceof IterableConfigurationPropertySource names)
					|| source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource) {
				return null;
			}
			for (ConfigurationPropertyName name : names) {
				if (name.getNumberOfElements() >= KEY && map.isAncestorOf(name)) {
					present.add(name.chop(KEY));
				}
			}
		}
		return present;
	}

	/**
	 * Binds nothing to keys that are absent. It lives as long as one binding.
	 */
	private static final class Handler extends AbstractBindHandler {

		private @Nullable ConfigurationPropertyName map;

		private @Nullable Set<ConfigurationPropertyName> present;

		Handler(BindHandler parent) {
			super(parent);
		}

		@Override
		public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target,
				BindContext context) {
			int elements = name.getNumberOfElements();
			if (elements == MAP && SERVERS.isAncestorOf(name)
					&& name.getLastElement(ConfigurationPropertyName.Form.UNIFORM).equals("sni")) {
				this.map = name;
				this.present = present(name, context.getSources());
			}
			return (elements == KEY && isAbsent(name)) ? null : super.onStart(name, target, context);
		}

		private boolean isAbsent(ConfigurationPropertyName name) {
			return this.map != null && this.present != null && this.map.isAncestorOf(name)
					&& !this.present.contains(name);
		}

	}

}
