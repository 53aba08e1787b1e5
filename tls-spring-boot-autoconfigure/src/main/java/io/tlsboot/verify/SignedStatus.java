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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.SingleResponse;

/**
 * A basic OCSP response that was read but not believed yet (RFC 6960, section 4.2.1).
 */
final class SignedStatus {

	private static final int MAX_ANSWERS = 64;

	private static final int MAX_CERTIFICATES = 8;

	private final ResponseData data;

	private final SignatureFacts signature;

	private final List<CertificateFacts> certificates;

	private SignedStatus(ResponseData data, SignatureFacts signature, List<CertificateFacts> certificates) {
		this.data = data;
		this.signature = signature;
		this.certificates = certificates;
	}

	static SignedStatus read(byte[] response) throws StatusException {
		if (response.length > StatusVerifier.MAX_BYTES) {
			throw invalid("The OCSP response has " + response.length + " bytes, which is too many");
		}
		try {
			OCSPResponse outer = OCSPResponse.getInstance(ASN1Primitive.fromByteArray(response));
			int status = outer.getResponseStatus().getIntValue();
			if (status != OCSPResponseStatus.SUCCESSFUL) {
				throw invalid("The OCSP response is an error of the responder: " + words(status));
			}
			ResponseBytes inner = outer.getResponseBytes();
			if (inner == null || !OCSPObjectIdentifiers.id_pkix_ocsp_basic.equals(inner.getResponseType())) {
				throw invalid("The OCSP response is not a basic one");
			}
			return read(inner);
		}
		catch (IOException | RuntimeException | StackOverflowError ex) {
			throw invalid("The OCSP response cannot be read");
		}
	}

	private static SignedStatus read(ResponseBytes inner) throws IOException, StatusException {
		byte[] encoded = inner.getResponse().getOctets();
		BasicOCSPResponse basic = BasicOCSPResponse.getInstance(ASN1Primitive.fromByteArray(encoded));
		ResponseData data = basic.getTbsResponseData();
		if (data.getResponseExtensions() != null && data.getResponseExtensions().hasAnyCriticalExtensions()) {
			throw invalid("The OCSP response has a critical extension that is not known");
		}
		if (data.getResponses().size() > MAX_ANSWERS) {
			throw invalid("The OCSP response is about too many certificates");
		}
		return new SignedStatus(data, new SignatureFacts(basic.getSignatureAlgorithm(), Der.firstElement(encoded),
				basic.getSignature().getOctets()), certificates(basic.getCerts()));
	}

	private static List<CertificateFacts> certificates(ASN1Sequence sent) throws IOException, StatusException {
		List<CertificateFacts> certificates = new ArrayList<>();
		for (int i = 0; sent != null && i < Math.min(sent.size(), MAX_CERTIFICATES); i++) {
			CertificateFacts certificate = CertificateFacts
				.read(new Encoded(sent.getObjectAt(i).toASN1Primitive().getEncoded(ASN1Encoding.DER)));
			if (certificate == null) {
				throw invalid("The OCSP response has a certificate that cannot be read");
			}
			certificates.add(certificate);
		}
		return certificates;
	}

	ResponderID responder() {
		return this.data.getResponderID();
	}

	SignatureFacts signature() {
		return this.signature;
	}

	/**
	 * Return what came along to verify the signature.
	 */
	List<CertificateFacts> certificates() {
		return this.certificates;
	}

	/**
	 * Return what is said about a certificate. When it is named more than once, as with
	 * several digests, the worst counts.
	 */
	SingleStatus about(StatusSubject subject) throws StatusException {
		try {
			SingleStatus found = null;
			for (int i = 0; i < this.data.getResponses().size(); i++) {
				SingleResponse single = SingleResponse.getInstance(this.data.getResponses().getObjectAt(i));
				if (subject.isMeantBy(single.getCertID())) {
					SingleStatus status = SingleStatus.of(single);
					found = (found == null) ? status : worse(found, status);
				}
			}
			if (found == null) {
				throw new StatusException(AuthorizationError.OCSP_NO_RESPONSE,
						"The OCSP response is about another certificate");
			}
			return found;
		}
		catch (RuntimeException ex) {
			throw invalid("The OCSP response cannot be read");
		}
	}

	private static SingleStatus worse(SingleStatus one, SingleStatus other) {
		if (one.kind() != other.kind()) {
			boolean first = one.kind() == CertificateStatus.Kind.REVOKED || other.kind() == CertificateStatus.Kind.GOOD;
			return first ? one : other;
		}
		return new SingleStatus(one.kind(), Math.max(one.thisUpdate(), other.thisUpdate()),
				Math.min(one.nextUpdate(), other.nextUpdate()));
	}

	static StatusException invalid(String message) {
		return new StatusException(AuthorizationError.OCSP_RESP_INVALID, message);
	}

	private static String words(int status) {
		return switch (status) {
			case OCSPResponseStatus.MALFORMED_REQUEST -> "malformed request";
			case OCSPResponseStatus.INTERNAL_ERROR -> "internal error";
			case OCSPResponseStatus.TRY_LATER -> "try later";
			case OCSPResponseStatus.SIG_REQUIRED -> "the request must be signed";
			case OCSPResponseStatus.UNAUTHORIZED -> "not authorized for this certificate";
			default -> "unknown";
		};
	}

}
