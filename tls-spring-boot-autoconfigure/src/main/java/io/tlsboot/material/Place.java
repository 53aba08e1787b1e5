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

import java.util.regex.Pattern;

import io.tlsboot.material.MaterialException.Part;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of material stands, in words fit for logs; makes the exceptions about it.
 *
 * @param part the part that the piece is read for
 * @param description the location, with inline text abbreviated
 * @param argument what stands for the location in a command line
 */
record Place(Part part, String description, String argument) {

	private static final Pattern PLAIN = Pattern.compile("[\\w./@:+-]+");

	Place {
		argument = PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
	}

	MaterialException failure(String problem, String action) {
		return failure(this.part, problem, action, null);
	}

	MaterialException failure(String problem, String action, @Nullable Throwable cause) {
		return failure(this.part, problem, action, cause);
	}

	MaterialException failure(Part blamed, String problem, String action, @Nullable Throwable cause) {
		return new MaterialException(blamed, this.description, problem, action, cause);
	}

}
