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

package io.tlsboot.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Chromium without a window, driven by its driver over WebDriver, the standard of the
 * W3C. It resolves no name and so reaches nothing but this machine.
 */
final class Browser implements AutoCloseable {

	private static final Pattern READY = Pattern.compile("was started successfully on port (\\d+)");

	private static final List<String> ARGUMENTS = List.of("--headless=new", "--no-sandbox", "--disable-gpu",
			"--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
			"--disable-sync", "--no-first-run", "--no-proxy-server",
			"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonMapper json = new JsonMapper();

	private final Peer driver;

	private final String session;

	private Browser(Peer driver, String chromium) {
		this.driver = driver;
		String sessions = "http://127.0.0.1:" + driver.awaitOutput(READY).group(1) + "/session";
		Map<String, Object> wanted = Map.of("goog:chromeOptions", Map.of("binary", chromium, "args", ARGUMENTS),
				"goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
		String made = call("POST", sessions, Map.of("capabilities", Map.of("alwaysMatch", wanted)));
		this.session = sessions + "/" + JsonPath.read(made, "$.value.sessionId");
	}

	static Browser start() {
		String chromium = Program.require("chromium").file().toString();
		Peer driver = Program.require("chromedriver").start(List.of("--port=0"));
		try {
			return new Browser(driver, chromium);
		}
		catch (RuntimeException | AssertionError ex) {
			driver.close();
			throw ex;
		}
	}

	void open(String url) {
		post("/url", Map.of("url", url));
	}

	/**
	 * Run a script in the page.
	 * @param body the body of a function; what it returns must be something
	 */
	<T> T script(String body) {
		return JsonPath.read(post("/execute/sync", Map.of("script", body, "args", List.of())), "$.value");
	}

	/**
	 * Return the text of an element as a user sees it.
	 */
	String text(String selector) {
		return script("return document.querySelector(" + this.json.writeValueAsString(selector) + ").innerText");
	}

	void awaitText(String selector, String... texts) {
		Await.untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(text(selector)).contains(texts));
	}

	/**
	 * Set what the user prefers, such as {@code prefers-color-scheme: dark}.
	 */
	void prefer(String feature, String value) {
		command("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
	}

	void size(int width, int height, boolean mobile) {
		command("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
	}

	/**
	 * Return what the page has written to the console since the last time, and what the
	 * browser has, such as violations of the policy.
	 */
	List<String> console() {
		return JsonPath.read(post("/se/log", Map.of("type", "browser")), "$.value[*].message");
	}

	/**
	 * Return the addresses of all requests since the last time.
	 */
	List<String> requests() {
		List<String> messages = JsonPath.read(post("/se/log", Map.of("type", "performance")), "$.value[*].message");
		List<String> addresses = new ArrayList<>();
		for (String message : messages) {
			if (JsonPath.read(message, "$.message.method").equals("Network.requestWillBeSent")) {
				addresses.add(JsonPath.read(message, "$.message.params.request.url"));
			}
		}
		return addresses;
	}

	private void command(String name, Map<String, ?> parameters) {
		post("/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
	}

	private String post(String path, Map<String, ?> body) {
		return call("POST", this.session + path, body);
	}

	private String call(String method, String url, @Nullable Map<String, ?> body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url))
			.timeout(Await.LIMIT)
			.method(method,
					(body != null) ? BodyPublishers.ofString(this.json.writeValueAsString(body))
							: BodyPublishers.noBody())
			.build();
		try {
			HttpResponse<String> response = this.http.send(request, BodyHandlers.ofString());
			if (response.statusCode() != 200) {
				throw new AssertionError(method + " " + url + " " + body + ": " + response.body());
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * End the browser, then its driver.
	 */
	@Override
	public void close() {
		try {
			call("DELETE", this.session, null);
		}
		finally {
			this.driver.close();
		}
	}

}
