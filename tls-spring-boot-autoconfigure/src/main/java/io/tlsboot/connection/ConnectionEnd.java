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

package io.tlsboot.connection;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a secure connection ended.
 *
 * @param cause who ended it
 * @param cleanly whether the peer ended its side with close_notify
 * @param duration the time from accept to close
 * @param bytesRead how many bytes of application data were received
 * @param bytesWritten how many bytes of application data were sent
 * @param error what failed, or {@code null}
 */
public record ConnectionEnd(Cause cause, boolean cleanly, Duration duration, long bytesRead, long bytesWritten,
		@Nullable Throwable error) {

	/**
	 * Who ended a connection.
	 */
	public enum Cause {

		/** The handler completed, or the application closed it, before the peer did. */
		LOCAL,

		/** The handler failed. */
		HANDLER_ERROR,

		/** The peer ended its side first. */
		PEER,

		/** The connection was reset or another error occurred on it. */
		CONNECTION_ERROR,

		/** The server closed. */
		SHUTDOWN,

		/** The peer was no longer authorized. */
		VERDICT_CHANGED,

		/** The connection was as old as connections may become. */
		MAX_AGE

	}

}
