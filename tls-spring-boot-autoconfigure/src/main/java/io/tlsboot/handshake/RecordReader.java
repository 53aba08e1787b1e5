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

import io.netty.buffer.ByteBuf;

/**
 * Follows the records of one direction of a connection (RFC 8446, section 5.1), however
 * the bytes are cut, and keeps a few facts of those that are in clear.
 */
final class RecordReader {

	private static final int HEADER = 5;

	private static final int ALERT = 21;

	private static final int HANDSHAKE = 22;

	private static final int APPLICATION_DATA = 23;

	private static final int CHANGE_CIPHER_SPEC = 20;

	private static final int FATAL = 2;

	private static final int CERTIFICATE = 11;

	private static final int SERVER_KEY_EXCHANGE = 12;

	private static final int NAMED_CURVE = 3;

	/** An alert, and nothing of a handshake message. */
	static final int ALERTS = 2;

	/** The longest record in clear (RFC 8446, section 5.1). */
	static final int MESSAGES = 1 << 14;

	private final int kept;

	private final byte[] header = new byte[HEADER];

	private int headerLength;

	private int remaining;

	private byte[] payload = {};

	private int payloadLength;

	private long bytes;

	private int alert = -1;

	private boolean fatal;

	private boolean encrypted;

	private boolean foreign;

	private ServerHelloFacts facts = ServerHelloFacts.NONE;

	private boolean certificate;

	private int curve;

	private int continued;

	/**
	 * Create a reader.
	 * @param kept how much of a record is looked at: {@link #ALERTS} or {@link #MESSAGES}
	 */
	RecordReader(int kept) {
		this.kept = kept;
	}

	/**
	 * Follow some bytes.
	 * @param buffer the bytes; its indexes do not change
	 */
	void read(ByteBuf buffer) {
		int index = buffer.readerIndex();
		int end = buffer.writerIndex();
		if (this.bytes == 0 && index < end) {
			byte type = buffer.getByte(index);
			this.foreign = type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA;
		}
		this.bytes += end - index;
		while (index < end) {
			if (this.headerLength < HEADER) {
				this.header[this.headerLength++] = buffer.getByte(index++);
				if (this.headerLength == HEADER) {
					begin();
				}
			}
			if (this.headerLength == HEADER) {
				int count = Math.min(this.remaining, end - index);
				int kept = Math.min(count, this.payload.length - this.payloadLength);
				if (kept > 0) {
					buffer.getBytes(index, this.payload, this.payloadLength, kept);
					this.payloadLength += kept;
				}
				index += count;
				this.remaining -= count;
				if (this.remaining == 0) {
					end();
				}
			}
		}
	}

	long bytes() {
		return this.bytes;
	}

	int alert() {
		return this.alert;
	}

	boolean serverHello() {
		return this.facts.present();
	}

	boolean tls13() {
		return this.facts.present() && this.facts.tls13();
	}

	int group() {
		return (this.facts.group() != 0) ? this.facts.group() : this.curve;
	}

	/**
	 * Return whether a ServerHello in this direction resumed a session: by its pre-shared
	 * key in TLS 1.3, by the lack of a Certificate message before the cipher changes in
	 * TLS 1.2.
	 */
	boolean resumed() {
		return this.facts.present() && (this.facts.tls13() ? this.facts.preSharedKey() : !this.certificate);
	}

	/**
	 * Return whether the first byte is of no type of record that TLS has.
	 */
	boolean foreign() {
		return this.foreign;
	}

	private void begin() {
		this.remaining = ((this.header[3] & 0xff) << 8) | (this.header[4] & 0xff);
		boolean wanted = !this.encrypted && (this.header[0] == ALERT || this.header[0] == HANDSHAKE);
		this.payload = wanted ? new byte[Math.min(this.remaining, this.kept)] : this.payload;
		this.payloadLength = wanted ? 0 : this.payload.length;
		if (this.remaining == 0) {
			end();
		}
	}

	private void end() {
		int type = this.header[0];
		if (!this.encrypted && type == ALERT && this.payloadLength == 2) {
			alert(this.payload[0] == FATAL, this.payload[1] & 0xff);
		}
		else if (!this.encrypted && type == HANDSHAKE) {
			handshake();
		}
		else if (type == CHANGE_CIPHER_SPEC && !this.facts.tls13()) {
			this.encrypted = this.facts.present();
		}
		this.headerLength = 0;
	}

	/**
	 * Keep the last alert; what comes after a fatal one does not count.
	 */
	private void alert(boolean fatal, int description) {
		if (!this.fatal) {
			this.fatal = fatal;
			this.alert = description;
		}
	}

	/**
	 * Look at the messages that begin in a record. The end of a message that goes on in
	 * the next one is passed over there.
	 */
	private void handshake() {
		int index = Math.min(this.continued, this.payloadLength);
		this.continued -= index;
		while (index + 4 <= this.payloadLength) {
			int type = this.payload[index];
			int length = ((this.payload[index + 1] & 0xff) << 16) | ((this.payload[index + 2] & 0xff) << 8)
					| (this.payload[index + 3] & 0xff);
			if (type == ServerHelloFacts.MESSAGE_TYPE) {
				this.facts = ServerHelloFacts.read(this.payload, index + 4,
						Math.min(this.payloadLength, index + 4 + length));
			}
			else if (type == CERTIFICATE) {
				this.certificate = true;
			}
			else if (type == SERVER_KEY_EXCHANGE && index + 7 <= this.payloadLength
					&& this.payload[index + 4] == NAMED_CURVE) {
				this.curve = ((this.payload[index + 5] & 0xff) << 8) | (this.payload[index + 6] & 0xff);
			}
			index += 4 + length;
		}
		this.continued += Math.max(0, index - this.payloadLength);
	}

}
