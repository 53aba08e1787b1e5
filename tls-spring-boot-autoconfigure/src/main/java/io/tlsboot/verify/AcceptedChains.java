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

/**
 * Remembers the chains of peers that were authorized, whole and byte by byte, each for as
 * long as nothing in it, above it or about it begins or ends to be valid. It belongs to
 * one verifier, and so to one policy: with the trust, the revocation lists or the purpose
 * it goes. Peers that are refused leave no trace. Bounded and thread-safe.
 */
final class AcceptedChains {

	/** The young and the old together hold twice as many. */
	static final int GENERATION = 512;

	/** Of a chain that is remembered; those of honest peers have less than half. */
	static final int MAX_BYTES = 8192;

	private final Generations<ChainBytes, Span> chains = new Generations<>(GENERATION);

	/**
	 * Return whether a peer that presents a chain is authorized for sure.
	 * @param chain the chain
	 * @param now the second of the epoch
	 */
	boolean accept(ChainBytes chain, long now) {
		Span span = this.chains.find(chain);
		return span != null && span.from() <= now && now < span.until();
	}

	/**
	 * Remember a chain whose peer was authorized.
	 * @param chain the chain
	 * @param from the second of the epoch at which it was judged
	 * @param until the first second of the epoch at which the verdict may change
	 */
	void remember(ChainBytes chain, long from, long until) {
		if (chain.size() <= MAX_BYTES) {
			this.chains.put(chain, new Span(from, until));
		}
	}

	int size() {
		return this.chains.size();
	}

	/**
	 * When a verdict holds. A clock that is set back may leave it on either side.
	 */
	private record Span(long from, long until) {

	}

}
