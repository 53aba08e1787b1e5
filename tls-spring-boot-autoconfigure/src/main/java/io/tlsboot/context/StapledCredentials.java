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

import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.netty.handler.ssl.OpenSslCredential;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;

/**
 * The identities of a server context that staples. Each connection gets those of its
 * moment; BoringSSL chooses one of them and sends the answer that is about it. Whoever
 * owns the context owns these too.
 */
final class StapledCredentials extends AbstractReferenceCounted {

	private final List<StapledCredential> credentials = new ArrayList<>();

	private StapledCredentials() {
	}

	/**
	 * Make those of a context, for its first owner.
	 */
	static StapledCredentials of(PreparedContext prepared) {
		StapledCredentials made = new StapledCredentials();
		try {
			prepared.stapled()
				.forEach((identity) -> made.credentials
					.add(new StapledCredential(identity, prepared.engine(), prepared.clock())));
			return made;
		}
		catch (RuntimeException ex) {
			made.release();
			throw ex;
		}
	}

	/**
	 * Let a new connection present them. Called on its event loop by an owner.
	 */
	void addTo(SSLEngine engine) {
		for (StapledCredential each : this.credentials) {
			OpenSslCredential credential = each.acquire();
			try {
				((ReferenceCountedOpenSslEngine) engine).addCredential(credential);
			}
			catch (SSLException ex) {
				throw new IllegalStateException(ex);
			}
			finally {
				credential.release();
			}
		}
	}

	@Override
	protected void deallocate() {
		this.credentials.forEach(StapledCredential::close);
	}

	@Override
	public ReferenceCounted touch(Object hint) {
		return this;
	}

}
