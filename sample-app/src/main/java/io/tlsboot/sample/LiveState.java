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
import java.util.Map;

import io.tlsboot.actuate.EndpointDescriptor;
import io.tlsboot.actuate.FailuresDescriptor;

/**
 * How servers and clients are at one moment, in the words of the actuator.
 *
 * @param at when
 * @param status the status of the health {@code tls}
 * @param details its details
 * @param endpoints the servers, then the clients
 * @param failures why their connections fail
 * @param judged how many peers were asked for a certificate and finished the handshake
 * @param authorized how many of these were authorized
 */
record LiveState(Instant at, String status, Map<String, Object> details, List<EndpointDescriptor> endpoints,
		List<FailuresDescriptor> failures, long judged, long authorized) {
}
