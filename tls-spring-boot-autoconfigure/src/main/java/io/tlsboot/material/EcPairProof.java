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

package io.tlsboot.material;

/**
 * Proves that an EC private number and a public point belong together, faster than
 * {@link MaterialLoader} can.
 */
@FunctionalInterface
public interface EcPairProof {

	/**
	 * Return whether the two parts of a key belong together.
	 * @param key the DER of an {@code ECPrivateKey} (RFC 5915) with the name of its curve
	 * and its public point; not kept
	 * @return whether the point is the number times the generator of the curve; anything
	 * that is wrong with the key is a no
	 */
	boolean proves(byte[] key);

}
