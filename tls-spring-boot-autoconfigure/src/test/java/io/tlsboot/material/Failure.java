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

import io.tlsboot.material.MaterialException.Part;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Asserts every text of a {@link MaterialException}.
 *
 * @param thrown the exception
 */
record Failure(MaterialException thrown) {

	static Failure of(ThrowingCallable call) {
		MaterialException thrown = catchThrowableOfType(MaterialException.class, call);
		assertThat(thrown).as("a material exception").isNotNull();
		assertThat(thrown.problem()).doesNotEndWith(".");
		assertThat(thrown.action()).endsWith(".");
		return new Failure(thrown);
	}

	Failure in(Part part, @Nullable String location) {
		assertThat(this.thrown.part()).isEqualTo(part);
		assertThat(this.thrown.location()).isEqualTo(location);
		return this;
	}

	Failure says(String problem) {
		assertThat(this.thrown.problem()).isEqualTo(problem);
		return this;
	}

	void advises(String action) {
		assertThat(this.thrown.action()).isEqualTo(action);
	}

}
