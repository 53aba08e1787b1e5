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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.Delimiter;

/**
 * Properties that the contexts of servers, of their hosts and of clients have in common.
 */
public abstract class TlsContextProperties {

	/**
	 * Private keys, one for each certificate chain, as 'file:', 'classpath:' or 'base64:'
	 * location or as PEM text.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> key;

	/**
	 * Certificate chains, leaf first, one for each private key, as 'file:', 'classpath:'
	 * or 'base64:' location or as PEM text.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> cert;

	/**
	 * Passphrase of the private key or of the PKCS#12 file.
	 */
	private @Nullable String passphrase;

	/**
	 * PKCS#12 file with private key, certificate chain and trusted certificates, as
	 * 'file:', 'classpath:' or 'base64:' location.
	 */
	private @Nullable String pfx;

	/**
	 * Name of the SSL bundle with private key, certificate chain and trusted
	 * certificates.
	 */
	private @Nullable String bundle;

	/**
	 * Whether to make key and certificate for 'localhost' with a local certificate
	 * authority for development.
	 */
	private boolean developmentCertificate;

	/**
	 * Trusted certificates that judge peers, as locations or PEM text, each with one or
	 * more certificates. The word 'well-known' names the roots that the Java runtime
	 * trusts.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> ca;

	/**
	 * Certificate revocation lists, PEM or DER, as locations or PEM text. With one of
	 * them each authority of a peer needs one, and without a current one nobody is
	 * authorized.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> crl;

	/**
	 * Application protocols to negotiate by ALPN, most wanted first.
	 */
	private @Nullable List<String> alpnProtocols;

	/**
	 * Application protocols that a server advertises by NPN, the predecessor of ALPN,
	 * most wanted first (OpenSSL engine, TLS 1.2). For clients that do not know ALPN.
	 */
	private @Nullable List<String> npnProtocols;

	/**
	 * TLS versions. Defaults to TLSv1.3 and TLSv1.2.
	 */
	private @Nullable List<String> protocols;

	/**
	 * Cipher suites by their names of IANA or OpenSSL. Defaults to all forward secret
	 * suites with authenticated encryption.
	 */
	private @Nullable List<String> ciphers;

	/**
	 * Key exchange groups, most wanted first (OpenSSL engine). Defaults to
	 * X25519MLKEM768, X25519, P-256, P-384, P-521.
	 */
	private @Nullable List<String> groups;

	public @Nullable List<String> getKey() {
		return this.key;
	}

	public void setKey(@Nullable List<String> key) {
		this.key = MaterialLocations.of(key);
	}

	public @Nullable List<String> getCert() {
		return this.cert;
	}

	public void setCert(@Nullable List<String> cert) {
		this.cert = MaterialLocations.of(cert);
	}

	public @Nullable String getPassphrase() {
		return this.passphrase;
	}

	public void setPassphrase(@Nullable String passphrase) {
		this.passphrase = passphrase;
	}

	public @Nullable String getPfx() {
		return this.pfx;
	}

	public void setPfx(@Nullable String pfx) {
		this.pfx = pfx;
	}

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

	public boolean isDevelopmentCertificate() {
		return this.developmentCertificate;
	}

	public void setDevelopmentCertificate(boolean developmentCertificate) {
		this.developmentCertificate = developmentCertificate;
	}

	public @Nullable List<String> getCa() {
		return this.ca;
	}

	public void setCa(@Nullable List<String> ca) {
		this.ca = MaterialLocations.of(ca);
	}

	public @Nullable List<String> getCrl() {
		return this.crl;
	}

	public void setCrl(@Nullable List<String> crl) {
		this.crl = MaterialLocations.of(crl);
	}

	public @Nullable List<String> getAlpnProtocols() {
		return this.alpnProtocols;
	}

	public void setAlpnProtocols(@Nullable List<String> alpnProtocols) {
		this.alpnProtocols = alpnProtocols;
	}

	public @Nullable List<String> getNpnProtocols() {
		return this.npnProtocols;
	}

	public void setNpnProtocols(@Nullable List<String> npnProtocols) {
		this.npnProtocols = npnProtocols;
	}

	public @Nullable List<String> getProtocols() {
		return this.protocols;
	}

	public void setProtocols(@Nullable List<String> protocols) {
		this.protocols = protocols;
	}

	public @Nullable List<String> getCiphers() {
		return this.ciphers;
	}

	public void setCiphers(@Nullable List<String> ciphers) {
		this.ciphers = ciphers;
	}

	public @Nullable List<String> getGroups() {
		return this.groups;
	}

	public void setGroups(@Nullable List<String> groups) {
		this.groups = groups;
	}

}
