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
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Searches a path from the peer's certificate to a trusted one that passes all checks,
 * depth first, trying other issuers when one leads nowhere or to a path that fails. Each
 * search is used once, by one thread.
 */
final class PathSearch {

	private final Anchors anchors;

	private final Links links;

	private final boolean allowPartialChain;

	private final Function<Path, Findings> checks;

	private final Budget budget;

	private final List<CertificateFacts> path = new ArrayList<>();

	private @Nullable Path authorized;

	private @Nullable Findings failed;

	private @Nullable Path deadEnd;

	PathSearch(Anchors anchors, Links links, boolean allowPartialChain, Function<Path, Findings> checks,
			Budget budget) {
		this.anchors = anchors;
		this.links = links;
		this.allowPartialChain = allowPartialChain;
		this.checks = checks;
		this.budget = budget;
	}

	/**
	 * Search.
	 * @param leaf the certificate of the peer
	 * @return the path that passed all checks, or {@code null} when there is none and
	 * {@link #failure()} says why
	 */
	@Nullable Path search(CertificateFacts leaf) {
		extend(leaf);
		return this.authorized;
	}

	/**
	 * Return why there is no path.
	 * @return the findings on the first path that ended in trust, else on the longest
	 * one, of those that met a trusted certificate if there are any
	 */
	Verdict failure() {
		if (this.failed != null) {
			return this.failed.verdict();
		}
		if (this.deadEnd == null || this.budget.exhausted()) {
			return Verdict.refused(AuthorizationError.CERT_CHAIN_TOO_LONG,
					"The peer's chain takes too much work to be checked");
		}
		return this.checks.apply(this.deadEnd).verdict();
	}

	/** Return whether to stop: a good path was found or too much was tried. */
	private boolean extend(CertificateFacts certificate) {
		if (!this.budget.step()) {
			return true;
		}
		this.path.add(certificate);
		boolean stop = isTrustedEnd(certificate) && succeeds();
		if (!stop && !certificate.selfSigned()) {
			stop = climb(certificate);
		}
		else if (!stop && !isTrustedEnd(certificate)) {
			noteDeadEnd(chainError(certificate), false);
		}
		this.path.remove(this.path.size() - 1);
		return stop;
	}

	private boolean climb(CertificateFacts certificate) {
		if (intermediates() > this.budget.limits().intermediates()) {
			noteDeadEnd(AuthorizationError.CERT_CHAIN_TOO_LONG, false);
			return false;
		}
		boolean extended = false;
		boolean forged = false;
		for (CertificateFacts issuer : this.links.candidates(certificate)) {
			if (isInPath(issuer)) {
				continue;
			}
			if (this.links.link(certificate, issuer)) {
				extended = true;
				if (extend(issuer)) {
					return true;
				}
			}
			else if (this.budget.exhausted()) {
				return true;
			}
			else {
				forged = forged || this.links.claims(certificate, issuer);
			}
		}
		if (!extended && !isTrustedEnd(certificate)) {
			noteDeadEnd(chainError(certificate), forged);
		}
		return false;
	}

	private boolean isTrustedEnd(CertificateFacts certificate) {
		return this.anchors.contains(certificate) && (certificate.selfSigned() || this.allowPartialChain);
	}

	private boolean succeeds() {
		Path complete = snapshot(null, false);
		Findings findings = this.checks.apply(complete);
		if (findings.error() == null) {
			this.authorized = complete;
			return true;
		}
		if (this.failed == null) {
			this.failed = findings;
		}
		return false;
	}

	private AuthorizationError chainError(CertificateFacts last) {
		int size = this.path.size();
		if (last.selfSigned()) {
			return (size == 1) ? AuthorizationError.DEPTH_ZERO_SELF_SIGNED_CERT
					: AuthorizationError.SELF_SIGNED_CERT_IN_CHAIN;
		}
		if (size == 1) {
			return AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE;
		}
		return this.anchors.contains(last) ? AuthorizationError.UNABLE_TO_GET_ISSUER_CERT
				: AuthorizationError.UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
	}

	private void noteDeadEnd(AuthorizationError error, boolean forged) {
		Path found = snapshot(error, forged);
		Path known = this.deadEnd;
		boolean trusted = found.trustedFrom() < found.size();
		boolean knownTrusted = known != null && known.trustedFrom() < known.size();
		if (known == null || (trusted && !knownTrusted) || (trusted == knownTrusted && known.size() < found.size())) {
			this.deadEnd = found;
		}
	}

	private Path snapshot(@Nullable AuthorizationError error, boolean forged) {
		int trustedFrom = 0;
		while (trustedFrom < this.path.size() && !this.anchors.contains(this.path.get(trustedFrom))) {
			trustedFrom++;
		}
		return new Path(this.path, trustedFrom, error, forged);
	}

	private int intermediates() {
		int count = 0;
		for (int i = 1; i < this.path.size(); i++) {
			count += this.path.get(i).selfIssued() ? 0 : 1;
		}
		return count;
	}

	/** The same authority twice in a path would be a loop. */
	private boolean isInPath(CertificateFacts issuer) {
		for (CertificateFacts certificate : this.path) {
			if (certificate == issuer || (certificate.subject().equals(issuer.subject())
					&& certificate.key().encoded().equals(issuer.key().encoded()))) {
				return true;
			}
		}
		return false;
	}

}
