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

package io.tlsboot.handshake;

import io.tlsboot.verify.TlsAlert;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How a handshake failed. No text in it is the peer's own but the server name, which is
 * escaped.
 *
 * @param reason the reason
 * @param alertSent the alert that told the peer, or {@code null} when none was sent or it
 * is not known
 * @param alertReceived the alert that the peer sent, or {@code null}
 * @param verdict the verdict on the peer when that is why it failed, or {@code null}
 * @param serverName the name that the peer asked for, or {@code null}
 * @param contextName the name of the context in use, or {@code null} when none was chosen
 * yet
 * @param detail what the engine says, fit for logs, or {@code null}
 * @param durationNanos how long the handshake took from accept on, in nanoseconds
 */
public record HandshakeFailure(HandshakeFailureReason reason, @Nullable TlsAlert alertSent,
		@Nullable TlsAlert alertReceived, @Nullable Verdict verdict, @Nullable String serverName,
		@Nullable String contextName, @Nullable String detail, long durationNanos) {
}
