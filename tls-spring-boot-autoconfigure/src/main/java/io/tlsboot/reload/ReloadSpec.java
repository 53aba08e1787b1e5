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

package io.tlsboot.reload;

import java.time.Duration;

/**
 * How a server or client follows changes of the files that its keys, certificates and
 * trust come from.
 *
 * @param enabled whether files and SSL bundles are watched
 * @param interval how often the files are looked at
 * @param quietPeriod how long files must not change any more before they are read
 * @param maxDelay how long after the first change they are read at the latest, and what
 * cannot be used is reported: until then a file may be missing or not yet fit the others
 * @param selfCheck whether a server connects to itself to see that it presents the new
 * certificate, and takes the old one back when it does not
 */
public record ReloadSpec(boolean enabled, Duration interval, Duration quietPeriod, Duration maxDelay,
		boolean selfCheck) {

	/** Files are looked at every five seconds. */
	public static final ReloadSpec DEFAULTS = new ReloadSpec(true, Duration.ofSeconds(5), Duration.ofSeconds(1),
			Duration.ofSeconds(10), true);

	/** Nothing is watched. */
	public static final ReloadSpec OFF = new ReloadSpec(false, DEFAULTS.interval(), DEFAULTS.quietPeriod(),
			DEFAULTS.maxDelay(), true);

	public ReloadSpec {
		if (interval.toMillis() < 1 || quietPeriod.toMillis() < 1 || maxDelay.toMillis() < 1) {
			throw new IllegalArgumentException("The times must be a millisecond or more");
		}
	}

}
