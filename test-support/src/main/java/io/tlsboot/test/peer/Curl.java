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

package io.tlsboot.test.peer;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs curl, bounded and without a proxy.
 */
public final class Curl {

	private Curl() {
	}

	/**
	 * Run curl to its end.
	 * @param arguments options and addresses
	 * @return what came of it; the output ends with errors in curl's words, the status is
	 * curl's (35 for a failed handshake, 60 for a certificate it does not trust)
	 */
	public static Program.Result run(String... arguments) {
		List<String> all = new ArrayList<>(
				List.of("--silent", "--show-error", "--noproxy", "*", "--connect-timeout", "10", "--max-time", "30"));
		all.addAll(List.of(arguments));
		return Program.require("curl").run(all.toArray(String[]::new));
	}

}
