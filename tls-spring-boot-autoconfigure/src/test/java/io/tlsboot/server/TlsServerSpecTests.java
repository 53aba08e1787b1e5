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

package io.tlsboot.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TicketKeySpec;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.TrustSource;
import io.tlsboot.lifetime.LifetimeSpec;
import io.tlsboot.reload.ReloadSpec;
import io.tlsboot.sni.SniSpec;
import io.tlsboot.sni.UnknownServerName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TlsServerSpec}.
 */
class TlsServerSpecTests {

	@Test
	void noTextShowsWhatStandsInline() {
		String secret = "c2VjcmV0";
		SecureContextSpec context = SecureContextSpec
			.server("test", new IdentitySource.Pem("base64:" + secret, secret, secret),
					new IdentitySource.Pkcs12("base64:" + secret, secret))
			.with((spec) -> spec
				.trust(new TrustSource.Combined(List.of(new TrustSource.Pkcs12(secret, secret),
						new TrustSource.Locations(List.of("base64:" + secret)))))
				.crls(List.of("base64:" + secret, "-----BEGIN X509 CRL-----\n" + secret, "file:list.crl"))
				.session(new SessionSpec(Duration.ofHours(1), 16, true, new TicketKeySpec("base64:" + secret, null))));
		TlsServerSpec server = new TlsServerSpec("test", null, 0, context,
				new SniSpec(Map.of("host.example.com", context), UnknownServerName.DEFAULT, 1),
				HandshakeLimits.DEFAULTS, 0, null, ReloadSpec.DEFAULTS, LifetimeSpec.DEFAULTS);
		assertThat(server.toString()).doesNotContain(secret)
			.contains(context.toString(), "crls=[(not shown), (not shown), file:list.crl]",
					"ticketKeys=TicketKeySpec[location=(not shown), rotateEvery=null]");
	}

}
