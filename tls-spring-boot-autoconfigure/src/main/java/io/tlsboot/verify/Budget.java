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
 * Counts the work that is done for one verdict and says when it is too much. Not
 * thread-safe: each verdict has its own.
 */
final class Budget {

	private final Limits limits;

	private int steps;

	private int signatures;

	private int comparisons;

	private boolean exhausted;

	Budget(Limits limits) {
		this.limits = limits;
	}

	boolean step() {
		return spend(++this.steps <= this.limits.steps());
	}

	boolean sign() {
		return spend(++this.signatures <= this.limits.signatures());
	}

	boolean compare(int count) {
		this.comparisons += count;
		return spend(this.comparisons <= this.limits.comparisons());
	}

	/**
	 * Return whether something was left undone because it would have been too much.
	 * @return whether a limit was passed
	 */
	boolean exhausted() {
		return this.exhausted;
	}

	int steps() {
		return this.steps;
	}

	int signatures() {
		return this.signatures;
	}

	int comparisons() {
		return this.comparisons;
	}

	Limits limits() {
		return this.limits;
	}

	private boolean spend(boolean within) {
		this.exhausted = this.exhausted || !within;
		return within;
	}

}
