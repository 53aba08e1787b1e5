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

import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.jspecify.annotations.Nullable;

/**
 * What an authority says about the names in the certificates below it (RFC 5280, section
 * 4.2.1.10).
 */
final class NameConstraints {

	private final List<Subtree> permitted;

	private final List<Subtree> excluded;

	/**
	 * Decode the extension.
	 * @param value its value
	 * @throws IllegalArgumentException if it is malformed or demands what nobody
	 * understands
	 */
	NameConstraints(ASN1Encodable value) {
		org.bouncycastle.asn1.x509.NameConstraints decoded = org.bouncycastle.asn1.x509.NameConstraints
			.getInstance(value);
		this.permitted = subtrees(decoded.getPermittedSubtrees());
		this.excluded = subtrees(decoded.getExcludedSubtrees());
		if (this.permitted.isEmpty() && this.excluded.isEmpty()) {
			throw new IllegalArgumentException("Neither permitted nor excluded subtrees");
		}
	}

	private static List<Subtree> subtrees(GeneralSubtree @Nullable [] subtrees) {
		List<Subtree> decoded = new ArrayList<>();
		if (subtrees != null) {
			for (GeneralSubtree subtree : subtrees) {
				if (subtree.getMinimum().signum() != 0 || subtree.getMaximum() != null) {
					throw new IllegalArgumentException("A subtree with a minimum or a maximum");
				}
				decoded.add(Subtree.of(subtree.getBase()));
			}
		}
		return decoded;
	}

	/**
	 * Return whether a name may be used.
	 * @param name the name
	 * @param budget counts the comparisons
	 * @return whether no subtree excludes it and, when there are permitted ones of its
	 * type, one of them permits it
	 */
	boolean allow(GeneralName name, Budget budget) {
		if (!budget.compare(this.permitted.size() + this.excluded.size())) {
			return false;
		}
		int type = name.getTagNo();
		boolean constrained = false;
		boolean within = false;
		for (Subtree subtree : this.permitted) {
			if (subtree.type() == type) {
				constrained = true;
				within = within || subtree.contains(name);
			}
		}
		if (constrained && !within) {
			return false;
		}
		for (Subtree subtree : this.excluded) {
			if (subtree.type() == type && subtree.touches(name)) {
				return false;
			}
		}
		return true;
	}

}
