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
package io.tlsboot.ocsp;

import java.time.Instant;

/**
 * An answer of a responder that says of a certificate that it is good.
 *
 * @param der the OCSP response as it was received; not to be changed
 * @param thisUpdate when that was known to be so
 * @param nextUpdate until when the answer counts; it is not sent afterwards
 */
public record StapledAnswer(byte[] der, Instant thisUpdate, Instant nextUpdate) {

	/**
	 * Return whether the answer still counts.
	 * @param now the time
	 * @return whether it may be sent
	 */
	public boolean countsAt(Instant now) {
		return now.isBefore(this.nextUpdate);
	}

	@Override
	public String toString() {
		return "StapledAnswer[" + this.thisUpdate + " to " + this.nextUpdate + "]";
	}

}
