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

package io.tlsboot.actuate;

import java.util.List;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Why connections of a server or client fail.
 *
 * @param name the name of the server or client
 * @param role {@code server} or {@code client}
 * @param handshakes how many there were
 * @param failures the handshakes that failed, by reason; that with the latest failure
 * first
 * @param rejections the connections that were closed at once, by the limit that was
 * reached
 * @param refusedLater the connections that the peer ended by an alert after the
 * handshake, by what the alert stands for: with TLS 1.3 a client learns only so that its
 * certificate was refused
 */
public record FailuresDescriptor(String name, String role, HandshakesDescriptor handshakes,
		List<FailureDescriptor> failures, List<FailureDescriptor> rejections,
		List<FailureDescriptor> refusedLater) implements OperationResponseBody {
}
