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

import io.tlsboot.material.MaterialLoader;
import io.tlsboot.warmup.WarmUp;
import io.tlsboot.warmup.WarmUpListener;
import io.tlsboot.warmup.WarmUpSpec;

/**
 * Turns the properties of the warm-up into one, or says what is wrong.
 */
final class PropertiesWarmUp {

	private PropertiesWarmUp() {
	}

	static WarmUp of(TlsWarmUpProperties properties, MaterialLoader loader, List<WarmUpListener.Source> listeners) {
		check("handshakes", properties.getHandshakes() >= 1, "It is not above zero.", "Use 1 or more");
		check("max-time", properties.getMaxTime().toMillis() >= 1, "The time is not above zero.",
				"Use a millisecond or more");
		return new WarmUp(new WarmUpSpec(properties.getHandshakes(), properties.getMaxTime()), loader, listeners);
	}

	private static void check(String key, boolean valid, String problem, String action) {
		if (!valid) {
			throw new TlsConfigurationException("tls.warm-up." + key, problem,
					action + ", or 'tls.warm-up.enabled: false' for no warm-up.", null);
		}
	}

}
