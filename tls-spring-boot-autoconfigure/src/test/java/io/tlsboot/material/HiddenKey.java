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

import java.security.PrivateKey;

/**
 * A key that does not give out its numbers, as one from a token. Only a
 * {@link TokenProvider} can sign with it.
 *
 * @param key the key
 * @param algorithm the name of its algorithm
 */
record HiddenKey(PrivateKey key, String algorithm) implements PrivateKey {

	HiddenKey(PrivateKey key) {
		this(key, key.getAlgorithm());
	}

	@Override
	public String getAlgorithm() {
		return this.algorithm;
	}

	@Override
	public String getFormat() {
		return this.key.getFormat();
	}

	@Override
	public byte[] getEncoded() {
		return this.key.getEncoded();
	}

}
