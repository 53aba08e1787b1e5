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

import java.security.Provider;

import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The Bouncy Castle provider, handed to those who need it and never registered.
 */
final class Providers {

	private Providers() {
	}

	static Provider bouncyCastle() {
		return Holder.PROVIDER;
	}

	/**
	 * Delays the making of the provider, which takes a while, to its first use.
	 */
	private static final class Holder {

		private static final Provider PROVIDER = new BouncyCastleProvider();

	}

}
