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

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * A name that a certificate is good for, besides its subject (RFC 5280 section 4.2.1.6).
 * Only well-formed names exist: no NUL, no control characters, no white space.
 *
 * @param type the kind of name
 * @param value the name in ASCII, a host name in lower case; an address as
 * {@link InetAddress#getHostAddress()} writes it
 */
public record AlternativeName(Type type, String value) {

	private static final Pattern DNS = Pattern
		.compile("(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*");

	private static final Pattern EMAIL = Pattern.compile("[!-~&&[^@,\"\\\\]]+@[A-Za-z0-9.-]+");

	private static final Pattern GRAPHIC = Pattern.compile("[!-~]+");

	public AlternativeName {
		value = switch (type) {
			case DNS -> checkedDns(value);
			case IP -> checkedIp(value).getHostAddress();
			case URI -> checkedUri(value);
			case EMAIL -> checked(value, EMAIL.matcher(value).matches(), "e-mail address");
			default -> throw new IllegalStateException(type.name());
		};
	}

	/**
	 * Return a host name, {@code api.example.com} or {@code *.example.com}.
	 * @param name the name; one that is not ASCII is converted (RFC 3490)
	 * @return the alternative name
	 * @throws PkiException if it is not a host name
	 */
	public static AlternativeName dns(String name) {
		return new AlternativeName(Type.DNS, name);
	}

	/**
	 * Return an IPv4 or IPv6 address.
	 * @param address the address as text, {@code 127.0.0.1} or {@code ::1}
	 * @return the alternative name
	 * @throws PkiException if it is not an address
	 */
	public static AlternativeName ip(String address) {
		return new AlternativeName(Type.IP, address);
	}

	/**
	 * Return a URI, {@code spiffe://example.com/service}.
	 * @param uri the absolute URI
	 * @return the alternative name
	 * @throws PkiException if it is not an absolute URI
	 */
	public static AlternativeName uri(String uri) {
		return new AlternativeName(Type.URI, uri);
	}

	/**
	 * Return an e-mail address.
	 * @param address the address
	 * @return the alternative name
	 * @throws PkiException if it is not an e-mail address in ASCII
	 */
	public static AlternativeName email(String address) {
		return new AlternativeName(Type.EMAIL, address);
	}

	/**
	 * Return a host as users write it: an address or else a host name.
	 * @param host the address or name
	 * @return the alternative name
	 * @throws PkiException if it is neither
	 */
	public static AlternativeName host(String host) {
		return IPAddress.isValid(host) ? ip(host) : dns(host);
	}

	static List<AlternativeName> of(X509Certificate certificate) {
		byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
		return (extension != null) ? of(GeneralNames.getInstance(ExtensionValue.content(extension))) : List.of();
	}

	static List<AlternativeName> of(GeneralNames names) {
		return Arrays.stream(names.getNames()).map(AlternativeName::from).toList();
	}

	private static AlternativeName from(GeneralName name) {
		return switch (name.getTagNo()) {
			case GeneralName.dNSName -> dns(((ASN1String) name.getName()).getString());
			case GeneralName.uniformResourceIdentifier -> uri(((ASN1String) name.getName()).getString());
			case GeneralName.rfc822Name -> email(((ASN1String) name.getName()).getString());
			case GeneralName.iPAddress -> ip(text(((ASN1OctetString) name.getName()).getOctets()));
			default -> throw new PkiException("Alternative names of type " + name.getTagNo() + " are not supported",
					"Ask for DNS, IP, URI and e-mail names only.", null);
		};
	}

	GeneralName toGeneralName() {
		return switch (this.type) {
			case DNS -> new GeneralName(GeneralName.dNSName, this.value);
			case URI -> new GeneralName(GeneralName.uniformResourceIdentifier, this.value);
			case EMAIL -> new GeneralName(GeneralName.rfc822Name, this.value);
			case IP -> new GeneralName(GeneralName.iPAddress, new DEROctetString(address()));
			default -> throw new IllegalStateException(this.type.name());
		};
	}

	byte[] address() {
		return checkedIp(this.value).getAddress();
	}

	private static String checkedDns(String value) {
		String ascii;
		try {
			ascii = IDN.toASCII(value).toLowerCase(Locale.ROOT);
		}
		catch (IllegalArgumentException ex) {
			throw malformed(value, "host name", ex);
		}
		return checked(ascii, ascii.length() <= 253 && !IPAddress.isValidIPv4(ascii) && DNS.matcher(ascii).matches(),
				"host name");
	}

	private static InetAddress checkedIp(String value) {
		// Only what is an address gets to the JDK, which would ask the DNS otherwise.
		if (!value.contains(":") && !IPAddress.isValidIPv4(value)) {
			throw malformed(value, "IP address", null);
		}
		try {
			return InetAddress.getByName(value);
		}
		catch (UnknownHostException ex) {
			throw malformed(value, "IP address", ex);
		}
	}

	private static String checkedUri(String value) {
		try {
			return checked(value, GRAPHIC.matcher(value).matches() && new URI(value).isAbsolute(), "absolute URI");
		}
		catch (URISyntaxException ex) {
			throw malformed(value, "absolute URI", ex);
		}
	}

	private static String checked(String value, boolean good, String kind) {
		if (!good) {
			throw malformed(value, kind, null);
		}
		return value;
	}

	private static String text(byte[] address) {
		try {
			return InetAddress.getByAddress(address).getHostAddress();
		}
		catch (UnknownHostException ex) {
			throw new PkiException("An IP address has " + address.length + " bytes", "Use IPv4 or IPv6 addresses.", ex);
		}
	}

	private static PkiException malformed(String value, String kind, @Nullable Exception cause) {
		StringBuilder shown = new StringBuilder();
		value.chars().limit(300).forEach((c) -> {
			if (c >= ' ' && c <= '~') {
				shown.append((char) c);
			}
			else {
				shown.append(String.format("\\u%04x", c));
			}
		});
		return new PkiException("'" + shown + "' is not a well-formed " + kind, "Correct the name.", cause);
	}

	/**
	 * A kind of alternative name.
	 */
	public enum Type {

		/** A host name. */
		DNS,

		/** An IPv4 or IPv6 address. */
		IP,

		/** An absolute URI. */
		URI,

		/** An e-mail address. */
		EMAIL

	}

}
