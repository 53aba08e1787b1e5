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
package io.tlsboot.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;

import io.tlsboot.context.OcspSpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns the OCSP properties of a server or a host into what its context does, or says
 * what is wrong.
 */
record PropertiesOcsp(PropertiesCredentials credentials, TlsServerOcspProperties properties) {

	/**
	 * Return what a server does.
	 * @param hosts the hosts of the server, which may be the only ones that staple
	 */
	OcspSpec ofServer(Iterable<TlsSniContextProperties> hosts) {
		OcspSpec ocsp = of(OcspSpec.NONE);
		boolean staples = ocsp.stapling();
		for (TlsSniContextProperties host : hosts) {
			staples = staples || Boolean.TRUE.equals(host.getOcsp().getStapling());
		}
		checkUsed(staples);
		return ocsp;
	}

	/**
	 * Return what a host does.
	 * @param server what its server does
	 */
	OcspSpec ofHost(OcspSpec server) {
		OcspSpec ocsp = of(server);
		checkUsed(ocsp.stapling());
		return ocsp;
	}

	private OcspSpec of(OcspSpec inherited) {
		Boolean stapling = this.properties.getStapling();
		URI responder = responder();
		return new OcspSpec((stapling != null) ? stapling : inherited.stapling(),
				(responder != null) ? responder : inherited.responder(), false);
	}

	private @Nullable URI responder() {
		String text = PropertiesCredentials.text(this.properties.getResponder());
		try {
			return (text != null) ? new URI(text.trim()) : null;
		}
		catch (URISyntaxException ex) {
			throw this.credentials.failure("ocsp.responder", "It is not an address",
					"Use a complete address that begins with 'http://' or 'https://'.");
		}
	}

	private void checkUsed(boolean staples) {
		if (!staples && PropertiesCredentials.text(this.properties.getResponder()) != null) {
			throw this.credentials.failure("ocsp.responder", "Nobody is asked, because 'ocsp.stapling' is not 'true'",
					"Set 'ocsp.stapling: true' beside it, or remove 'ocsp.responder'.");
		}
	}

}
