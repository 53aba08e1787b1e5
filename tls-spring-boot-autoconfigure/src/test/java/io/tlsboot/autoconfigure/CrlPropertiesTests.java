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

import io.tlsboot.test.pki.TestCrls;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

/**
 * Tests for revocation lists that cannot be what the user meant.
 */
class CrlPropertiesTests {

	private static String property(String key, String position) {
		return "The configuration property 'tls.servers.echo." + key + "' ({yaml} - " + position
				+ ") cannot be used:\n\n";
	}

	@Test
	void listThatIsNotThere() {
		FailedStart.ofEcho("request-cert: true", "ca: " + TestPki.ca().certFile(), "crl: file:/nowhere/list.pem")
			.says(property("crl", "10:12") + "    The file does not exist (file:/nowhere/list.pem).",
					"Create /nowhere/list.pem, or correct the location.");
	}

	@Test
	void listOfClientsThatAreNotAsked() {
		FailedStart.ofEcho("crl: " + TestCrls.current().file())
			.says(property("crl", "8:12") + "    Clients are not asked for a certificate, so that none can be revoked.",
					"Set 'tls.servers.echo.request-cert: true', or remove 'tls.servers.echo.crl'.");
	}

	@Test
	void emptyList() {
		FailedStart.ofEcho("request-cert: true", "crl: []")
			.says(property("crl", "9:12") + "    The list is empty.",
					"Name a revocation list, or remove 'tls.servers.echo.crl'.");
	}

}
