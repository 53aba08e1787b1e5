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

import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.tlsboot.test.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests of {@link ListenerIndex}.
 */
class ListenerIndexTests {

	static Stream<Arguments> kinds() {
		return Stream.of(Arguments.of(Nothing.class, false, false), Arguments.of(Annotated.class, true, false),
				Arguments.of(Conditional.class, true, false), Arguments.of(Classes.class, true, true),
				Arguments.of(Supertype.class, true, true), Arguments.of(Everything.class, true, true),
				Arguments.of(Anything.class, true, true), Arguments.of(Single.class, true, false),
				Arguments.of(Lambda.class, true, true), Arguments.of(LazySingle.class, true, false),
				Arguments.of(Prototype.class, true, false), Arguments.of(LazyAnnotated.class, true, false),
				Arguments.of(LazyOther.class, false, false), Arguments.of(Generic.class, true, false),
				Arguments.of(LazyGeneric.class, true, false), Arguments.of(OwnMulticaster.class, true, true),
				Arguments.of(AsynchronousMulticaster.class, false, false));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void findsEveryKindOfListener(Class<?> kind, boolean opened, boolean failed) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(kind)) {
			ListenerIndex index = new ListenerIndex(context);
			assertThat(index.wants(SecureConnectionEvent.class)).isEqualTo(opened);
			assertThat(index.wants(HandshakeFailedEvent.class)).isEqualTo(failed);
		}
	}

	@Test
	void everyTypeOfEventIsFoundAlone() {
		for (Class<? extends TlsEvent> type : EventTypes.ALL) {
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				context.addApplicationListener(listenerOf(type));
				context.refresh();
				ListenerIndex index = new ListenerIndex(context);
				assertThat(EventTypes.ALL).filteredOn(index::wants).containsExactly(type);
			}
		}
	}

	@Test
	void seesListenersThatComeAndGo() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Nothing.class)) {
			ListenerIndex index = new ListenerIndex(context);
			ApplicationListener<?> listener = listenerOf(SecureConnectionEvent.class);
			for (int i = 0; i < 3; i++) {
				assertThat(index.wants(SecureConnectionEvent.class)).isFalse();
				context.addApplicationListener(listener);
				assertThat(index.wants(SecureConnectionEvent.class)).isTrue();
				context.removeApplicationListener(listener);
			}
		}
	}

	@Test
	void seesListenersOfParents() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext(Annotated.class);
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.setParent(parent);
			context.refresh();
			ListenerIndex index = new ListenerIndex(context);
			assertThat(index.wants(SecureConnectionEvent.class)).isTrue();
			assertThat(index.wants(HandshakeFailedEvent.class)).isFalse();
			parent.addApplicationListener(listenerOf(HandshakeFailedEvent.class));
			assertThat(index.wants(HandshakeFailedEvent.class)).isTrue();
		}
	}

	@Test
	void seesListenersThatOnlyTheMulticasterKnowsWithinASecond() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Nothing.class)) {
			ListenerIndex index = new ListenerIndex(context);
			assertThat(index.wants(SecureConnectionEvent.class)).isFalse();
			context.getBean(ApplicationEventMulticaster.class)
				.addApplicationListener(listenerOf(SecureConnectionEvent.class));
			Await.until("a look", () -> index.wants(SecureConnectionEvent.class));
		}
	}

	@Test
	void aLookRemovesNoListener() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Nothing.class)) {
			StringBuilder heard = new StringBuilder();
			context.addApplicationListener((ContextRefreshedEvent event) -> heard.append("heard"));
			assertThat(new ListenerIndex(context).wants(SecureConnectionEvent.class)).isTrue();
			context.publishEvent(new ContextRefreshedEvent(context));
			assertThat(heard).hasToString("heard");
		}
	}

	@Test
	void anUnknownStateIsTakenForAListener() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Nothing.class);
		context.close();
		assertThat(new ListenerIndex(context).wants(SecureConnectionEvent.class)).isTrue();
	}

	private static ApplicationListener<ApplicationEvent> listenerOf(Class<? extends TlsEvent> type) {
		return new GenericApplicationListener() {

			@Override
			public boolean supportsEventType(ResolvableType eventType) {
				return eventType.isAssignableFrom(type);
			}

			@Override
			public void onApplicationEvent(ApplicationEvent event) {
			}

		};
	}

	static class Nothing {

	}

	static class Annotated {

		@EventListener
		void on(SecureConnectionEvent event) {
		}

	}

	static class Conditional {

		@EventListener(condition = "#event.connection().authorized()")
		void on(SecureConnectionEvent event) {
		}

	}

	static class Classes {

		@EventListener(classes = { SecureConnectionEvent.class, HandshakeFailedEvent.class })
		void on() {
		}

	}

	static class Supertype {

		@EventListener
		void on(TlsEvent event) {
		}

	}

	static class Everything {

		@EventListener
		void on(ApplicationEvent event) {
		}

	}

	static class Anything {

		@EventListener
		void on(Object event) {
		}

	}

	static class Single {

		@Bean
		OpenedListener listener() {
			return new OpenedListener();
		}

	}

	static class Lambda {

		@Bean
		ApplicationListener<SecureConnectionEvent> listener() {
			return (event) -> {
			};
		}

	}

	static class LazySingle {

		@Bean
		@Lazy
		OpenedListener listener() {
			return fail("A look must not make beans");
		}

	}

	static class Prototype {

		@Bean
		@Scope("prototype")
		OpenedListener listener() {
			return fail("A look must not make beans");
		}

	}

	@Lazy
	static class LazyAnnotated extends Annotated {

	}

	static class LazyOther {

		@Bean
		@Lazy
		ApplicationListener<OtherEvent> listener() {
			return fail("A look must not make beans");
		}

	}

	static class Generic {

		@Bean
		ApplicationListener<ApplicationEvent> listener() {
			return listenerOf(SecureConnectionEvent.class);
		}

	}

	static class LazyGeneric {

		@Bean
		@Lazy
		GenericApplicationListener listener() {
			return (GenericApplicationListener) listenerOf(SecureConnectionEvent.class);
		}

	}

	static class OwnMulticaster {

		@Bean
		ApplicationEventMulticaster applicationEventMulticaster() {
			return new SimpleApplicationEventMulticaster() {
			};
		}

	}

	static class AsynchronousMulticaster {

		@Bean
		ApplicationEventMulticaster applicationEventMulticaster() {
			SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
			multicaster.setTaskExecutor(Executors.newCachedThreadPool());
			return multicaster;
		}

	}

	static class OpenedListener implements ApplicationListener<SecureConnectionEvent> {

		@Override
		public void onApplicationEvent(SecureConnectionEvent event) {
		}

	}

	static class OtherEvent extends ApplicationEvent {

		OtherEvent(Object source) {
			super(source);
		}

	}

}
