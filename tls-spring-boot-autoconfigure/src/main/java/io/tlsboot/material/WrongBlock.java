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

package io.tlsboot.material;

/**
 * Words for a block that stands where another kind is wanted.
 */
final class WrongBlock {

	private WrongBlock() {
	}

	/**
	 * Say that one kind of block was found in place of another.
	 * @param place where it was found
	 * @param found the block that was found
	 * @param wanted the kind that is wanted there
	 * @return the exception to throw
	 */
	static MaterialException instead(Place place, PemBlock found, BlockKind wanted) {
		String problem = switch (found.kind()) {
			case OTHER -> (found.line() > 0) ? "The PEM label " + found.label() + " is unexpected" + found.at()
					: "The DER content is not " + wanted.noun();
			default -> "This is " + found.kind().noun() + ", not " + wanted.noun();
		};
		return place.failure(problem, action(place, found, wanted));
	}

	private static String action(Place place, PemBlock found, BlockKind wanted) {
		String name = "Name " + wanted.noun() + " here, a file with " + begin(wanted);
		return switch (found.kind()) {
			case PRIVATE_KEY, CERTIFICATE ->
				(wanted == BlockKind.CRL) ? name + "." : name + "; key and cert may be swapped.";
			case REQUEST ->
				"Have an authority sign the request and name the certificate that comes back, or sign it with "
						+ "its own key: openssl x509 -req -in " + place.argument() + " -signkey key.pem -out cert.pem.";
			case PKCS7 -> "Convert it: openssl pkcs7 -print_certs" + form(found) + " -in " + place.argument()
					+ " -out certs.pem.";
			case PKCS12 -> "Name it as pfx, or convert it: openssl pkcs12 -in " + place.argument() + " -out all.pem.";
			case CRL -> name + "; a revocation list belongs under crl.";
			case PUBLIC_KEY, PARAMETERS, OTHER -> name + ".";
			default -> name + ".";
		};
	}

	private static String begin(BlockKind wanted) {
		return switch (wanted) {
			case PRIVATE_KEY -> "-----BEGIN PRIVATE KEY-----";
			case CRL -> "-----BEGIN X509 CRL-----";
			default -> "-----BEGIN CERTIFICATE-----";
		};
	}

	private static String form(PemBlock found) {
		return (found.line() > 0) ? "" : " -inform DER";
	}

}
