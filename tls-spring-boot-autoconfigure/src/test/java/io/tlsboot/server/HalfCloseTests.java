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

import java.util.Map;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.peer.NodeClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Half-close and slow readers lose nothing.
 */
class HalfCloseTests {

	private static final int SIZE = 8 * 1024 * 1024;

	private static final String WRITE_ALL_THEN_READ_LATE = """
			const crypto = require('crypto');
			const socket = tls.connect({ port: args.port, host: '127.0.0.1', rejectUnauthorized: false,
			  minVersion: args.version, maxVersion: args.version, allowHalfOpen: true });
			const data = crypto.randomBytes(args.size);
			const sent = crypto.createHash('sha256').update(data).digest('hex');
			socket.on('secureConnect', () => {
			  socket.pause();
			  socket.write(data);
			  socket.end();
			  setTimeout(() => {
			    const hash = crypto.createHash('sha256');
			    let count = 0;
			    socket.on('data', (chunk) => { hash.update(chunk); count += chunk.length; });
			    socket.on('end', () => {
			      console.log(count + ' ' + (hash.digest('hex') === sent));
			      process.exit(0);
			    });
			    socket.resume();
			  }, args.delay);
			});
			socket.on('error', (error) => { console.log('error ' + error); process.exit(1); });
			""";

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void aClientThatWritesEndsAndReadsLateGetsEverythingBack(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider).start()) {
			for (int i = 0; i < Integer.getInteger("rounds", 3); i++) {
				String output = NodeClient
					.run(WRITE_ALL_THEN_READ_LATE,
							Map.of("port", server.port(), "version", version, "size", SIZE, "delay", 300))
					.success();
				assertThat(output.trim()).isEqualTo(SIZE + " true");
				assertThat(server.recorder().awaitEnd(i + 1).cleanly()).isTrue();
			}
		}
	}

}
