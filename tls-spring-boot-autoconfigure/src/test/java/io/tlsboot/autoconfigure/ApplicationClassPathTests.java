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

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.material.Identity;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.material.TrustSource;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose class path only its own class loader knows, as in an executable
 * jar, while threads with the class loader of the system read keys and certificates.
 */
class ApplicationClassPathTests {

	private static final TestCertificate SERVER = TestPki.server();

	private static final String PASSWORD = "store-password";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class));

	@TempDir
	private Path directory;

	private ClassLoader before;

	private URLClassLoader application;

	@BeforeEach
	void classPath() throws IOException {
		Path apart = Files.createDirectory(this.directory.resolve("apart"));
		Files.copy(SERVER.keyFile(), apart.resolve("key.pem"));
		Files.copy(SERVER.certFile(), apart.resolve("cert.pem"));
		Files.copy(TestPki.ca().certFile(), apart.resolve("ca.pem"));
		Files.copy(SERVER.pfxFile(PASSWORD), apart.resolve("store.p12"));
		this.before = Thread.currentThread().getContextClassLoader();
		this.application = new URLClassLoader(new URL[] { this.directory.toUri().toURL() }, this.before);
		Thread.currentThread().setContextClassLoader(this.application);
	}

	@AfterEach
	void restore() throws IOException {
		Thread.currentThread().setContextClassLoader(this.before);
		this.application.close();
	}

	@Test
	void classPathOfTheApplicationIsFoundByEveryThread() {
		this.runner.run((context) -> onAThreadOfTheSystem(context, (loader) -> {
			for (String root : new String[] { "classpath:", "classpath:/" }) {
				Identity identity = loader
					.identity(new IdentitySource.Pem(root + "apart/key.pem", root + "apart/cert.pem", null));
				assertThat(identity.leaf()).isEqualTo(SERVER.certificate());
			}
		}));
	}

	@Test
	void bundlesOfTheApplicationAreFoundByEveryThread() {
		this.runner
			.withConfiguration(AutoConfigurations.of(TlsEventAutoConfiguration.class, TlsServerAutoConfiguration.class))
			.withUserConfiguration(BundleReader.class)
			.withPropertyValues("spring.ssl.bundle.jks.apart.keystore.location=classpath:apart/store.p12",
					"spring.ssl.bundle.jks.apart.keystore.password=" + PASSWORD,
					"spring.ssl.bundle.pem.apart-too.keystore.private-key=classpath:apart/key.pem",
					"spring.ssl.bundle.pem.apart-too.keystore.certificate=classpath:apart/cert.pem",
					"spring.ssl.bundle.pem.apart-too.truststore.certificate=classpath:apart/ca.pem",
					"tls.servers.echo.port=0", "tls.servers.echo.key=" + SERVER.keyFile(),
					"tls.servers.echo.cert=" + SERVER.certFile(), "tls.servers.echo.sni.store.bundle=apart",
					"tls.servers.echo.sni.pem.bundle=apart-too", "tls.servers.echo.sni.pem.request-cert=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(BundleReader.class).read()).isEqualTo(2);
			});
	}

	@Test
	void whatTheUserResolvesStaysWhatItIs() {
		this.runner
			.withInitializer((context) -> context.addProtocolResolver((location,
					loader) -> location.startsWith("vault:") ? new ByteArrayResource(
							(location.endsWith("key") ? SERVER.keyPem() : SERVER.certPem()).getBytes()) : null))
			.run((context) -> onAThreadOfTheSystem(context,
					(loader) -> assertThat(
							loader.identity(new IdentitySource.Pem("vault:key", "vault:cert", null)).leaf())
						.isEqualTo(SERVER.certificate())));
	}

	@Test
	void theRestIsFoundAsBefore() {
		DefaultResourceLoader context = new DefaultResourceLoader();
		PinnedResourceLoader pinned = new PinnedResourceLoader(context, this.application);
		assertThat(pinned.getClassLoader()).isSameAs(this.application);
		for (String location : new String[] { "file:/a.pem", "a.pem", "/a.pem", "https://localhost/a.pem" }) {
			assertThat(pinned.getResource(location)).isEqualTo(context.getResource(location));
		}
	}

	private static void onAThreadOfTheSystem(ApplicationContext context, Consumer<MaterialLoader> load)
			throws Exception {
		onAThreadOfTheSystem(() -> load.accept(context.getBean(MaterialLoader.class)));
	}

	private static void onAThreadOfTheSystem(Runnable load) throws Exception {
		FutureTask<?> task = new FutureTask<>(() -> {
			load.run();
			assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());
		}, null);
		Thread thread = new Thread(task, "system");
		thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
		thread.start();
		task.get(20, TimeUnit.SECONDS);
	}

	/**
	 * Reads what the hosts are made of before the server does.
	 */
	@Configuration(proxyBeanMethods = false)
	static class BundleReader {

		private int read;

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection.send(connection.receive().retain());
		}

		@Bean
		SmartInitializingSingleton reader(TlsServers servers, MaterialLoader loader) {
			return () -> {
				try {
					onAThreadOfTheSystem(() -> servers.get("echo")
						.spec()
						.sni()
						.contexts()
						.values()
						.forEach((host) -> read(host, loader)));
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			};
		}

		private void read(SecureContextSpec host, MaterialLoader loader) {
			assertThat(loader.identity(host.identities().get(0)).leaf()).isEqualTo(SERVER.certificate());
			TrustSource trust = host.trust();
			assertThat(trust != null).isEqualTo(host.requestCert());
			if (trust != null) {
				assertThat(loader.trust(trust)).containsExactly(TestPki.ca().certificate());
			}
			this.read++;
		}

		int read() {
			return this.read;
		}

	}

}
