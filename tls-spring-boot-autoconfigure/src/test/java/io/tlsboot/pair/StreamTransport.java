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

package io.tlsboot.pair;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tlsboot.test.Await;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * A pipe of plain streams, read and written on threads that may block. They belong to
 * nobody here: to dispose of a thread while the pair signals to it would block the pair.
 */
final class StreamTransport implements AutoCloseable {

	private final CountDownLatch written = new CountDownLatch(1);

	private final Socket socket;

	private StreamTransport(Socket socket) {
		this.socket = socket;
	}

	static StreamTransport connect(int port) throws IOException {
		return new StreamTransport(new Socket(InetAddress.getLoopbackAddress(), port));
	}

	static StreamTransport accept(ServerSocket listener) throws IOException {
		return new StreamTransport(listener.accept());
	}

	/**
	 * Carry the records of a pair until both directions have ended.
	 */
	StreamTransport carry(SecurePair pair) {
		pair.encrypted().input(received()).subscribe(null, (failure) -> {
		});
		pair.encrypted()
			.output()
			.publishOn(Schedulers.boundedElastic(), 4)
			.doOnDiscard(ByteBuf.class, ByteBuf::release)
			.doFinally((signal) -> this.written.countDown())
			.subscribe(this::write, (failure) -> {
			}, this::end);
		return this;
	}

	private Flux<ByteBuf> received() {
		return Flux.<ByteBuf, InputStream>generate(this.socket::getInputStream, (input, sink) -> {
			byte[] buffer = new byte[8192];
			try {
				int count = input.read(buffer);
				if (count < 0) {
					sink.complete();
				}
				else {
					sink.next(Unpooled.wrappedBuffer(buffer, 0, count));
				}
			}
			catch (IOException ex) {
				sink.error(ex);
			}
			return input;
		}).subscribeOn(Schedulers.boundedElastic());
	}

	private void write(ByteBuf buffer) {
		try {
			OutputStream output = this.socket.getOutputStream();
			buffer.readBytes(output, buffer.readableBytes());
			output.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			buffer.release();
		}
	}

	private void end() {
		try {
			this.socket.shutdownOutput();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		Await.latch("the end of the output", this.written);
	}

}
