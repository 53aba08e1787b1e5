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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A chain that was built, from the peer's own certificate at index 0 upwards.
 *
 * @param certificates the certificates
 * @param trustedFrom the index of the first one that is trusted by itself, or the size
 * when none is
 * @param chainError why the path does not end in trust, or {@code null} when it does
 * @param forgedTop whether the certificate that is named as issuer of the last one by
 * name and key id is there, but did not sign it
 */
record Path(List<CertificateFacts> certificates, int trustedFrom, @Nullable AuthorizationError chainError,
		boolean forgedTop) {

	Path {
		certificates = List.copyOf(certificates);
	}

	int size() {
		return this.certificates.size();
	}

	int top() {
		return this.certificates.size() - 1;
	}

	CertificateFacts get(int index) {
		return this.certificates.get(index);
	}

	boolean complete() {
		return this.chainError == null;
	}

}
