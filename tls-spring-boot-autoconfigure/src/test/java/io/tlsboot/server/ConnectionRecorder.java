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

package io.tlsboot.server;

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.test.Await;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Remembers what became of connections.
 */
public final class ConnectionRecorder implements ConnectionListener {

	private final AtomicInteger accepted = new AtomicInteger();

	private final List<String> rejected = new CopyOnWriteArrayList<>();

	private final List<HandshakeFailure> failures = new CopyOnWriteArrayList<>();

	private final List<SecureConnection> secured = new CopyOnWriteArrayList<>();

	private final List<VerdictChange> verdictChanges = new CopyOnWriteArrayList<>();

	private final List<ConnectionEnd> ends = new CopyOnWriteArrayList<>();

	@Override
	public void accepted(Role role, String endpoint) {
		this.accepted.incrementAndGet();
	}

	@Override
	public void rejected(Role role, String endpoint, @Nullable SocketAddress remoteAddress, String limit) {
		this.rejected.add(limit);
	}

	@Override
	public void handshakeFailed(FailedHandshake failed) {
		this.failures.add(failed.failure());
	}

	@Override
	public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
		this.secured.add(connection);
		return null;
	}

	@Override
	public void verdictChanged(SecureConnection connection, Verdict before, Verdict after) {
		this.verdictChanges
			.add(new VerdictChange(connection, before, after, connection.verdict(), Thread.currentThread().getName()));
	}

	@Override
	public void closed(SecureConnection connection, ConnectionEnd end) {
		this.ends.add(end);
	}

	public int accepted() {
		return this.accepted.get();
	}

	public List<String> rejected() {
		return this.rejected;
	}

	public List<HandshakeFailure> failures() {
		return this.failures;
	}

	public List<SecureConnection> secured() {
		return this.secured;
	}

	public List<ConnectionEnd> ends() {
		return this.ends;
	}

	public List<VerdictChange> verdictChanges() {
		return this.verdictChanges;
	}

	/**
	 * Wait for a number of verdicts that change, and return the last one.
	 */
	public VerdictChange awaitVerdictChange(int count) {
		Await.until(count + " changed verdicts", () -> this.verdictChanges.size() >= count);
		return this.verdictChanges.get(count - 1);
	}

	/**
	 * Wait for a failed handshake.
	 */
	public HandshakeFailure awaitFailure() {
		return awaitFailure(1);
	}

	/**
	 * Wait for a number of failed handshakes, and return the last one.
	 */
	public HandshakeFailure awaitFailure(int count) {
		Await.until(count + " failed handshakes", () -> this.failures.size() >= count);
		return this.failures.get(count - 1);
	}

	/**
	 * Wait for a number of secure connections, and return the last one.
	 */
	public SecureConnection awaitSecured(int count) {
		Await.until(count + " secure connections", () -> this.secured.size() >= count);
		return this.secured.get(count - 1);
	}

	/**
	 * Wait for the end of a number of secure connections, and return the last one.
	 */
	public ConnectionEnd awaitEnd(int count) {
		Await.until(count + " closed connections", () -> this.ends.size() >= count);
		return this.ends.get(count - 1);
	}

	/**
	 * What was told of a verdict that has changed.
	 */
	public record VerdictChange(SecureConnection connection, Verdict before, Verdict after, Verdict told,
			String thread) {
	}

}
