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
package io.tlsboot.context;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * What a context does about the revocation of certificates by OCSP (RFC 6960); openssl
 * engine.
 *
 * @param stapling whether a server asks the responder about its own certificates and
 * staples the answers to them
 * @param responder who is asked, or {@code null} for whom the certificates name
 * @param requireStaple whether a client refuses servers that do not staple a good answer
 */
public record OcspSpec(boolean stapling, @Nullable URI responder, boolean requireStaple) {

	/** Nobody is asked and nothing is required. */
	public static final OcspSpec NONE = new OcspSpec(false, null, false);

	/**
	 * Staple answers to the certificates of a server.
	 * @param responder who is asked, or {@code null} for whom the certificates name
	 * @return what a server does
	 */
	public static OcspSpec stapling(@Nullable URI responder) {
		return new OcspSpec(true, responder, false);
	}

	/**
	 * Require stapled answers of servers.
	 * @return what a client does
	 */
	public static OcspSpec requiringStaple() {
		return new OcspSpec(false, null, true);
	}

}
