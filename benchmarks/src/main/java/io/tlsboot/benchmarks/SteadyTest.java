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

package io.tlsboot.benchmarks;

import java.util.Locale;

import io.tlsboot.benchmarks.load.LoadOrder;
import io.tlsboot.benchmarks.load.LoadOrder.Client;
import io.tlsboot.benchmarks.load.LoadOrder.Kind;

/**
 * Something a warm server does again and again.
 */
enum SteadyTest {

	/** Full handshakes with an ECDSA certificate. */
	HANDSHAKE(Bench.Setup.ECDSA, Kind.HANDSHAKES, Client.NEW, 0),

	/** Resumed handshakes. */
	RESUMED(Bench.Setup.ECDSA, Kind.HANDSHAKES, Client.RESUMING, 0),

	/** Messages of 64 bytes that come back. */
	ECHO_64(Bench.Setup.ECDSA, Kind.ECHO, Client.NEW, 64),

	/** Messages of a kibibyte that come back. */
	ECHO_1K(Bench.Setup.ECDSA, Kind.ECHO, Client.NEW, 1024),

	/** Messages of 16 kibibytes that come back. */
	ECHO_16K(Bench.Setup.ECDSA, Kind.ECHO, Client.NEW, 16 * 1024),

	/** Full handshakes with an RSA certificate. */
	RSA(Bench.Setup.RSA, Kind.HANDSHAKES, Client.NEW, 0),

	/** Full handshakes with a client that presents the same certificate again. */
	MUTUAL(Bench.Setup.MUTUAL, Kind.HANDSHAKES, Client.CERTIFIED, 0),

	/** The server sends. */
	SEND(Bench.Setup.SOURCE, Kind.RECEIVE, Client.NEW, 0),

	/** The server receives. */
	RECEIVE(Bench.Setup.SINK, Kind.SEND, Client.NEW, 0);

	/** How many connections share what is sent one way. */
	private static final int BULK_CONNECTIONS = 4;

	private static final double MEBIBYTES_PER_GIGABYTE = 1e9 / (1024 * 1024);

	private final Bench.Setup setup;

	private final Kind kind;

	private final Client client;

	private final int size;

	SteadyTest(Bench.Setup setup, Kind kind, Client client, int size) {
		this.setup = setup;
		this.kind = kind;
		this.client = client;
		this.size = size;
	}

	static SteadyTest of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	Bench.Setup setup() {
		return this.setup;
	}

	boolean possible(Peer peer) {
		return peer.does(this.setup.behaviour()) && !(peer.http() && this.kind != Kind.HANDSHAKES);
	}

	/**
	 * Return whether it needs connections that are open before.
	 */
	boolean held() {
		return this.kind != Kind.HANDSHAKES;
	}

	LoadOrder open(Options options, int port) {
		int connections = bulk() ? BULK_CONNECTIONS : options.number("connections");
		return new LoadOrder(Kind.OPEN, port, connections, connections, 0, this.client);
	}

	LoadOrder order(Options options, RunningServer server, boolean warmup) {
		return order(options, server, warmup, this.client);
	}

	/**
	 * Return what is to be done before those that resume sessions: some servers give no
	 * new session with one that is resumed, so that each is collected by a full
	 * handshake.
	 */
	LoadOrder collect(Options options, RunningServer server, boolean warmup) {
		return order(options, server, warmup, Client.COLLECTING);
	}

	private LoadOrder order(Options options, RunningServer server, boolean warmup, Client wanted) {
		return new LoadOrder(this.kind, server.port(), count(options, warmup), options.number("connections"), this.size,
				wanted.http(server.peer().http()));
	}

	boolean resumes() {
		return this.client == Client.RESUMING;
	}

	/**
	 * Return for how many operations a round counts: handshakes, messages or gigabytes.
	 */
	double operations(Options options) {
		return bulk() ? count(options, false) / MEBIBYTES_PER_GIGABYTE : count(options, false);
	}

	String unit() {
		return bulk() ? "s/GB" : "us";
	}

	double nanosPerUnit() {
		return bulk() ? 1e9 : 1e3;
	}

	private boolean bulk() {
		return this.kind == Kind.SEND || this.kind == Kind.RECEIVE;
	}

	private int count(Options options, boolean warmup) {
		if (bulk()) {
			return roundUp(options.number("mebibytes") * (warmup ? 4 : 1), BULK_CONNECTIONS);
		}
		if (this.kind == Kind.HANDSHAKES) {
			return options.number(warmup ? "warmup" : "handshakes");
		}
		int messages = options.number("messages") / ((this.size > 1024) ? 2 : 1) * (warmup ? 4 : 1);
		return roundUp(messages, options.number("connections"));
	}

	/**
	 * All connections have the same part.
	 */
	private static int roundUp(int count, int parts) {
		return (count + parts - 1) / parts * parts;
	}

}
