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

package io.tlsboot.context;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.tlsboot.material.PackedIdentity;

/**
 * In what the material of a context differs from what it was.
 */
public enum MaterialChange {

	/** The keys or certificates that it proves who we are with. */
	IDENTITY,

	/** What it judges peers by: trusted certificates, revocation lists. */
	TRUST,

	/** The root keys of session tickets. */
	TICKET_KEYS;

	static Set<MaterialChange> between(List<PackedIdentity> oldIdentities, byte[] oldTrust,
			List<PackedIdentity> newIdentities, byte[] newTrust) {
		Set<MaterialChange> changes = EnumSet.noneOf(MaterialChange.class);
		if (!same(oldIdentities, newIdentities)) {
			changes.add(IDENTITY);
		}
		if (!Arrays.equals(oldTrust, newTrust)) {
			changes.add(TRUST);
		}
		return changes;
	}

	private static boolean same(List<PackedIdentity> one, List<PackedIdentity> other) {
		if (one.size() != other.size()) {
			return false;
		}
		for (int i = 0; i < one.size(); i++) {
			if (!one.get(i).isSameAs(other.get(i))) {
				return false;
			}
		}
		return true;
	}

}
