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

import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Events that are published for nobody, in a context that belongs to no application.
 *
 * @param context where they are published
 * @param publisher publishes them
 */
public record PrivateEvents(GenericApplicationContext context, TlsEventPublisher publisher) implements AutoCloseable {

	/**
	 * Make a publisher whose events are heard by a listener that does nothing.
	 * @return the publisher and its context; the caller closes them
	 */
	public static PrivateEvents open() {
		GenericApplicationContext context = new GenericApplicationContext();
		context.setDisplayName("Private events of TLS");
		ApplicationListener<TlsEvent> nobody = (event) -> {
		};
		context.addApplicationListener(nobody);
		context.refresh();
		return new PrivateEvents(context, new TlsEventPublisher(context));
	}

	/**
	 * Publish what is left, and give all up. Blocks.
	 */
	@Override
	public void close() {
		this.publisher.close();
		this.context.close();
	}

}
