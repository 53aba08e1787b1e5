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

package io.tlsboot.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.NodeClient;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers that people run: Node, nginx, Redis.
 */
class ClientPeersTests {

	private static final Pattern PORT = Pattern.compile("port (\\d+)");

	private static final String ECHO = """
			const server = tls.createServer({ key: fs.readFileSync(args.key), cert: fs.readFileSync(args.cert),
			  ca: fs.readFileSync(args.ca), requestCert: true, rejectUnauthorized: true,
			  ALPNProtocols: ['echo/1'] }, (socket) => {
			    console.log('client ' + (socket.getPeerCertificate().subject || {}).CN + ' asked for ' + socket.servername
			      + ' reused ' + socket.isSessionReused());
			    socket.pipe(socket);
			    socket.on('error', () => {});
			  });
			server.listen(0, '127.0.0.1', () => console.log('port ' + server.address().port));
			""";

	private static final String NGINX = """
			daemon off;
			master_process off;
			pid %1$s/nginx.pid;
			error_log stderr;
			events { }
			http {
			  access_log off;
			  client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
			  uwsgi_temp_path %1$s; scgi_temp_path %1$s;
			  server {
			    listen 127.0.0.1:%2$d ssl;
			    ssl_certificate %3$s;
			    ssl_certificate_key %4$s;
			    ssl_client_certificate %5$s;
			    ssl_protocols TLSv1.2 TLSv1.3;
			    ssl_verify_client on;
			    ssl_session_cache shared:s:1m;
			    location / { return 200 "hello $ssl_client_s_dn over $ssl_protocol $ssl_session_reused"; }
			  }
			}
			""";

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void node(TlsProvider provider, String version) {
		try (Peer server = NodeClient.start(ECHO, Map.of("key", TestPki.server().keyFile(), "cert",
				TestPki.server().chainFile(), "ca", TestPki.ca().certFile()));
				TestClient client = client(provider, version)) {
			int port = Integer.parseInt(server.awaitOutput(PORT).group(1));
			for (int i = 0; i < 2; i++) {
				SecureConnection connection = client.connect(port);
				assertThat(connection.applicationProtocol()).contains("echo/1");
				assertThat(TestClient.exchange(connection, "hello")).isEqualTo("hello");
				connection.close().block(TestClient.LIMIT);
				assertThat(connection.closedCleanly()).isTrue();
				List<String> said = lines(server, i + 1);
				assertThat(said.get(i)).startsWith("client client asked for")
					.endsWith("reused " + connection.sessionReused());
				assertThat(said.get(0)).contains("asked for localhost");
				// With TLS 1.2, Node 20 resumes with JSSE and not with BoringSSL.
				if (i == 0 || "TLSv1.3".equals(version)) {
					assertThat(connection.sessionReused()).isEqualTo(i > 0);
				}
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void nginx(TlsProvider provider, String version) throws IOException {
		Path directory = TestPki.newDirectory("nginx");
		int port = freePort();
		Path config = Files.writeString(directory.resolve("nginx.conf"), String.format(NGINX, directory, port,
				TestPki.server().chainFile(), TestPki.server().keyFile(), TestPki.ca().certFile()));
		try (Peer server = Program.require("nginx")
			.start(List.of("-p", directory.toString(), "-e", "stderr", "-c", config.toString()));
				TestClient client = client(provider, version)) {
			awaitListening(server, port);
			assertThat(get(client, port)).contains("200 OK").contains("CN=client").contains("over " + version + " .");
			assertThat(get(client, port)).contains("over " + version + " r");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void redis(TlsProvider provider) throws IOException {
		int port = freePort();
		try (Peer server = Program.require("redis-server")
			.start(List.of("--port", "0", "--tls-port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "",
					"--tls-cert-file", TestPki.server().chainFile().toString(), "--tls-key-file",
					TestPki.server().keyFile().toString(), "--tls-ca-cert-file", TestPki.ca().certFile().toString(),
					"--dir", TestPki.newDirectory("redis").toString()));
				TestClient client = client(provider, "TLSv1.3")) {
			awaitListening(server, port);
			SecureConnection connection = client.connect(port);
			connection.sendString("PING\r\n").block(TestClient.LIMIT);
			assertThat(connection.receive().asString().blockFirst(TestClient.LIMIT)).isEqualTo("+PONG\r\n");
			connection.close().block(TestClient.LIMIT);
		}
	}

	private static List<String> lines(Peer server, int count) {
		String output = server.awaitOutput(count + " connections", (text) -> clients(text).size() >= count);
		return clients(output);
	}

	private static List<String> clients(String output) {
		return output.lines().filter((line) -> line.startsWith("client ")).toList();
	}

	private static TestClient client(TlsProvider provider, String version) {
		return TestClient.with(provider)
			.version(version)
			.present(TestPki.client())
			.context((context) -> context.alpnProtocols(List.of("echo/1", "http/1.1")))
			.make();
	}

	private static String get(TestClient client, int port) {
		SecureConnection connection = client.connect(port);
		String answer = connection.sendString("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
			.thenMany(connection.receive().asString())
			.reduce("", String::concat)
			.block(TestClient.LIMIT);
		connection.close().block(TestClient.LIMIT);
		return answer;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static void awaitListening(Peer server, int port) {
		Await.until("a server on " + port, () -> {
			assertThat(server.isAlive()).as(server.output()).isTrue();
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				return socket.isConnected();
			}
			catch (IOException ex) {
				return false;
			}
		});
	}

}
