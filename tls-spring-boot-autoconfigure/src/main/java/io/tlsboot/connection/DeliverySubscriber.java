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

package io.tlsboot.connection;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * Passes everything on and tells after each element that it was passed on.
 */
final class DeliverySubscriber implements CoreSubscriber<Object> {

	private final CoreSubscriber<? super Object> actual;

	private final Runnable delivered;

	DeliverySubscriber(CoreSubscriber<? super Object> actual, Runnable delivered) {
		this.actual = actual;
		this.delivered = delivered;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.actual.onSubscribe(subscription);
	}

	@Override
	public void onNext(Object message) {
		this.actual.onNext(message);
		this.delivered.run();
	}

	@Override
	public void onError(Throwable error) {
		this.actual.onError(error);
	}

	@Override
	public void onComplete() {
		this.actual.onComplete();
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

}
