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

package io.tlsboot.material;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;

/**
 * A certificate that the JDK has not looked at, like those of Netty: has nothing but its
 * bytes.
 */
final class RawCertificate extends X509Certificate {

	private final byte[] encoded;

	private int reads;

	RawCertificate(byte[] encoded) {
		this.encoded = encoded.clone();
	}

	int reads() {
		return this.reads;
	}

	@Override
	public byte[] getEncoded() {
		this.reads++;
		return this.encoded.clone();
	}

	@Override
	public void checkValidity() {
		throw new IllegalStateException();
	}

	@Override
	public void checkValidity(Date date) {
		throw new IllegalStateException();
	}

	@Override
	public int getVersion() {
		throw new IllegalStateException();
	}

	@Override
	public BigInteger getSerialNumber() {
		throw new IllegalStateException();
	}

	@Override
	@SuppressWarnings("deprecation")
	public Principal getIssuerDN() {
		throw new IllegalStateException();
	}

	@Override
	@SuppressWarnings("deprecation")
	public Principal getSubjectDN() {
		throw new IllegalStateException();
	}

	@Override
	public Date getNotBefore() {
		throw new IllegalStateException();
	}

	@Override
	public Date getNotAfter() {
		throw new IllegalStateException();
	}

	@Override
	public byte[] getTBSCertificate() {
		throw new IllegalStateException();
	}

	@Override
	public byte[] getSignature() {
		throw new IllegalStateException();
	}

	@Override
	public String getSigAlgName() {
		throw new IllegalStateException();
	}

	@Override
	public String getSigAlgOID() {
		throw new IllegalStateException();
	}

	@Override
	public byte[] getSigAlgParams() {
		throw new IllegalStateException();
	}

	@Override
	public boolean[] getIssuerUniqueID() {
		throw new IllegalStateException();
	}

	@Override
	public boolean[] getSubjectUniqueID() {
		throw new IllegalStateException();
	}

	@Override
	public boolean[] getKeyUsage() {
		throw new IllegalStateException();
	}

	@Override
	public int getBasicConstraints() {
		throw new IllegalStateException();
	}

	@Override
	public void verify(PublicKey key) {
		throw new IllegalStateException();
	}

	@Override
	public void verify(PublicKey key, String provider) {
		throw new IllegalStateException();
	}

	@Override
	public String toString() {
		return "RawCertificate";
	}

	@Override
	public PublicKey getPublicKey() {
		throw new IllegalStateException();
	}

	@Override
	public boolean hasUnsupportedCriticalExtension() {
		throw new IllegalStateException();
	}

	@Override
	public Set<String> getCriticalExtensionOIDs() {
		throw new IllegalStateException();
	}

	@Override
	public Set<String> getNonCriticalExtensionOIDs() {
		throw new IllegalStateException();
	}

	@Override
	public byte[] getExtensionValue(String oid) {
		throw new IllegalStateException();
	}

}
