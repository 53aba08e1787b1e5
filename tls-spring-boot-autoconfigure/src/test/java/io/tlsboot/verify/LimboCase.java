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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;

/**
 * One case of x509-limbo, in its own format.
 *
 * @param fields the fields of the JSON object
 */
record LimboCase(Map<String, Object> fields) {

	/** Most cases do not say when; their certificates are valid for centuries. */
	private static final Instant ANY_TIME = Instant.parse("2026-01-01T00:00:00Z");

	static List<LimboCase> read(Path file) throws IOException {
		try (InputStream json = Files.newInputStream(file)) {
			List<Map<String, Object>> cases = JsonPath.parse(json).read("$.testcases");
			return cases.stream().map(LimboCase::new).toList();
		}
	}

	String id() {
		return text("id");
	}

	String importance() {
		return text("importance");
	}

	boolean client() {
		return "CLIENT".equals(text("validation_kind"));
	}

	boolean success() {
		return "SUCCESS".equals(text("expected_result"));
	}

	/** Judge the case with a verifier that has seen nothing yet. */
	Verdict judge() {
		return judge(verifier());
	}

	/** How long a verdict takes, without preparing the verifier. */
	long nanos() {
		PeerVerifier verifier = verifier();
		List<X509Certificate> presented = presented();
		long start = System.nanoTime();
		verifier.judge(presented);
		return System.nanoTime() - start;
	}

	private Verdict judge(PeerVerifier verifier) {
		List<X509Certificate> presented = presented();
		Verdict verdict = verifier.judge(presented);
		String host = host();
		return (verdict.authorized() && host != null) ? ServerIdentity.judge(host, presented.get(0)) : verdict;
	}

	private PeerVerifier verifier() {
		TrustPolicy policy = new TrustPolicy(certificates(texts("trusted_certs")), crls(texts("crls")),
				client() ? Purpose.CLIENT : Purpose.SERVER, false);
		return new PeerVerifier(policy, Clock.fixed(time(), ZoneOffset.UTC), limits());
	}

	private List<X509Certificate> presented() {
		List<X509Certificate> presented = new ArrayList<>(certificates(List.of(text("peer_certificate"))));
		presented.addAll(certificates(texts("untrusted_intermediates")));
		return presented;
	}

	private Limits limits() {
		Limits standard = Limits.DEFAULT;
		return (this.fields.get("max_chain_depth") instanceof Number depth) ? new Limits(standard.presented(),
				depth.intValue(), standard.steps(), standard.signatures(), standard.comparisons()) : standard;
	}

	private Instant time() {
		return (this.fields.get("validation_time") instanceof String time) ? OffsetDateTime.parse(time).toInstant()
				: ANY_TIME;
	}

	private @Nullable String host() {
		return (!client() && this.fields.get("expected_peer_name") instanceof Map<?, ?> name)
				? (String) name.get("value") : null;
	}

	private String text(String name) {
		return (String) this.fields.get(name);
	}

	@SuppressWarnings("unchecked")
	private List<String> texts(String name) {
		List<String> texts = (List<String>) this.fields.get(name);
		return (texts != null) ? texts : List.of();
	}

	/** Bytes only, so that it is the verifier that decodes and not the JDK. */
	private static List<X509Certificate> certificates(List<String> pems) {
		return pems.stream().map((pem) -> TestCertificate.raw(der(pem))).toList();
	}

	private static byte[] der(String pem) {
		return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
	}

	private static List<X509CRL> crls(List<String> pems) {
		try {
			List<X509CRL> crls = new ArrayList<>();
			for (String pem : pems) {
				crls.add((X509CRL) CertificateFactory.getInstance("X.509")
					.generateCRL(new ByteArrayInputStream(der(pem))));
			}
			return crls;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
