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

import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * One subtree of names of one type. Both questions are answered so that a name that is
 * malformed or of a type that nobody understands is refused.
 */
sealed interface Subtree
		permits AddressSubtree, Subtree.Dns, Subtree.Email, Subtree.Uri, Subtree.Directory, Subtree.Unknown {

	/**
	 * Return the type of the names.
	 * @return a tag of {@link GeneralName}
	 */
	int type();

	/**
	 * Return whether all that a name stands for surely lies in this subtree.
	 * @param name a name of the same type
	 * @return whether it does
	 */
	boolean contains(GeneralName name);

	/**
	 * Return whether something that a name stands for may lie in this subtree.
	 * @param name a name of the same type
	 * @return whether it may
	 */
	boolean touches(GeneralName name);

	/**
	 * Decode the base of a subtree.
	 * @param base the base
	 * @return the subtree
	 * @throws IllegalArgumentException if it is malformed
	 */
	static Subtree of(GeneralName base) {
		return switch (base.getTagNo()) {
			case GeneralName.dNSName -> new Dns(DnsNames.constraint(text(base)));
			case GeneralName.rfc822Name -> new Email(MailNames.constraint(text(base)));
			case GeneralName.uniformResourceIdentifier -> new Uri(DnsNames.constraint(text(base)));
			case GeneralName.iPAddress -> AddressSubtree.of(base);
			case GeneralName.directoryName -> new Directory(directory(base));
			default -> new Unknown(base.getTagNo());
		};
	}

	private static String text(GeneralName name) {
		return ASN1IA5String.getInstance(name.getName()).getString();
	}

	private static String directory(GeneralName name) {
		return NameKey.of(X500Name.getInstance(name.getName()));
	}

	/**
	 * Host names.
	 *
	 * @param base in lower case, without a final dot
	 */
	record Dns(String base) implements Subtree {

		@Override
		public int type() {
			return GeneralName.dNSName;
		}

		@Override
		public boolean contains(GeneralName name) {
			String text = DnsNames.normal(text(name));
			return DnsNames.wellFormed(text) && DnsNames.within(text, this.base);
		}

		@Override
		public boolean touches(GeneralName name) {
			String text = DnsNames.normal(text(name));
			return !DnsNames.wellFormed(text) || DnsNames.within(text, this.base)
					|| DnsNames.mayStandFor(text, this.base);
		}

	}

	/**
	 * Mail boxes.
	 *
	 * @param base one mail box, a host, or a domain that begins with a dot
	 */
	record Email(String base) implements Subtree {

		@Override
		public int type() {
			return GeneralName.rfc822Name;
		}

		@Override
		public boolean contains(GeneralName name) {
			return MailNames.wellFormed(text(name)) && MailNames.within(text(name), this.base);
		}

		@Override
		public boolean touches(GeneralName name) {
			return !MailNames.wellFormed(text(name)) || MailNames.within(text(name), this.base);
		}

	}

	/**
	 * Resources, by their host.
	 *
	 * @param base a host, or a domain that begins with a dot
	 */
	record Uri(String base) implements Subtree {

		@Override
		public int type() {
			return GeneralName.uniformResourceIdentifier;
		}

		@Override
		public boolean contains(GeneralName name) {
			String host = DnsNames.hostOf(text(name));
			return host != null && DnsNames.hostWithin(host, this.base);
		}

		@Override
		public boolean touches(GeneralName name) {
			String host = DnsNames.hostOf(text(name));
			return host == null || DnsNames.hostWithin(host, this.base);
		}

	}

	/**
	 * Distinguished names.
	 *
	 * @param base the key of the first relative names
	 */
	record Directory(String base) implements Subtree {

		@Override
		public int type() {
			return GeneralName.directoryName;
		}

		@Override
		public boolean contains(GeneralName name) {
			return NameKey.within(directory(name), this.base);
		}

		@Override
		public boolean touches(GeneralName name) {
			return contains(name);
		}

	}

	/**
	 * Names that we do not understand: none is in the subtree for sure, each may be.
	 *
	 * @param type their type
	 */
	record Unknown(int type) implements Subtree {

		@Override
		public boolean contains(GeneralName name) {
			return false;
		}

		@Override
		public boolean touches(GeneralName name) {
			return true;
		}

	}

}
