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

package io.tlsboot.warmup;

import java.util.ArrayList;
import java.util.List;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;

/**
 * The listeners of one warm-up.
 */
final class WarmUpListeners implements AutoCloseable {

	private final List<WarmUpListener> listeners = new ArrayList<>();

	/**
	 * Make them all, or none.
	 */
	static WarmUpListeners open(List<WarmUpListener.Source> sources) {
		WarmUpListeners opened = new WarmUpListeners();
		try {
			for (WarmUpListener.Source source : sources) {
				WarmUpListener listener = source.open();
				if (listener != null) {
					opened.listeners.add(listener);
				}
			}
			return opened;
		}
		catch (RuntimeException | Error ex) {
			opened.close();
			throw ex;
		}
	}

	ConnectionListener all() {
		return new ConnectionListeners(this.listeners.stream().map(WarmUpListener::listener).toList());
	}

	@Override
	public void close() {
		this.listeners.forEach((listener) -> listener.end().run());
	}

}
