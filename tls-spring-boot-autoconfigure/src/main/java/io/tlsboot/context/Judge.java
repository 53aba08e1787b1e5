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

import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;

import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Judges the peers of a context by its trust and the time of the call. Two that are equal
 * come to the same verdict. It outlives its context.
 */
public interface Judge {

	/**
	 * Judge a peer. May take a millisecond; not called on an event loop.
	 * @param chain what the peer presented, leaf first; not empty
	 * @param engine the engine of the connection, which knows the name that a client
	 * wants, or {@code null} for one of a server
	 * @return the verdict
	 */
	Verdict judge(List<X509Certificate> chain, @Nullable SSLEngine engine);

	/**
	 * Return when a verdict can change by time alone. Not called on an event loop either.
	 * @param chain what the peer presented
	 * @param engine as for {@link #judge}
	 * @param since the second of the epoch at which it was judged
	 * @return the first second of the epoch after that at which it can, or
	 * {@link Long#MAX_VALUE} when it never can
	 */
	long nextChange(List<X509Certificate> chain, @Nullable SSLEngine engine, long since);

}
