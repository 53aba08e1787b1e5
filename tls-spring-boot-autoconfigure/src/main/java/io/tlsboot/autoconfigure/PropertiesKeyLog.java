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

import java.io.FileNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import io.tlsboot.context.ContextException;
import io.tlsboot.context.KeyLog;

import org.springframework.util.ResourceUtils;

/**
 * Opens the key log that the properties name.
 */
final class PropertiesKeyLog {

	static final String PROPERTY = "tls.key-log-file";

	private PropertiesKeyLog() {
	}

	/**
	 * Open the file.
	 * @param properties name it
	 * @throws TlsConfigurationException when it cannot be used
	 */
	static KeyLog open(TlsProperties properties) {
		try {
			return KeyLog.open(file(String.valueOf(properties.getKeyLogFile())));
		}
		catch (ContextException ex) {
			throw failure(ex, "");
		}
	}

	private static Path file(String location) {
		try {
			return ResourceUtils.getFile(location.trim()).toPath();
		}
		catch (FileNotFoundException | InvalidPathException ex) {
			throw new TlsConfigurationException(PROPERTY, "It does not name a file.",
					"Name a file of this machine, such as '/tmp/keys.log'.", ex);
		}
	}

	/**
	 * Return a failure as one of the property.
	 * @param cause what was thrown
	 * @param endpoint the prefix of an endpoint that cannot honour the property, or an
	 * empty text
	 */
	static TlsConfigurationException failure(ContextException cause, String endpoint) {
		String where = endpoint.isEmpty() ? "" : " (" + endpoint.substring(0, endpoint.length() - 1) + ")";
		return new TlsConfigurationException(PROPERTY, cause.problem() + where + ".", cause.action(), cause);
	}

}
