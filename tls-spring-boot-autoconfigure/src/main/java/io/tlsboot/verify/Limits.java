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
 * How much work a peer may cause.
 *
 * @param presented how many certificates it may send
 * @param intermediates how many authorities may stand between it and the trusted end of
 * the path, self-issued ones not counted
 * @param steps how many certificates may be tried in all paths together
 * @param signatures how many signatures of certificates may be calculated
 * @param comparisons how many names may be compared with how many name constraints
 */
record Limits(int presented, int intermediates, int steps, int signatures, int comparisons) {

	/** Far above what honest chains need, far below what is felt. */
	static final Limits DEFAULT = new Limits(32, 16, 256, 64, 1 << 17);

}
