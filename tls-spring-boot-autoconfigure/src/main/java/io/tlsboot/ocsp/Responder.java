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

import java.io.IOException;
import java.net.URI;

/**
 * Takes questions to OCSP responders.
 */
@FunctionalInterface
interface Responder {

	/**
	 * Ask one question. May take long; called on a thread for that.
	 * @param address where the responder is
	 * @param request the DER of an OCSPRequest
	 * @return what it answers, not looked at yet
	 * @throws IOException when it does not answer, in the words of a log
	 */
	byte[] ask(URI address, byte[] request) throws IOException;

}
