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

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.tlsboot.sni.HostNames;
import io.tlsboot.sni.ServerNameIndex;
import io.tlsboot.sni.ServerNamePattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finds the value for a server name as it is received, by patterns without and with
 * {@code *}. Each call takes another name, so that caches do not make it look cheap.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ServerNameLookupBenchmark {

	private static final int NAMES = 1 << 14;

	/** How many patterns there are. */
	@Param({ "1", "100", "10000" })
	public int patterns;

	/** Whether the patterns have a {@code *}. */
	@Param({ "exact", "wildcard" })
	public String kind = "exact";

	private ServerNameIndex<Integer> index = ServerNameIndex.empty();

	private final String[] hits = new String[NAMES];

	private final String[] misses = new String[NAMES];

	private final String[] upperCase = new String[NAMES];

	private int next;

	/**
	 * Fill the index and make the names.
	 */
	@Setup
	public void fill() {
		boolean exact = this.kind.equals("exact");
		Map<ServerNamePattern, Integer> values = new HashMap<>();
		for (int i = 0; i < this.patterns; i++) {
			values.put(ServerNamePattern.parse((exact ? "www" : "*") + ".host" + i + ".example.com"), i);
		}
		this.index = ServerNameIndex.of(values);
		for (int i = 0; i < NAMES; i++) {
			int host = (int) (i * 2654435761L % this.patterns);
			this.hits[i] = new String("www.host" + host + ".example.com");
			this.misses[i] = "www.other" + host + ".example.com";
			this.upperCase[i] = this.hits[i].toUpperCase(Locale.ROOT);
		}
	}

	/**
	 * A name that is served.
	 * @return its value
	 */
	@Benchmark
	public @Nullable Integer hit() {
		return find(this.hits);
	}

	/**
	 * A name that is not served.
	 * @return no value
	 */
	@Benchmark
	public @Nullable Integer miss() {
		return find(this.misses);
	}

	/**
	 * A name that is served, in upper case.
	 * @return its value
	 */
	@Benchmark
	public @Nullable Integer upperCase() {
		return find(this.upperCase);
	}

	private @Nullable Integer find(String[] names) {
		String host = HostNames.normal(names[this.next++ & (NAMES - 1)]);
		return (host != null) ? this.index.find(host) : null;
	}

}
