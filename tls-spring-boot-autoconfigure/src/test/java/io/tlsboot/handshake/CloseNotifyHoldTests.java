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

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A close_notify waits for what came before it, however the bytes are cut; nothing is
 * lost, doubled or put in another order.
 */
class CloseNotifyHoldTests {

	private final AtomicBoolean engineBusy = new AtomicBoolean();

	private final AtomicBoolean undelivered = new AtomicBoolean(true);

	private final CloseNotifyHold hold = new CloseNotifyHold(this.engineBusy::get);

	private final Passed passed = new Passed();

	private final EmbeddedChannel channel = new EmbeddedChannel(this.hold, this.passed);

	@ParameterizedTest
	@CsvSource({ "21,26", "23,19", "23,35" })
	void theLastRecordWaitsHoweverTheBytesAreCut(int type, int length) {
		for (int seed = 0; seed < 300; seed++) {
			CloseNotifyHoldTests test = new CloseNotifyHoldTests();
			test.hold.attach(test.undelivered::get, () -> 0);
			Random random = new Random(seed);
			byte[] stream = stream(random, type, length);
			test.send(random, stream);
			test.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
			test.channel.runPendingTasks();
			assertThat(test.passed.bytes.size()).as("seed %d", seed).isLessThan(stream.length);
			assertThat(test.passed.ended).isFalse();
			test.undelivered.set(false);
			test.hold.releaseWhenDelivered(test.channel.pipeline().context(test.hold));
			test.channel.runPendingTasks();
			assertThat(test.passed.bytes.toByteArray()).as("seed %d", seed).isEqualTo(stream);
			assertThat(test.passed.ended).isTrue();
			assertThat(test.hold.endsLikeCloseNotify()).isTrue();
			test.channel.finish();
		}
	}

	@Test
	void otherRecordsPassAtOnce() {
		this.hold.attach(this.undelivered::get, () -> 0);
		byte[] stream = stream(new Random(1), 23, 100);
		send(new Random(1), stream);
		assertThat(this.passed.bytes.toByteArray()).isEqualTo(stream);
		assertThat(this.hold.endsLikeCloseNotify()).isFalse();
		this.channel.finish();
	}

	@Test
	void inTheHandshakeAnAlertPassesUnlessTheEngineIsBusy() {
		byte[] alert = { 21, 3, 3, 0, 2, 2, 48 };
		this.channel.writeInbound(buffer(alert));
		assertThat(this.passed.bytes.toByteArray()).isEqualTo(alert);
		this.engineBusy.set(true);
		this.channel.writeInbound(buffer(alert));
		assertThat(this.passed.bytes.size()).isEqualTo(alert.length);
		this.engineBusy.set(false);
		this.hold.releaseWhenDelivered(this.channel.pipeline().context(this.hold));
		assertThat(this.passed.bytes.size()).isEqualTo(2 * alert.length);
		this.channel.finish();
	}

	@Test
	void aHeldRecordIsNotLostWhenTheConnectionEnds() {
		this.hold.attach(this.undelivered::get, () -> 0);
		byte[] alert = stream(new Random(2), 21, 26);
		this.channel.writeInbound(buffer(alert));
		assertThat(this.passed.bytes.size()).isLessThan(alert.length);
		this.channel.finish();
		assertThat(this.passed.bytes.toByteArray()).isEqualTo(alert);
	}

	@Test
	void nothingIsHeldForAnApplicationThatReceivesNoMore() {
		this.hold.attach(this.undelivered::get, () -> 0);
		byte[] alert = stream(new Random(3), 21, 26);
		this.channel.writeInbound(buffer(alert));
		this.hold.drain(this.channel.pipeline().context(this.hold));
		assertThat(this.passed.bytes.toByteArray()).isEqualTo(alert);
		this.channel.writeInbound(buffer(alert));
		assertThat(this.passed.bytes.size()).isEqualTo(2 * alert.length);
		this.channel.finish();
	}

	private void send(Random random, byte[] stream) {
		for (int index = 0; index < stream.length;) {
			int count = Math.min(stream.length - index, 1 + random.nextInt(200));
			this.channel.writeInbound(this.channel.alloc().buffer().writeBytes(stream, index, count));
			this.channel.runPendingTasks();
			index += count;
		}
	}

	private ByteBuf buffer(byte[] bytes) {
		return this.channel.alloc().buffer().writeBytes(bytes);
	}

	/**
	 * A few records, of which the last has a type and a length.
	 */
	private static byte[] stream(Random random, int type, int length) {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		for (int i = random.nextInt(6); i >= 0; i--) {
			record(random, stream, 23, (random.nextInt(3) == 0) ? 19 : random.nextInt(400));
		}
		record(random, stream, type, length);
		return stream.toByteArray();
	}

	private static void record(Random random, ByteArrayOutputStream stream, int type, int length) {
		byte[] payload = new byte[length];
		random.nextBytes(payload);
		stream.writeBytes(new byte[] { (byte) type, 3, 3, (byte) (length >> 8), (byte) length });
		stream.writeBytes(payload);
	}

	private static final class Passed extends ChannelInboundHandlerAdapter {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private boolean ended;

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object msg) {
			ByteBuf buffer = (ByteBuf) msg;
			byte[] read = new byte[buffer.readableBytes()];
			buffer.readBytes(read);
			this.bytes.writeBytes(read);
			buffer.release();
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
			this.ended = event == ChannelInputShutdownEvent.INSTANCE;
		}

	}

}
