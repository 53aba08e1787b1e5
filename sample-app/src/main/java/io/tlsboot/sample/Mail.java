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

package io.tlsboot.sample;

import java.time.Instant;
import java.util.List;

/**
 * A mail that was received.
 *
 * @param received when
 * @param from the sender of the envelope
 * @param to the recipients of the envelope
 * @param subject the subject; empty when there is none
 * @param size its size in bytes
 * @param protocol the TLS version that protected it on its way
 * @param cipher the cipher suite that protected it
 */
record Mail(Instant received, String from, List<String> to, String subject, int size, String protocol, String cipher) {
}
