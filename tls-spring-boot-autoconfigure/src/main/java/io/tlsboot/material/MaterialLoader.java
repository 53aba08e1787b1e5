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

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.tlsboot.material.MaterialException.Part;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ResourceLoader;

/**
 * Loads keys, certificate chains, trust anchors and revocation lists from wherever they
 * are, and refuses what cannot or should not be used with a {@link MaterialException}.
 * <p>
 * It is safe for use by many threads. It reads files and computes signatures, so it must
 * not be called on an event loop.
 */
public final class MaterialLoader {

	private static final String WELL_KNOWN = "well-known";

	private final LocationReader reader;

	private final IdentityChecks checks;

	private final KeyStoreReader stores;

	private final PlainIdentities plain;

	private final WellKnownRoots wellKnown = new WellKnownRoots();

	/**
	 * Create a loader that checks dates by the clock of the system.
	 * @param resourceLoader resolves the locations
	 */
	public MaterialLoader(ResourceLoader resourceLoader) {
		this(resourceLoader, Clock.systemUTC());
	}

	/**
	 * Create a loader.
	 * @param resourceLoader resolves the locations
	 * @param clock says by which time certificates must be valid
	 */
	public MaterialLoader(ResourceLoader resourceLoader, Clock clock) {
		this.reader = new LocationReader(resourceLoader);
		this.checks = new IdentityChecks(clock);
		this.stores = new KeyStoreReader(this.checks);
		this.plain = new PlainIdentities(clock);
	}

	/**
	 * Load an identity. The key belongs to the first certificate, the others follow in
	 * the order of issue, all of them are valid now (a root at the end need not be), and
	 * neither keys nor signatures are weak.
	 * @param source where it comes from
	 * @return the identity
	 * @throws MaterialException when there is none that can be used
	 */
	public Identity identity(IdentitySource source) {
		return identity(source, null);
	}

	/**
	 * Load an identity.
	 * @param source where it comes from
	 * @param proof proves faster that an EC key and its certificate belong together, or
	 * {@code null}
	 * @return the identity
	 * @throws MaterialException when there is none that can be used
	 * @see #identity(IdentitySource)
	 */
	public Identity identity(IdentitySource source, @Nullable EcPairProof proof) {
		if (source instanceof IdentitySource.Pem pem) {
			return pem(pem, proof);
		}
		if (source instanceof IdentitySource.Pkcs12 pkcs12) {
			return pkcs12(pkcs12);
		}
		return this.stores.identity((IdentitySource.Store) source);
	}

	/**
	 * Load an identity as {@link #identity} does and pack it, if it is of the plain kind
	 * that takes little to read and check.
	 * @param source where it comes from
	 * @param proof proves that an EC key and its certificate belong together
	 * @return the identity, or {@code null} when it is for {@link #identity} to load it
	 * or to say what is wrong
	 */
	public @Nullable PackedIdentity plainIdentity(IdentitySource source, EcPairProof proof) {
		return (source instanceof IdentitySource.Pem pem) ? this.plain.read(pem, proof) : null;
	}

	/**
	 * Load the certificates to trust, each once, in the order of the source. Whether they
	 * are valid now is for the verdict to say.
	 * @param source where they come from
	 * @return the certificates, at least one
	 * @throws MaterialException when there are none, or when some cannot be read
	 */
	public List<X509Certificate> trust(TrustSource source) {
		if (source instanceof TrustSource.WellKnown) {
			return this.wellKnown.get();
		}
		if (source instanceof TrustSource.Locations locations) {
			return distinct(locations(locations.locations()));
		}
		if (source instanceof TrustSource.Pkcs12 pkcs12) {
			return distinct(trusted(pkcs12));
		}
		if (source instanceof TrustSource.Combined combined) {
			return distinct(combined.sources().stream().flatMap((one) -> trust(one).stream()).toList());
		}
		return distinct(this.stores.trust((TrustSource.Store) source));
	}

	/**
	 * Load revocation lists. Whether they are current and who signed them is for the
	 * verdict to say.
	 * @param locations their locations, in the forms of {@link IdentitySource}
	 * @return the lists; empty only when there are no locations
	 * @throws MaterialException when one location has none, or a damaged one
	 */
	public List<X509CRL> crls(List<String> locations) {
		List<X509CRL> lists = new ArrayList<>();
		for (int i = 0; i < locations.size(); i++) {
			lists.addAll(CrlParser.parse(this.reader.read(Part.CRL, locations.get(i), i + 1)));
		}
		return List.copyOf(lists);
	}

	/**
	 * Load root keys of session tickets: one in base64 a line, with comments from
	 * {@code #} to the end of a line.
	 * @param location the location, in the forms of {@link IdentitySource}
	 * @return the keys, each once
	 * @throws MaterialException when there are none, or when one of them cannot be used
	 */
	public TicketRoots ticketRoots(String location) {
		return TicketRootsParser.parse(this.reader.read(Part.TICKET_KEYS, location));
	}

	/**
	 * Return a location in a form fit for any text.
	 * @param location the location, or what stands in its place
	 * @return the location if it begins with {@code file:} or {@code classpath:}; of
	 * anything else, which may be a secret itself, only that it is not shown
	 */
	public static String shown(String location) {
		return InlineText.isPlainLocation(location) ? location : "(not shown)";
	}

	/**
	 * Return the files that an identity is read from, whether they are there now or not.
	 * Symbolic links are not followed.
	 * @param source the source
	 * @return absolute paths, each once; empty when the source is no file
	 */
	public List<Path> files(IdentitySource source) {
		if (source instanceof IdentitySource.Pem pem) {
			return files(Stream.of(pem.key(), pem.cert()));
		}
		return (source instanceof IdentitySource.Pkcs12 pkcs12) ? files(Stream.of(pkcs12.location())) : List.of();
	}

	/**
	 * Return the files that trusted certificates are read from, whether they are there
	 * now or not. Symbolic links are not followed.
	 * @param source the source
	 * @return absolute paths, each once; empty when the source is no file
	 */
	public List<Path> files(TrustSource source) {
		if (source instanceof TrustSource.Combined combined) {
			return combined.sources().stream().flatMap((one) -> files(one).stream()).distinct().toList();
		}
		if (source instanceof TrustSource.Locations locations) {
			return files(locations.locations().stream().filter((location) -> !isWellKnown(location)));
		}
		return (source instanceof TrustSource.Pkcs12 pkcs12) ? files(Stream.of(pkcs12.location())) : List.of();
	}

	/**
	 * Return the files among some locations, of revocation lists for one, whether they
	 * are there now or not. Symbolic links are not followed.
	 * @param locations the locations
	 * @return absolute paths, each once
	 */
	public List<Path> files(List<String> locations) {
		return files(locations.stream());
	}

	private List<Path> files(Stream<String> locations) {
		return locations.map(this.reader::file).filter(Objects::nonNull).distinct().toList();
	}

	private Identity pem(IdentitySource.Pem source, @Nullable EcPairProof proof) {
		Content key = this.reader.read(Part.KEY, source.key());
		Content cert = this.reader.read(Part.CERT, source.cert());
		PrivateKey privateKey = PrivateKeyParser.parse(key, source.passphrase());
		return this.checks.check(privateKey, CertificateParser.parse(cert), key.place(), cert.place(), proof);
	}

	private Identity pkcs12(IdentitySource.Pkcs12 source) {
		Content content = this.reader.read(Part.PFX, source.location());
		Place place = content.place();
		Pkcs12File file = Pkcs12Reader.read(content, source.passphrase());
		if (file.keys().isEmpty()) {
			throw place.failure("The PKCS#12 file has no private key",
					"Make one with a key: openssl pkcs12 -export -inkey key.pem -in cert.pem -out file.p12.");
		}
		if (file.keys().size() > 1) {
			List<String> names = file.keys().stream().map(Pkcs12File.NamedKey::name).sorted().toList();
			throw place.failure("The PKCS#12 file has " + names.size() + " private keys: " + String.join(", ", names),
					"Make a file with the one to use, or name it by its alias in a Spring SSL bundle.");
		}
		PrivateKey key = file.keys().get(0).key();
		List<X509Certificate> chain = file.chainOf(key);
		if (chain.isEmpty()) {
			throw place.failure("The PKCS#12 file has no certificate for its private key",
					"Make one with both: openssl pkcs12 -export -inkey key.pem -in cert.pem -out file.p12.");
		}
		return this.checks.check(key, chain, place, place);
	}

	private List<X509Certificate> trusted(TrustSource.Pkcs12 source) {
		Content content = this.reader.read(Part.PFX, source.location());
		List<X509Certificate> trusted = Pkcs12Reader.read(content, source.passphrase()).trusted();
		if (trusted.isEmpty()) {
			throw content.place()
				.failure("The PKCS#12 file has no trusted certificate",
						"Add one: openssl pkcs12 -export -nokeys -in ca.pem -out file.p12.");
		}
		return trusted;
	}

	private List<X509Certificate> locations(List<String> locations) {
		if (locations.isEmpty()) {
			throw new MaterialException(Part.CA, null, "The list of trusted certificates is empty",
					"Name certificates to trust, well-known for the roots of the Java runtime, or remove the property.",
					null);
		}
		List<X509Certificate> trusted = new ArrayList<>();
		for (int i = 0; i < locations.size(); i++) {
			trusted.addAll(isWellKnown(locations.get(i)) ? this.wellKnown.get()
					: CertificateParser.parse(this.reader.read(Part.CA, locations.get(i), i + 1)));
		}
		return trusted;
	}

	private static boolean isWellKnown(String location) {
		return WELL_KNOWN.equals(location.trim());
	}

	private static List<X509Certificate> distinct(List<X509Certificate> certificates) {
		Set<X509Certificate> distinct = new LinkedHashSet<>(certificates);
		return List.copyOf(distinct);
	}

}
