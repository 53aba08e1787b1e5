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

package io.tlsboot.test.pki;

/**
 * The revocation lists of {@link TestPki}, each made anew.
 */
public final class TestCrls {

	private TestCrls() {
	}

	/**
	 * Return a current list that revokes nobody.
	 * @return the list of {@link TestPki#ca()}
	 */
	public static TestCrl current() {
		return TestCrl.builder("crl-current", TestPki.ca()).build();
	}

	/**
	 * Return a current list that revokes certificates.
	 * @param certificates certificates of {@link TestPki#ca()}
	 * @return the list of {@link TestPki#ca()}
	 */
	public static TestCrl revoking(TestCertificate... certificates) {
		return TestCrl.builder("crl-revoking", TestPki.ca()).revoke(certificates).build();
	}

	/**
	 * Return a list that is out of date.
	 * @param revoked certificates that it revokes
	 * @return the list of {@link TestPki#ca()}
	 */
	public static TestCrl expired(TestCertificate... revoked) {
		return TestCrl.builder("crl-expired", TestPki.ca()).expired().revoke(revoked).build();
	}

	/**
	 * Return a list that speaks from tomorrow on.
	 * @return the list of {@link TestPki#ca()}
	 */
	public static TestCrl notYetValid() {
		return TestCrl.builder("crl-not-yet-valid", TestPki.ca()).notYetValid().build();
	}

	/**
	 * Return a list in the name of {@link TestPki#ca()} that another key signed.
	 * @return the list
	 */
	public static TestCrl wrongKey() {
		return TestCrl.builder("crl-wrong-key", TestPki.ca()).signedBy(TestPki.impostorCa().key()).build();
	}

	/**
	 * Return a current list of another authority.
	 * @return the list of {@link TestPki#otherCa()}
	 */
	public static TestCrl ofOtherCa() {
		return TestCrl.builder("crl-of-other-ca", TestPki.otherCa()).build();
	}

	/**
	 * Return a current list of the intermediate authority.
	 * @param revoked certificates that it revokes
	 * @return the list of {@link TestPki#intermediate()}
	 */
	public static TestCrl ofIntermediate(TestCertificate... revoked) {
		return TestCrl.builder("crl-of-intermediate", TestPki.intermediate()).revoke(revoked).build();
	}

}
