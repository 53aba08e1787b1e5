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

package io.tlsboot.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes what a broken or hostile peer may say out of what an honest one says; the same in
 * each run.
 */
final class Garbage {

	private static final long SEED = 2595;

	private final Random random = new Random(SEED);

	private final List<byte[]> honest;

	private final byte[] all;

	Garbage(List<byte[]> honest) {
		this.honest = honest;
		this.all = Messages.join(honest.toArray(new byte[0][]));
	}

	byte[] next() {
		return switch (this.random.nextInt(6)) {
			case 0 -> random(this.random.nextInt(200));
			case 1 -> changed();
			case 2 -> Arrays.copyOf(this.all, this.random.nextInt(this.all.length));
			case 3 -> grown();
			case 4 -> shuffled();
			default -> Messages.join(this.honest.get(0), Messages.text("x".repeat(this.random.nextInt(20_000))));
		};
	}

	private byte[] changed() {
		byte[] bytes = this.all.clone();
		for (int i = this.random.nextInt(4); i >= 0; i--) {
			bytes[this.random.nextInt(bytes.length)] = (byte) this.random.nextInt();
		}
		return bytes;
	}

	private byte[] grown() {
		int at = this.random.nextInt(this.all.length);
		return Messages.join(Arrays.copyOf(this.all, at), random(this.random.nextInt(20)),
				Arrays.copyOfRange(this.all, at, this.all.length));
	}

	private byte[] shuffled() {
		byte[][] parts = new byte[this.random.nextInt(40)][];
		for (int i = 0; i < parts.length; i++) {
			parts[i] = (this.random.nextInt(3) == 0) ? random(this.random.nextInt(10))
					: this.honest.get(this.random.nextInt(this.honest.size()));
		}
		return Messages.join(parts);
	}

	private byte[] random(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

}
