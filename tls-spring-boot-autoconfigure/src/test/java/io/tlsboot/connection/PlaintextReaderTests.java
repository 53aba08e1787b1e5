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

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What waits to be read in plaintext.
 */
class PlaintextReaderTests {

	private final ByteBufAllocator alloc = UnpooledByteBufAllocator.DEFAULT;

	@Test
	void linesThatNeverEndWithASegmentDoNotPileUp() throws StartTlsException {
		PlaintextReader reader = new PlaintextReader(64);
		add(reader, "N");
		for (int i = 0; i < 100_000; i++) {
			add(reader, "OOP\r\nN");
			assertThat(reader.line()).isEqualTo("NOOP".getBytes(StandardCharsets.US_ASCII));
		}
		ByteBuf rest = reader.takeAll();
		int capacity = rest.capacity();
		rest.release();
		assertThat(capacity).isLessThan(1024);
	}

	private void add(PlaintextReader reader, String text) {
		reader.add(this.alloc, ByteBufUtil.writeAscii(this.alloc, text));
	}

}
