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

package io.tlsboot.event;

import java.util.List;

import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * All types of events, as the class path has them.
 */
final class EventTypes {

	static final List<Class<? extends TlsEvent>> ALL = scan();

	private EventTypes() {
	}

	private static List<Class<? extends TlsEvent>> scan() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AssignableTypeFilter(TlsEvent.class));
		return scanner.findCandidateComponents("io.tlsboot.event")
			.stream()
			.<Class<? extends TlsEvent>>map(
					(found) -> ClassUtils.resolveClassName(found.getBeanClassName(), null).asSubclass(TlsEvent.class))
			.toList();
	}

}
