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

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the verifier with the cases of x509-limbo. Run with
 * {@code -Dx509.limbo=/path/to/limbo.json}; what the differences are is told in
 * {@code docs/conformance.md}.
 */
@EnabledIfSystemProperty(named = "x509.limbo", matches = ".+")
class LimboConformanceTests {

	private static final long LIMIT_MILLIS = 100;

	private static final int TRIALS = 5;

	/** Refused by limbo, accepted by us. */
	private static final Set<String> MORE_LENIENT = Set.of("rfc5280::aki::leaf-missing-aki",
			"rfc5280::aki::intermediate-missing-aki", "rfc5280::nc::permitted-dns-match-noncritical",
			"rfc5280::nc::invalid-dnsname-leading-period", "rfc5280::san::noncritical-with-empty-subject",
			"rfc5280::san::underscore-dns", "rfc5280::serial::too-long", "rfc5280::serial::zero",
			"rfc5280::ski::root-missing-ski", "rfc5280::ski::intermediate-missing-ski",
			"rfc5280::root-non-critical-basic-constraints", "rfc5280::leaf-ku-keycertsign",
			"webpki::aki::root-with-aki-missing-keyidentifier", "webpki::cn::ipv4-hex-mismatch",
			"webpki::cn::ipv4-leading-zeros-mismatch", "webpki::cn::ipv6-uppercase-mismatch",
			"webpki::cn::ipv6-uncompressed-mismatch", "webpki::cn::ipv6-non-rfc5952-mismatch",
			"webpki::cn::punycode-not-in-san", "webpki::cn::utf8-vs-punycode-mismatch", "webpki::cn::not-in-san",
			"webpki::cn::case-mismatch", "webpki::eku::ee-anyeku", "webpki::eku::ee-critical-eku",
			"webpki::eku::ee-without-eku", "webpki::eku::root-has-eku",
			"webpki::san::public-suffix-multi-label-wildcard-san",
			"webpki::san::public-suffix-private-namespace-wildcard-san", "webpki::san::wildcard-embedded-leftmost-san",
			"webpki::san::no-san", "webpki::san::san-critical-with-nonempty-subject", "webpki::v1-cert",
			"webpki::ee-basicconstraints-ca");

	/** Accepted by limbo, refused by us. */
	private static final Set<String> STRICTER = Set.of("cve::cve-2024-0567",
			"pathlen::validation-ignores-pathlen-in-leaf", "rfc5280::ca-as-leaf",
			"rfc5280::root-and-intermediate-swapped");

	private static List<LimboCase> cases;

	@BeforeAll
	static void read() throws IOException {
		cases = LimboCase.read(Path.of(System.getProperty("x509.limbo")));
	}

	@Test
	void theFileIsTheOneThatTheFiguresAreAbout() {
		assertThat(cases).hasSize(208);
		assertThat(cases.stream().filter(LimboCase::client)).hasSize(10);
	}

	@Test
	void acceptsWhatLimboRefusesOnlyAsDocumented() {
		assertThat(differences(false)).isEqualTo(new TreeSet<>(MORE_LENIENT));
	}

	@Test
	void refusesWhatLimboAcceptsOnlyAsDocumented() {
		assertThat(differences(true)).isEqualTo(new TreeSet<>(STRICTER));
	}

	@Test
	void agreesOnAllClientsAndOnAllThatIsImportant() {
		assertThat(cases).filteredOn((limbo) -> limbo.client() || !"undetermined".equals(limbo.importance()))
			.hasSize(24)
			.allSatisfy((limbo) -> assertThat(limbo.judge().authorized()).as(limbo.id()).isEqualTo(limbo.success()));
	}

	@Test
	void noCaseIsSlow() {
		for (LimboCase limbo : cases) {
			limbo.judge();
		}
		for (LimboCase limbo : cases) {
			// The best of a few, since the machine may be busy with something else.
			long best = Long.MAX_VALUE;
			for (int i = 0; i < TRIALS; i++) {
				best = Math.min(best, limbo.nanos());
			}
			assertThat(best / 1_000_000).as(limbo.id()).isLessThan(LIMIT_MILLIS);
		}
	}

	private static Set<String> differences(boolean accepted) {
		return cases.stream()
			.filter((limbo) -> limbo.success() == accepted && limbo.judge().authorized() != accepted)
			.map(LimboCase::id)
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
