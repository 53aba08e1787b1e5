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
package io.tlsboot.ocsp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;

/**
 * Posts a question by HTTP (RFC 6960, appendix A.1). It follows no redirect, and neither
 * a responder that is slow nor one that never ends its answer keeps it for long.
 */
final class HttpResponder implements Responder {

	static final int MAX_BYTES = 64 * 1024;

	private static final int CONNECT_MILLIS = 5_000;

	private static final int READ_MILLIS = 10_000;

	private final Duration limit;

	HttpResponder() {
		this(Duration.ofSeconds(20));
	}

	HttpResponder(Duration limit) {
		this.limit = limit;
	}

	@Override
	public byte[] ask(URI address, byte[] request) throws IOException {
		long end = System.nanoTime() + this.limit.toNanos();
		HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
		try {
			connection.setConnectTimeout(CONNECT_MILLIS);
			connection.setReadTimeout((int) Math.min(READ_MILLIS, this.limit.toMillis()));
			connection.setInstanceFollowRedirects(false);
			connection.setUseCaches(false);
			connection.setDoOutput(true);
			connection.setRequestMethod("POST");
			connection.setRequestProperty("Content-Type", "application/ocsp-request");
			connection.setRequestProperty("Accept", "application/ocsp-response");
			connection.setFixedLengthStreamingMode(request.length);
			try (OutputStream out = connection.getOutputStream()) {
				out.write(request);
			}
			if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
				throw new IOException("it answers with HTTP status " + connection.getResponseCode());
			}
			try (InputStream in = connection.getInputStream()) {
				return read(in, end);
			}
		}
		finally {
			connection.disconnect();
		}
	}

	private byte[] read(InputStream in, long end) throws IOException {
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		byte[] part = new byte[4096];
		int count;
		while ((count = in.read(part)) >= 0) {
			answer.write(part, 0, count);
			if (answer.size() > MAX_BYTES) {
				throw new IOException("its answer has more than " + MAX_BYTES + " bytes");
			}
			if (System.nanoTime() - end > 0) {
				throw new SocketTimeoutException("its answer takes more than " + this.limit.toSeconds() + " seconds");
			}
		}
		return answer.toByteArray();
	}

}
