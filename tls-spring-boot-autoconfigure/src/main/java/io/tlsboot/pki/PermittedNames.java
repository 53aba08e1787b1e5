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

package io.tlsboot.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * The host names and networks that an authority may certify (RFC 5280 section 4.2.1.10).
 */
final class PermittedNames {

	private final List<String> names;

	/**
	 * Create permitted names.
	 * @param names host names, {@code example.com}, and networks, {@code 10.0.0.0/8}
	 */
	PermittedNames(List<String> names) {
		this.names = List.copyOf(names);
	}

	static PermittedNames of(X509Certificate authority) {
		byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
		if (extension == null) {
			return new PermittedNames(List.of());
		}
		List<String> names = new ArrayList<>();
		GeneralSubtree[] subtrees = NameConstraints.getInstance(ExtensionValue.content(extension))
			.getPermittedSubtrees();
		for (GeneralSubtree subtree : (subtrees != null) ? subtrees : new GeneralSubtree[0]) {
			GeneralName base = subtree.getBase();
			if (base.getTagNo() == GeneralName.dNSName) {
				String domain = ((ASN1String) base.getName()).getString();
				names.add(domain.startsWith(".") ? domain.substring(1) : domain);
			}
			else if (base.getTagNo() == GeneralName.iPAddress) {
				names.add(network(((ASN1OctetString) base.getName()).getOctets()));
			}
		}
		return new PermittedNames(names);
	}

	/**
	 * Return what permits a name and as little else as can be.
	 * @param name a host name, also with a wildcard, or an address
	 * @return the permitted name
	 */
	static String only(AlternativeName name) {
		if (name.type() == AlternativeName.Type.IP) {
			return name.value() + "/" + name.address().length * 8;
		}
		return name.value().startsWith("*.") ? name.value().substring(2) : name.value();
	}

	List<String> names() {
		return this.names;
	}

	boolean permits(AlternativeName name) {
		return this.names.isEmpty() || this.names.stream().anyMatch((permitted) -> permits(permitted, name));
	}

	NameConstraints toNameConstraints() {
		boolean networks = this.names.stream().anyMatch((name) -> name.contains("/"));
		// A kind that is not named at all would be free for all names of that kind.
		return new NameConstraints(subtrees(this.names), networks ? null : subtrees(List.of("0.0.0.0/0", "::/0")));
	}

	private static GeneralSubtree[] subtrees(List<String> names) {
		return names.stream().map((name) -> new GeneralSubtree(base(name))).toArray(GeneralSubtree[]::new);
	}

	private static boolean permits(String permitted, AlternativeName name) {
		boolean network = permitted.contains("/");
		return switch (name.type()) {
			case DNS -> {
				String domain = permitted.toLowerCase(Locale.ROOT);
				String host = name.value().toLowerCase(Locale.ROOT);
				yield !network && (host.equals(domain) || host.endsWith("." + domain));
			}
			case IP -> network && contains(networkBytes(permitted), name.address());
			default -> true;
		};
	}

	private static boolean contains(byte[] network, byte[] address) {
		if (network.length != address.length * 2) {
			return false;
		}
		for (int i = 0; i < address.length; i++) {
			if ((address[i] & network[address.length + i]) != network[i]) {
				return false;
			}
		}
		return true;
	}

	private static GeneralName base(String name) {
		return name.contains("/") ? new GeneralName(GeneralName.iPAddress, new DEROctetString(networkBytes(name)))
				: new GeneralName(GeneralName.dNSName, AlternativeName.dns(name).value());
	}

	/**
	 * Return a network as the extension wants it.
	 * @param network address, slash, number of leading bits
	 * @return the bytes of the address and of its mask
	 */
	private static byte[] networkBytes(String network) {
		int slash = network.indexOf('/');
		byte[] address = AlternativeName.ip(network.substring(0, slash)).address();
		int bits = Integer.parseInt(network.substring(slash + 1));
		byte[] bytes = new byte[address.length * 2];
		for (int i = 0; i < address.length; i++) {
			int left = Math.max(0, Math.min(8, bits - i * 8));
			byte mask = (byte) (0xff << (8 - left));
			bytes[i] = (byte) (address[i] & mask);
			bytes[address.length + i] = mask;
		}
		return bytes;
	}

	private static String network(byte[] bytes) {
		int length = bytes.length / 2;
		int bits = 0;
		for (int i = length; i < bytes.length; i++) {
			bits += Integer.bitCount(bytes[i] & 0xff);
		}
		try {
			byte[] address = Arrays.copyOf(bytes, length);
			return InetAddress.getByAddress(address).getHostAddress() + "/" + bits;
		}
		catch (UnknownHostException ex) {
			throw new PkiException("A permitted network has " + bytes.length + " bytes",
					"Make a new certificate authority.", ex);
		}
	}

}
