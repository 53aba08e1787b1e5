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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * The listeners of one context at one moment: objects, and names of beans that may not
 * have been made yet.
 *
 * @param certain whether they are all known
 * @param listeners the objects
 * @param beanTypes the types of the events that beans without an object listen to
 */
record ContextListeners(boolean certain, List<ApplicationListener<?>> listeners, List<ResolvableType> beanTypes) {

	private static final ContextListeners UNKNOWN = new ContextListeners(false, List.of(), List.of());

	/**
	 * Look at the listeners of a context, not at those of its parents. No bean is made.
	 */
	static ContextListeners of(ApplicationContext context) {
		if (!(context instanceof AbstractApplicationContext known)) {
			return UNKNOWN;
		}
		try {
			ConfigurableListableBeanFactory beans = known.getBeanFactory();
			Object multicaster = beans.getSingleton(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME);
			if (multicaster == null || multicaster.getClass() != SimpleApplicationEventMulticaster.class) {
				return UNKNOWN;
			}
			return of((ApplicationEventMulticaster) multicaster, beans);
		}
		catch (RuntimeException ex) {
			return UNKNOWN;
		}
	}

	/**
	 * Return whether one of them may listen to a type of event.
	 */
	boolean mayHear(Class<? extends TlsEvent> type) {
		if (!this.certain) {
			return true;
		}
		ResolvableType eventType = ResolvableType.forClass(type);
		return this.listeners.stream().anyMatch((listener) -> supports(listener, type, eventType))
				|| this.beanTypes.stream().anyMatch((heard) -> heard.isAssignableFrom(eventType));
	}

	/**
	 * A multicaster has no method that tells its listeners, but shows them to a condition
	 * for removal, under its lock.
	 */
	private static ContextListeners of(ApplicationEventMulticaster multicaster, ConfigurableListableBeanFactory beans) {
		List<ApplicationListener<?>> listeners = new ArrayList<>();
		List<String> names = new ArrayList<>();
		multicaster.removeApplicationListeners((listener) -> {
			listeners.add(listener);
			return false;
		});
		multicaster.removeApplicationListenerBeans((name) -> {
			names.add(name);
			return false;
		});
		List<ResolvableType> beanTypes = new ArrayList<>();
		for (String name : names) {
			if (!isListed(name, beans, listeners)) {
				beanTypes.add(heardBy(name, beans));
			}
		}
		return new ContextListeners(true, listeners, beanTypes);
	}

	private static boolean isListed(String name, ConfigurableListableBeanFactory beans,
			List<ApplicationListener<?>> listeners) {
		Object made = beans.getSingleton(name);
		return made != null && listeners.stream().anyMatch((listener) -> listener == made);
	}

	/**
	 * Return the type of events that a bean listens to, as far as its definition tells.
	 */
	private static ResolvableType heardBy(String name, ConfigurableListableBeanFactory beans) {
		Class<?> type = beans.getType(name, false);
		if (type == null || SmartApplicationListener.class.isAssignableFrom(type)
				|| GenericApplicationListener.class.isAssignableFrom(type)) {
			return ResolvableType.forClass(Object.class);
		}
		ResolvableType declared = declared(name, beans);
		if (declared != null) {
			return declared;
		}
		ResolvableType heard = ResolvableType.forClass(type).as(ApplicationListener.class).getGeneric();
		return (heard.resolve() != null) ? heard : ResolvableType.forClass(Object.class);
	}

	private static @Nullable ResolvableType declared(String name, ConfigurableListableBeanFactory beans) {
		try {
			ResolvableType heard = beans.getMergedBeanDefinition(name)
				.getResolvableType()
				.as(ApplicationListener.class)
				.getGeneric();
			return (heard.resolve() != null) ? heard : null;
		}
		catch (NoSuchBeanDefinitionException ex) {
			return null;
		}
	}

	@SuppressWarnings("unchecked")
	private static boolean supports(ApplicationListener<?> listener, Class<? extends TlsEvent> type,
			ResolvableType eventType) {
		if (listener instanceof GenericApplicationListener generic) {
			return generic.supportsEventType(eventType);
		}
		if (listener instanceof SmartApplicationListener smart) {
			return smart.supportsEventType((Class<TlsEvent>) type);
		}
		return new GenericApplicationListenerAdapter(listener).supportsEventType(eventType);
	}

}
