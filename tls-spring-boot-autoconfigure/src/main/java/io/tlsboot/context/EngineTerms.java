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

import java.util.List;

/**
 * The engine of a context and what it negotiates, by the settings that decide it.
 *
 * @param spec a specification with the settings
 * @param engine the engine
 * @param negotiation what it negotiates
 */
record EngineTerms(SecureContextSpec spec, Engine engine, Negotiation negotiation) {

	/**
	 * Choose the engine and check what it is to negotiate.
	 * @param spec the specification
	 * @return the terms
	 * @throws ContextException when the settings contradict each other or the engine
	 * cannot honour them
	 */
	static EngineTerms of(SecureContextSpec spec) {
		Engine engine = Engine.choose(spec.provider());
		if (!engine.isOpenSsl()) {
			JdkRenegotiation.refuse();
		}
		SessionLimits.check(spec, engine);
		return new EngineTerms(spec, engine, Negotiation.of(spec, engine));
	}

	/**
	 * Return a key that specifications with the same terms have in common.
	 */
	static Object key(SecureContextSpec spec) {
		return List.of(spec.provider(), spec.session(), spec.protocols(), spec.ciphers(), spec.groups());
	}

	/**
	 * Return whether these are surely the terms of a specification: a cheap question, as
	 * those of one server share their settings.
	 */
	boolean areFor(SecureContextSpec other) {
		return this.spec.provider() == other.provider() && this.spec.session() == other.session()
				&& this.spec.protocols() == other.protocols() && this.spec.ciphers() == other.ciphers()
				&& this.spec.groups() == other.groups();
	}

}
