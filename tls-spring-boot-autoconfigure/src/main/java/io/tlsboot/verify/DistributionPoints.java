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

import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/**
 * The places from which revocation lists come, used only to tell which list is about
 * which certificate; nothing is ever fetched.
 */
final class DistributionPoints {

	private DistributionPoints() {
	}

	static List<GeneralName> names(DistributionPoint[] points) {
		List<GeneralName> names = new ArrayList<>();
		for (DistributionPoint point : points) {
			// A list that another authority issues, or for some reasons only, is not
			// used.
			if (point.getReasons() == null && point.getCRLIssuer() == null) {
				names.addAll(names(point.getDistributionPoint()));
			}
		}
		return names;
	}

	static List<GeneralName> names(@Nullable DistributionPointName name) {
		if (name == null || name.getType() != DistributionPointName.FULL_NAME) {
			return List.of();
		}
		return List.of(GeneralNames.getInstance(name.getName()).getNames());
	}

}
