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

package io.tlsboot.context;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javax.net.ssl.SSLEngine;

import io.netty.handler.ssl.OpenSslCredential;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.OpenSslSessionStats;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProtocols;
import io.netty.internal.tcnative.Buffer;
import io.netty.internal.tcnative.SSL;
import io.netty.internal.tcnative.SSLContext;
import io.netty.internal.tcnative.SSLCredential;
import io.tlsboot.material.EcPairProof;
import org.jspecify.annotations.Nullable;

/**
 * The one place that calls into the native library beneath Netty's public types (security
 * rule R10): a wrong pointer here would end the process.
 */
final class OpenSslNative {

	private OpenSslNative() {
	}

	/**
	 * Return whether the connection of an engine resumed a session. Call it on the
	 * engine's event loop, after the handshake and before the engine is released.
	 */
	static boolean sessionReused(SSLEngine engine) {
		long pointer = pointer(engine);
		return pointer != 0 && SSL.isSessionReused(pointer);
	}

	/**
	 * Keep a new engine from sending and accepting tickets, of both versions.
	 */
	static void refuseTickets(SSLEngine engine) {
		long pointer = pointer(engine);
		if (pointer != 0) {
			SSL.setOptions(pointer, SSL.SSL_OP_NO_TICKET);
		}
	}

	/**
	 * Return the key exchange group of a connection: none for a resumed session of TLS
	 * 1.2, where BoringSSL would tell the group of the first connection.
	 */
	static @Nullable String namedGroup(SSLEngine engine) {
		if (!(engine.getSession() instanceof OpenSslSession session)
				|| (SslProtocols.TLS_v1_2.equals(session.getProtocol()) && sessionReused(engine))) {
			return null;
		}
		return session.getNamedGroup();
	}

	/**
	 * Return the DER of the certificates that the client of an engine has presented, leaf
	 * first. Call it on the engine's event loop, also in the handshake, and before the
	 * engine is released.
	 * @return the certificates, or {@code null} when it has presented none so far
	 */
	static byte @Nullable [][] presentedByClient(SSLEngine engine) {
		long pointer = pointer(engine);
		byte[] leaf = (pointer != 0) ? SSL.getPeerCertificate(pointer) : null;
		if (leaf == null) {
			return null;
		}
		// For a server it is without the leaf.
		byte[][] others = SSL.getPeerCertChain(pointer);
		byte[][] chain = new byte[(others != null) ? others.length + 1 : 1][];
		chain[0] = leaf;
		if (others != null) {
			System.arraycopy(others, 0, chain, 1, others.length);
		}
		return chain;
	}

	/**
	 * Return whether the handshake of an engine has come to TLS 1.3. Call it on the
	 * engine's event loop before the engine is released.
	 */
	static boolean isTls13(SSLEngine engine) {
		long pointer = pointer(engine);
		return pointer != 0 && SslProtocols.TLS_v1_3.equals(SSL.getVersion(pointer));
	}

	/**
	 * Return what the client of an engine chose by NPN, if it did. Call it on the
	 * engine's event loop, after the handshake and before the engine is released.
	 */
	static @Nullable String nextProtocol(SSLEngine engine) {
		long pointer = pointer(engine);
		return (pointer != 0) ? SSL.getNextProtoNegotiated(pointer) : null;
	}

	/**
	 * Set what a new server context advertises by NPN, in place of what Netty has set.
	 */
	static void setNpnProtocols(SslContext context, List<String> names) throws ReflectiveOperationException {
		SSLContext.setNpnProtos(structure(context), names.toArray(new String[0]),
				SSL.SSL_SELECTOR_FAILURE_NO_ADVERTISE);
	}

	/**
	 * Give a new credential the OCSP response that goes with its certificate. Nobody else
	 * may have the credential yet: BoringSSL reads it without a lock.
	 */
	static void staple(OpenSslCredential credential, byte[] response) throws Exception {
		Method address = Class.forName("io.netty.handler.ssl.OpenSslCredentialPointer").getMethod("credentialAddress");
		address.setAccessible(true);
		SSLCredential.setOcspResponse((long) address.invoke(credential), response);
	}

	/**
	 * Return the OCSP response that came with the certificate of a server, or, when a
	 * session is resumed, came when it began. May be called by any thread.
	 */
	static byte @Nullable [] stapled(SSLEngine engine) {
		return ((ReferenceCountedOpenSslEngine) engine).getOcspResponse();
	}

	/**
	 * Let a new context tell the secrets of its connections. The native context refers to
	 * the listener until its memory is freed, which is when the last of its connections
	 * is gone: each of them keeps it.
	 * @param lines takes each line, on the thread of the handshake
	 */
	static void setKeyLog(SslContext context, Consumer<byte[]> lines) throws ReflectiveOperationException {
		boolean set = SSLContext.setKeyLogCallback(structure(context), (ssl, line) -> {
			try {
				lines.accept(line);
			}
			catch (Throwable ex) {
				// It would stay pending in the native code, in the middle of a handshake.
			}
		});
		if (!set) {
			throw new IllegalStateException("The native library tells no secrets");
		}
	}

	/**
	 * Return the pointer of netty-tcnative's own structure, which only this field has:
	 * {@code sslCtxPointer()} is another, with which the process would end.
	 */
	private static long structure(SslContext context) throws ReflectiveOperationException {
		Field field = ReferenceCountedOpenSslContext.class.getDeclaredField("ctx");
		field.setAccessible(true);
		return field.getLong(context);
	}

	/**
	 * Set the id context and the ticket keys of a server context, always together
	 * (security rule R1).
	 */
	static void setResumption(SslContext context, byte[] sessionIdContext, OpenSslSessionTicketKey[] keys) {
		OpenSslServerSessionContext sessions = (OpenSslServerSessionContext) ((ReferenceCountedOpenSslContext) context)
			.sessionContext();
		if (!sessions.setSessionIdContext(sessionIdContext)) {
			throw new IllegalStateException("BoringSSL refused the session id context");
		}
		if (keys.length > 0) {
			sessions.setTicketKeys(keys);
		}
	}

	/**
	 * Return what a context has counted of its sessions. The caller takes part in the
	 * context, as that of one that is freed would be read otherwise.
	 */
	static SessionStatistics sessionStatistics(SslContext context) {
		OpenSslSessionStats stats = ((ReferenceCountedOpenSslContext) context).sessionContext().stats();
		return new SessionStatistics(stats.number(), stats.ticketKeyNew(), stats.ticketKeyResume(),
				stats.ticketKeyRenew(), stats.ticketKeyFail());
	}

	private static boolean reads(ByteBuffer pem, int length) {
		long bio = 0;
		try {
			bio = SSL.newMemBIO();
			if (SSL.bioWrite(bio, Buffer.address(pem), length) != length) {
				return false;
			}
			SSL.freePrivateKey(SSL.parsePrivateKey(bio, null));
			return true;
		}
		catch (Exception ex) {
			// It says no more than that the key was not read, and leaves it in a queue
			SSL.clearError();
			return false;
		}
		finally {
			if (bio != 0) {
				SSL.freeBIO(bio);
			}
		}
	}

	private static long pointer(SSLEngine engine) {
		return ((ReferenceCountedOpenSslEngine) engine).sslPointer();
	}

	/**
	 * Proves with BoringSSL that the parts of EC keys belong together: it reads no key
	 * whose point is not the number times the generator of the curve (EC_KEY_check_key).
	 */
	static final class EcPairs implements EcPairProof {

		private static final byte[] BEGIN = "-----BEGIN EC PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);

		private static final byte[] END = "\n-----END EC PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);

		private static final int SIZE = 512;

		/** What nobody uses at the moment; direct memory is dear to get. */
		private final AtomicReference<@Nullable ByteBuffer> spare = new AtomicReference<>();

		@Override
		public boolean proves(byte[] key) {
			byte[] body = Base64.getEncoder().encode(key);
			int length = BEGIN.length + body.length + END.length;
			if (length > SIZE) {
				return false;
			}
			ByteBuffer unused = this.spare.getAndSet(null);
			ByteBuffer pem = (unused != null) ? unused.clear() : ByteBuffer.allocateDirect(SIZE);
			try {
				return reads(pem.put(BEGIN).put(body).put(END), length);
			}
			finally {
				Arrays.fill(body, (byte) 0);
				pem.clear().put(new byte[length]);
				this.spare.set(pem);
			}
		}

	}

}
