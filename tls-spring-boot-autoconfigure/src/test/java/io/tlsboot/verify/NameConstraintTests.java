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

import java.math.BigInteger;
import java.util.stream.Stream;

import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests name constraints and the subtrees that they are made of.
 */
class NameConstraintTests {

	private static final int DNS = GeneralName.dNSName;

	private static final int MAIL = GeneralName.rfc822Name;

	private static final int URI = GeneralName.uniformResourceIdentifier;

	@ParameterizedTest(name = "{0} {1}: {2}")
	@CsvSource({ "example.com, example.com, true", "example.com, EXAMPLE.com, true",
			"example.com, a.b.example.com, true", "example.com, notexample.com, false", "example.com, com, false",
			"example.com, *.example.com, true", "a.example.com, *.example.com, false",
			".example.com, a.example.com, true", ".example.com, example.com, false", "example.com., example.com, true",
			"example.com, example.com., true", "example.com, .example.com, false", "example.com, a..example.com, false",
			"example.com, 'a b.example.com', false", "'', anything.org, true" })
	void permitsHosts(String base, String name, boolean expected) {
		assertThat(permitted(DNS, base).allow(new GeneralName(DNS, name), budget())).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0} {1}: {2}")
	@CsvSource({ "example.com, example.com, false", "example.com, a.example.com, false",
			"example.com, example.org, true", "bar.example.com, *.example.com, false",
			"a.bar.example.com, *.example.com, true", "bar.example.com, b*.example.com, false",
			"bar.example.com, *.example.org, true", ".bar.example.com, *.example.com, true",
			"example.com, *.com, false", "example.com, .org, false" })
	void excludesHosts(String base, String name, boolean expected) {
		assertThat(excluded(DNS, base).allow(new GeneralName(DNS, name), budget())).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0} {1}: {2}")
	@CsvSource({ "a@example.com, a@example.com, true", "a@example.com, a@EXAMPLE.com, true",
			"a@example.com, A@example.com, false", "example.com, a@example.com, true",
			"example.com, a@b.example.com, false", ".example.com, a@b.example.com, true",
			".example.com, a@example.com, false", "example.com, a@b@example.com, false",
			"example.com, @example.com, false", "example.com, example.com, false" })
	void permitsMailBoxes(String base, String name, boolean expected) {
		assertThat(permitted(MAIL, base).allow(new GeneralName(MAIL, name), budget())).isEqualTo(expected);
		if (expected) {
			assertThat(excluded(MAIL, base).allow(new GeneralName(MAIL, name), budget())).isFalse();
		}
	}

	@ParameterizedTest(name = "{0} {1}: {2}")
	@CsvSource({ "example.com, https://example.com/, true", "example.com, https://example.com:8443, true",
			"example.com, https://user:pw@example.com?q#f, true", "example.com, https://a.example.com/, false",
			".example.com, https://a.example.com/, true", "example.com, urn:example.com, false",
			"example.com, https://10.0.0.1/, false", "example.com, https://evil.org/@example.com, false",
			"example.com, https://evil.org#@example.com, false", "example.com, https:///, false" })
	void permitsResources(String base, String name, boolean expected) {
		assertThat(permitted(URI, base).allow(new GeneralName(URI, name), budget())).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource({ "10.0.0.0/8, 10.1.2.3, true", "10.0.0.0/8, 11.1.2.3, false", "10.0.0.0/8, ::1, false",
			"::1/128, ::1, true", "2001:db8::/32, 2001:db8::9, true", "2001:db8::/32, 2001:db9::9, false" })
	void permitsAddresses(String network, String address, boolean expected) {
		GeneralName base = new GeneralName(GeneralName.iPAddress, network);
		GeneralName name = new GeneralName(GeneralName.iPAddress, address);
		assertThat(constraints(base, null).allow(name, budget())).isEqualTo(expected);
		assertThat(constraints(null, base).allow(name, budget())).isNotEqualTo(expected);
	}

	@ParameterizedTest(name = "{0} {1}: {2}")
	@CsvSource({ "'O=Acme', 'O=Acme,CN=a', true", "'O=Acme', 'O= aCME  ,CN=a', true", "'O=Acme', 'CN=a,O=Acme', false",
			"'O=Acme', 'O=Acmes', false", "'O=Acme,OU=x', 'O=Acme', false", "'O=Acme', 'O=Acme+OU=y', false" })
	void permitsDirectoryNames(String base, String name, boolean expected) {
		assertThat(constraints(new GeneralName(new X500Name(base)), null).allow(new GeneralName(new X500Name(name)),
				budget()))
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource
	void aTypeThatIsNotConstrainedIsFree(GeneralName base, GeneralName name) {
		assertThat(constraints(base, null).allow(name, budget())).isTrue();
		assertThat(constraints(null, base).allow(name, budget())).isTrue();
	}

	static Stream<Arguments> aTypeThatIsNotConstrainedIsFree() {
		return Stream.of(arguments(new GeneralName(DNS, "a.com"), new GeneralName(MAIL, "a@b.com")),
				arguments(new GeneralName(GeneralName.iPAddress, "10.0.0.0/8"), new GeneralName(DNS, "a.com")),
				arguments(new GeneralName(GeneralName.registeredID, "1.2.3"), new GeneralName(DNS, "a.com")));
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void aTypeThatNobodyUnderstandsIsRefusedWhenConstrained(boolean permit) {
		GeneralName id = new GeneralName(GeneralName.registeredID, "1.2.3");
		assertThat(constraints(permit ? id : null, permit ? null : id).allow(id, budget())).isFalse();
	}

	@ParameterizedTest
	@MethodSource
	void aMalformedConstraintIsRefused(NameConstraints malformed) {
		assertThatThrownBy(() -> new io.tlsboot.verify.NameConstraints(malformed))
			.isInstanceOf(IllegalArgumentException.class);
	}

	static Stream<NameConstraints> aMalformedConstraintIsRefused() {
		GeneralName host = new GeneralName(DNS, "a.com");
		return Stream.of(permit(new GeneralName(DNS, "*.a.com")), permit(new GeneralName(DNS, "a..com")),
				permit(new GeneralName(DNS, "a b.com")), permit(new GeneralName(MAIL, "a@b@c.com")),
				permit(address(new byte[4])), permit(address(new byte[16])), permit(address(new byte[0])),
				permit(address(new byte[] { 10, 0, 0, 0, -1, 0, -1, 0 })), new NameConstraints(null, null),
				new NameConstraints(new GeneralSubtree[0], new GeneralSubtree[0]),
				new NameConstraints(new GeneralSubtree[] { new GeneralSubtree(host, BigInteger.ONE, null) }, null),
				new NameConstraints(new GeneralSubtree[] { new GeneralSubtree(host, BigInteger.ZERO, BigInteger.TEN) },
						null));
	}

	private static GeneralName address(byte[] bytes) {
		return new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes));
	}

	private static NameConstraints permit(GeneralName base) {
		return new NameConstraints(new GeneralSubtree[] { new GeneralSubtree(base) }, null);
	}

	private static io.tlsboot.verify.NameConstraints permitted(int type, String base) {
		return constraints(new GeneralName(type, base), null);
	}

	private static io.tlsboot.verify.NameConstraints excluded(int type, String base) {
		return constraints(null, new GeneralName(type, base));
	}

	private static io.tlsboot.verify.NameConstraints constraints(GeneralName permitted, GeneralName excluded) {
		return new io.tlsboot.verify.NameConstraints(
				new NameConstraints((permitted != null) ? new GeneralSubtree[] { new GeneralSubtree(permitted) } : null,
						(excluded != null) ? new GeneralSubtree[] { new GeneralSubtree(excluded) } : null)
					.toASN1Primitive());
	}

	private static Budget budget() {
		return new Budget(Limits.DEFAULT);
	}

}
