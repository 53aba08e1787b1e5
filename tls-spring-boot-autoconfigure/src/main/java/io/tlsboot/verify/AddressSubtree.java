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
import java.util.Arrays;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Addresses in a network.
 *
 * @param network the address of the network
 * @param mask the bits that count, without gaps
 */
record AddressSubtree(byte[] network, byte[] mask) implements Subtree {

	static AddressSubtree of(GeneralName base) {
		byte[] octets = octets(base);
		if (octets.length != 8 && octets.length != 32) {
			throw new IllegalArgumentException("Not an address and a mask");
		}
		int half = octets.length / 2;
		byte[] mask = Arrays.copyOfRange(octets, half, octets.length);
		BigInteger free = new BigInteger(1, mask).xor(BigInteger.ONE.shiftLeft(half * 8).subtract(BigInteger.ONE));
		if (free.and(free.add(BigInteger.ONE)).signum() != 0) {
			throw new IllegalArgumentException("A mask with gaps");
		}
		return new AddressSubtree(Arrays.copyOf(octets, half), mask);
	}

	@Override
	public int type() {
		return GeneralName.iPAddress;
	}

	@Override
	public boolean contains(GeneralName name) {
		byte[] address = octets(name);
		return address.length == this.network.length && matches(address);
	}

	@Override
	public boolean touches(GeneralName name) {
		byte[] address = octets(name);
		return (address.length != 4 && address.length != 16) || contains(name);
	}

	private boolean matches(byte[] address) {
		for (int i = 0; i < address.length; i++) {
			if (((address[i] ^ this.network[i]) & this.mask[i]) != 0) {
				return false;
			}
		}
		return true;
	}

	private static byte[] octets(GeneralName name) {
		return ASN1OctetString.getInstance(name.getName()).getOctets();
	}

}
