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

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Finds resources as the application context does, but looks for those on the class path
 * by the class loader of the application, whatever thread asks. The context takes that of
 * the thread, and in an executable jar the threads of the common pool know the launcher
 * only.
 */
class PinnedResourceLoader implements ResourceLoader {

	private final ResourceLoader context;

	private final @Nullable ClassLoader classLoader;

	PinnedResourceLoader(ResourceLoader context, @Nullable ClassLoader classLoader) {
		this.context = context;
		this.classLoader = classLoader;
	}

	@Override
	public Resource getResource(String location) {
		Resource resource = this.context.getResource(location);
		return (location.startsWith(CLASSPATH_URL_PREFIX) && resource.getClass() == ClassPathResource.class)
				? new ClassPathResource(((ClassPathResource) resource).getPath(), this.classLoader) : resource;
	}

	@Override
	public @Nullable ClassLoader getClassLoader() {
		return this.classLoader;
	}

}
