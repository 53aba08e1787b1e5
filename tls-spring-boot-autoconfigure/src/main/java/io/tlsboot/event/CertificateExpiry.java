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

package io.tlsboot.event;

import java.security.cert.X509Certificate;
import java.time.Duration;

import io.tlsboot.connection.Role;

/**
 * A certificate of ours that expires soon, or has.
 *
 * @param role whether it is a server's or a client's
 * @param endpoint the name of the server or client
 * @param context the name of the context: {@code default}, or the host pattern it serves
 * @param certificate the certificate
 * @param threshold the time before its end that it has come to; zero when it has expired
 * @param timeLeft how long it is still valid; negative when it has expired
 */
public record CertificateExpiry(Role role, String endpoint, String context, X509Certificate certificate,
		Duration threshold, Duration timeLeft) {
}
