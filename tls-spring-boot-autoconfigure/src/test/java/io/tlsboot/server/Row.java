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

package io.tlsboot.server;

import java.util.List;

import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrl;
import io.tlsboot.verify.AuthorizationError;
import org.jspecify.annotations.Nullable;

/**
 * A situation of the table of verdicts: what a client presents to a server.
 *
 * @param name the number of the row and what it is about
 * @param presented the certificate and the chain, or {@code null} for none
 * @param ca whom the server trusts
 * @param crls its revocation lists
 * @param expected the verdict, {@code null} for an authorized client
 */
record Row(String name, @Nullable TestCertificate presented, List<TestCertificate> ca, List<TestCrl> crls,
		@Nullable AuthorizationError expected) {

	static Row of(String name, @Nullable TestCertificate presented, @Nullable AuthorizationError expected,
			TestCertificate... ca) {
		return new Row(name, presented, List.of(ca), List.of(), expected);
	}

	Row with(TestCrl... lists) {
		return new Row(this.name, this.presented, this.ca, List.of(lists), this.expected);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
