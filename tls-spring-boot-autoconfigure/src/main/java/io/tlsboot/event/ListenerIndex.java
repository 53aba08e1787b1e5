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

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Knows whether anybody listens to a type of event, so that an event nobody wants costs
 * next to nothing. It looks again when listeners were added or removed.
 */
final class ListenerIndex {

	private final ApplicationContext context;

	private final Map<Class<?>, Boolean> wanted = new ConcurrentHashMap<>();

	private volatile int known = -1;

	ListenerIndex(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Return whether somebody listens.
	 */
	boolean wants(Class<?> type) {
		int now = count(this.context);
		if (now != this.known) {
			this.wanted.clear();
			this.known = now;
		}
		return this.wanted.computeIfAbsent(type, (missing) -> search(this.context, missing));
	}

	private static int count(ApplicationContext context) {
		int count = 0;
		for (ApplicationContext current = context; current != null; current = current.getParent()) {
			count += listeners(current).size();
		}
		return count;
	}

	private static boolean search(ApplicationContext context, Class<?> type) {
		ResolvableType eventType = ResolvableType.forClass(type);
		for (ApplicationContext current = context; current != null; current = current.getParent()) {
			if (!(current instanceof AbstractApplicationContext)) {
				return true;
			}
			for (ApplicationListener<?> listener : listeners(current).toArray(new ApplicationListener<?>[0])) {
				if (supports(listener, type, eventType)) {
					return true;
				}
			}
		}
		return false;
	}

	private static Collection<ApplicationListener<?>> listeners(ApplicationContext context) {
		return (context instanceof AbstractApplicationContext known) ? known.getApplicationListeners()
				: java.util.List.of();
	}

	@SuppressWarnings("unchecked")
	private static boolean supports(ApplicationListener<?> listener, Class<?> type, ResolvableType eventType) {
		if (listener instanceof GenericApplicationListener generic) {
			return generic.supportsEventType(eventType);
		}
		if (listener instanceof SmartApplicationListener smart) {
			return smart.supportsEventType((Class<TlsEvent>) type);
		}
		return new GenericApplicationListenerAdapter(listener).supportsEventType(eventType);
	}

}
