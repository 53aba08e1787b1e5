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

package io.tlsboot.verify;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints what one verdict costs: with elliptic curves and one intermediate, for a peer
 * that was seen before, for a new peer of a known intermediate, and for one of which
 * nothing is known. Run by hand; asserts nothing.
 */
final class JudgeTiming {

	private static final int PEERS = 300;

	private JudgeTiming() {
	}

	/**
	 * Measure and print.
	 * @param args none
	 * @throws CertificateException never
	 */
	public static void main(String[] args) throws CertificateException {
		TestCertificate root = Certs.authority("CN=Root").selfSigned();
		TestCertificate middle = Certs.authority("CN=Middle").by(root);
		List<List<X509Certificate>> peers = new ArrayList<>();
		for (int i = 0; i < PEERS; i++) {
			peers.add(TestCertificate.list(Certs.leaf("CN=leaf" + i).host("a.example.com").by(middle), middle));
		}
		TrustPolicy policy = new TrustPolicy(TestCertificate.list(root), List.of(), Purpose.CLIENT, false);
		TrustPolicy revoking = new TrustPolicy(policy.anchors(), List.of(Crls.of(root).make(), Crls.of(middle).make()),
				Purpose.CLIENT, false);
		for (int round = 0; round < 12; round++) {
			print("known peer", new PeerVerifier(policy, clock()), peers.subList(0, 1), 3000);
			print("known peer, revocation", new PeerVerifier(revoking, clock()), peers.subList(0, 1), 3000);
			print("new peer, known intermediate", new PeerVerifier(policy, clock()), peers, PEERS);
			long start = System.nanoTime();
			for (List<X509Certificate> peer : peers) {
				if (!new PeerVerifier(policy, clock()).judge(peer).authorized()) {
					throw new IllegalStateException();
				}
			}
			System.out.printf("%-30s %7.1f us%n", "nothing known", (System.nanoTime() - start) / 1000.0 / PEERS);
			System.out.println();
		}
	}

	private static Clock clock() {
		return new MovableClock(Certs.NOW);
	}

	private static void print(String what, PeerVerifier verifier, List<List<X509Certificate>> peers, int count)
			throws CertificateException {
		verifier.judge(peers.get(0));
		long nanos = 0;
		for (int i = 0; i < count; i++) {
			List<X509Certificate> fresh = decoded(peers.get(i % peers.size()));
			long start = System.nanoTime();
			Verdict verdict = verifier.judge(fresh);
			nanos += System.nanoTime() - start;
			if (!verdict.authorized()) {
				throw new IllegalStateException(verdict.toString());
			}
		}
		System.out.printf("%-30s %7.1f us%n", what, nanos / 1000.0 / count);
	}

	/** As after a handshake: objects that nobody has asked anything yet. */
	private static List<X509Certificate> decoded(List<X509Certificate> certificates) throws CertificateException {
		CertificateFactory factory = CertificateFactory.getInstance("X.509");
		List<X509Certificate> decoded = new ArrayList<>();
		for (X509Certificate certificate : certificates) {
			decoded
				.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
		}
		return decoded;
	}

}
