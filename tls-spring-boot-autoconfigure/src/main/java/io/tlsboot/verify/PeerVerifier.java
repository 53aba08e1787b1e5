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

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Judges the certificates that a peer presents, by one policy. A verifier is made once
 * per policy, which is when trusted certificates and revocation lists are decoded, and is
 * then used by any number of threads. It does no input or output, knows no network, and
 * its work is bounded whatever a peer sends.
 *
 * <p>
 * When several things are wrong, the last check that fails decides, in the order: the
 * chain, extensions and purpose and strength, revocation, signatures and dates, name
 * constraints. So a certificate that is both untrusted and expired has expired.
 */
public final class PeerVerifier {

	private final TrustPolicy policy;

	private final Clock clock;

	private final Limits limits;

	private final Anchors anchors;

	private final ExtensionCheck extensions;

	private final RevocationCheck revocation;

	private final StapleCheck staples;

	private final Memory memory = new Memory();

	private final AcceptedChains accepted = new AcceptedChains();

	/** Made when it is first asked for; a benign race. */
	private volatile @Nullable ChangePoints changePoints;

	/**
	 * Prepare to judge.
	 * @param policy what is trusted for what
	 * @param clock tells the time to which certificates and revocation lists must be
	 * valid, to the second
	 */
	public PeerVerifier(TrustPolicy policy, Clock clock) {
		this(policy, clock, Limits.DEFAULT);
	}

	PeerVerifier(TrustPolicy policy, Clock clock, Limits limits) {
		this.policy = policy;
		this.clock = clock;
		this.limits = limits;
		this.anchors = new Anchors(policy.anchors());
		this.extensions = new ExtensionCheck(policy.purpose());
		this.revocation = new RevocationCheck(policy.crls(), this.anchors);
		this.staples = new StapleCheck(clock);
	}

	/**
	 * Return the policy.
	 * @return what this verifier was made from
	 */
	public TrustPolicy policy() {
		return this.policy;
	}

	/**
	 * Judge a peer, or recall what was found when it presented the same before. May be
	 * called by any thread; calculates, but never waits.
	 * @param presented the peer's own certificate and after it any others in any order;
	 * empty when it sent none
	 * @return the verdict; whatever was presented, this throws nothing
	 */
	public Verdict judge(List<X509Certificate> presented) {
		if (!readable(presented.size())) {
			return judge(presented, new Budget(this.limits));
		}
		ChainBytes chain = ChainBytes.of(presented);
		long now = now();
		if (this.accepted.accept(chain, now)) {
			return Verdict.AUTHORIZED;
		}
		return judge(chain, now, new Budget(this.limits), (path) -> {
			this.accepted.remember(chain, now, nextChange(chain, now));
			return Verdict.AUTHORIZED;
		});
	}

	/**
	 * Return whether {@link #judge(List)} would only have to recall that a peer is
	 * authorized. Compares bytes and takes about a microsecond, so it may be called on an
	 * event loop.
	 * @param presented what the peer presented
	 * @return whether the peer is authorized; {@code false} says nothing
	 */
	public boolean recalls(List<X509Certificate> presented) {
		return readable(presented.size()) && this.accepted.accept(ChainBytes.of(presented), now());
	}

	/**
	 * Return whether {@link #judge(List)} would only have to recall that a peer is
	 * authorized, as {@link #recalls(List)} does.
	 * @param presented the DER of each certificate that the peer presented
	 * @return whether the peer is authorized; {@code false} says nothing
	 */
	public boolean recalls(byte[][] presented) {
		return readable(presented.length) && this.accepted.accept(new ChainBytes(presented), now());
	}

	private boolean readable(int certificates) {
		return certificates > 0 && certificates <= this.limits.presented();
	}

	private long now() {
		return this.clock.instant().getEpochSecond();
	}

	/**
	 * Judge a peer who must prove by a stapled OCSP answer that its certificate was not
	 * revoked (RFC 6066, section 8). The answer counts only when all else is well. May be
	 * called by any thread; calculates, but never waits.
	 * @param presented the peer's own certificate and after it any others in any order;
	 * empty when it sent none
	 * @param stapled the DER of the answer that came with them, or {@code null} when none
	 * did
	 * @param goodUntil hears when an answer that is good ends to be, before this returns
	 * @return the verdict; whatever was presented, this throws nothing
	 */
	public Verdict judge(List<X509Certificate> presented, byte @Nullable [] stapled, Consumer<Instant> goodUntil) {
		return judge(presented, new Budget(this.limits), (path) -> this.staples.judge(path, stapled, goodUntil));
	}

	/**
	 * Return when the verdict on a peer can change by time alone: when something that was
	 * presented, is trusted or revokes begins or ends to be valid. May be called by any
	 * thread; calculates, but never waits.
	 * @param presented what the peer presented
	 * @param since the second of the epoch at which it was judged
	 * @return the first second of the epoch after that at which it can, or
	 * {@link Long#MAX_VALUE} when it never can; whatever was presented, this throws
	 * nothing
	 */
	public long nextChange(List<X509Certificate> presented, long since) {
		if (!readable(presented.size())) {
			return Long.MAX_VALUE;
		}
		try {
			return nextChange(ChainBytes.of(presented), since);
		}
		catch (RuntimeException | StackOverflowError ex) {
			// Judged as not to be checked, at all times.
			return Long.MAX_VALUE;
		}
	}

	private long nextChange(ChainBytes chain, long since) {
		Presented read = new Presented(chain, this.anchors, this.memory);
		CertificateFacts leaf = read.leaf();
		if (leaf == null) {
			return Long.MAX_VALUE;
		}
		long next = Math.min(changePoints().after(since), ChangePoints.after(leaf, since));
		for (CertificateFacts other : read.others()) {
			next = Math.min(next, ChangePoints.after(other, since));
		}
		return next;
	}

	private ChangePoints changePoints() {
		ChangePoints points = this.changePoints;
		if (points == null) {
			points = new ChangePoints(this.anchors.all(), this.revocation.lists());
			this.changePoints = points;
		}
		return points;
	}

	Verdict judge(List<X509Certificate> presented, Budget budget) {
		return judge(presented, budget, (path) -> Verdict.AUTHORIZED);
	}

	private Verdict judge(List<X509Certificate> presented, Budget budget, Function<Path, Verdict> lastWord) {
		if (presented.isEmpty()) {
			return Verdict.NO_CERTIFICATE;
		}
		if (!readable(presented.size())) {
			return Verdict.refused(AuthorizationError.CERT_CHAIN_TOO_LONG, "The peer sent " + presented.size()
					+ " certificates; more than " + this.limits.presented() + " are refused");
		}
		return judge(ChainBytes.of(presented), now(), budget, lastWord);
	}

	private Verdict judge(ChainBytes chain, long now, Budget budget, Function<Path, Verdict> lastWord) {
		try {
			return decide(new Presented(chain, this.anchors, this.memory), now, budget, lastWord);
		}
		catch (RuntimeException | StackOverflowError ex) {
			// Fail closed: a verdict is needed whatever this certificate does to a
			// decoder.
			return Verdict.refused(AuthorizationError.UNSPECIFIED, "The peer's certificate cannot be checked");
		}
	}

	private Verdict decide(Presented presented, long now, Budget budget, Function<Path, Verdict> lastWord) {
		CertificateFacts leaf = presented.leaf();
		if (leaf == null) {
			return Verdict.refused(AuthorizationError.UNSPECIFIED, "The peer's certificate cannot be read");
		}
		PathSearch search = new PathSearch(this.anchors, new Links(this.anchors, presented, budget),
				this.policy.allowPartialChain(), (path) -> check(path, now, budget), budget);
		Path path = search.search(leaf);
		if (path == null) {
			return search.failure();
		}
		this.memory.remember(path);
		return lastWord.apply(path);
	}

	private Findings check(Path path, long now, Budget budget) {
		Findings findings = new Findings(path);
		if (path.chainError() != null) {
			findings.add(path.chainError(), path.top(), VerdictTexts.chain(path.chainError()));
		}
		this.extensions.check(path, findings);
		this.revocation.check(path, now, findings);
		SignatureAndDateCheck.check(path, now, findings);
		NameConstraintCheck.check(path, budget, findings);
		return findings;
	}

}
