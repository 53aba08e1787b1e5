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

package io.tlsboot.verify;

import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is presented to whom, and what must come of it.
 *
 * @param name what it is
 * @param presented what the peer sends
 * @param anchors what the verifier trusts
 * @param crls its revocation lists
 * @param partial whether it allows a partial chain
 * @param purposes what the peer acts as, in turn
 * @param expected the error, or {@code null} for authorized
 * @param openssl OpenSSL's number, 0 for success, or -1 when it is no oracle here
 */
record Situation(String name, List<TestCertificate> presented, List<TestCertificate> anchors, List<X509CRL> crls,
		boolean partial, List<Purpose> purposes, @Nullable AuthorizationError expected, int openssl) {

	static Situation of(String name, List<TestCertificate> presented, List<TestCertificate> anchors,
			@Nullable AuthorizationError expected) {
		return new Situation(name, presented, anchors, List.of(), false, List.of(Purpose.values()), expected,
				(expected != null) ? expected.code() : 0);
	}

	Situation with(X509CRL... lists) {
		return new Situation(this.name, this.presented, this.anchors, Arrays.asList(lists), this.partial, this.purposes,
				this.expected, this.openssl);
	}

	Situation allowPartial() {
		return new Situation(this.name, this.presented, this.anchors, this.crls, true, this.purposes, this.expected,
				this.openssl);
	}

	Situation only(Purpose purpose) {
		return new Situation(this.name, this.presented, this.anchors, this.crls, this.partial, List.of(purpose),
				this.expected, this.openssl);
	}

	/** OpenSSL says something else, on purpose. */
	Situation openssl(int code) {
		return new Situation(this.name, this.presented, this.anchors, this.crls, this.partial, this.purposes,
				this.expected, code);
	}

	/** The command line of OpenSSL stops before the error that decides. */
	Situation withoutOracle() {
		return openssl(-1);
	}

	PeerVerifier verifier(Purpose purpose) {
		return new PeerVerifier(new TrustPolicy(TestCertificate.list(this.anchors.toArray(new TestCertificate[0])),
				this.crls, purpose, this.partial), Clock.fixed(Certs.NOW, ZoneOffset.UTC));
	}

	Verdict judge(Purpose purpose) {
		return verifier(purpose).judge(TestCertificate.list(this.presented.toArray(new TestCertificate[0])));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
