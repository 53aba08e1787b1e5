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

import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;

import org.jspecify.annotations.Nullable;

/**
 * An EC key of any number, also of one that no provider would take.
 *
 * @param number the private number, or {@code null} when the key keeps it
 * @param params the curve
 */
record NumberedEcKey(@Nullable BigInteger number, ECParameterSpec params) implements ECPrivateKey {

	@Override
	public @Nullable BigInteger getS() {
		return this.number;
	}

	@Override
	public ECParameterSpec getParams() {
		return this.params;
	}

	@Override
	public String getAlgorithm() {
		return "EC";
	}

	@Override
	public @Nullable String getFormat() {
		return null;
	}

	@Override
	public byte @Nullable [] getEncoded() {
		return null;
	}

}
