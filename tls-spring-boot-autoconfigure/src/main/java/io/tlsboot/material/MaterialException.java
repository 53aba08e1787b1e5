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

import org.jspecify.annotations.Nullable;

/**
 * Key or trust material that cannot be used. It knows what part is wrong and what to do
 * about it, so that whoever knows the property names can say which one to change. No text
 * in it holds a secret or key material.
 */
public class MaterialException extends RuntimeException {

	private final Part part;

	private final @Nullable String location;

	private final String problem;

	private final String action;

	/**
	 * Create an exception.
	 * @param part what part of the material is wrong
	 * @param location where it was read from in a form fit for logs (inline text is
	 * abbreviated), or {@code null} when no location applies
	 * @param problem what is wrong, a sentence without a final stop
	 * @param action what to do, a sentence
	 * @param cause the cause, or {@code null}
	 */
	public MaterialException(Part part, @Nullable String location, String problem, String action,
			@Nullable Throwable cause) {
		super((location != null) ? problem + " (" + location + ")" : problem, cause);
		this.part = part;
		this.location = location;
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return what part is wrong.
	 * @return the part
	 */
	public Part part() {
		return this.part;
	}

	/**
	 * Return where the part was read from.
	 * @return the location fit for logs, or {@code null}
	 */
	public @Nullable String location() {
		return this.location;
	}

	/**
	 * Return what is wrong.
	 * @return a sentence without a final stop
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * Return what to do about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

	/**
	 * A part of key or trust material, named as the property that gives it.
	 */
	public enum Part {

		/** The private key. */
		KEY,

		/** The certificate chain. */
		CERT,

		/** The passphrase of the key or of the PKCS#12 file. */
		PASSPHRASE,

		/** The trust anchors. */
		CA,

		/** The revocation lists. */
		CRL,

		/** The PKCS#12 file. */
		PFX,

		/** The SSL bundle. */
		BUNDLE,

		/** The root keys of session tickets. */
		TICKET_KEYS

	}

}
