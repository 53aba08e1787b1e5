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

package io.tlsboot.sample;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.springframework.stereotype.Component;

/**
 * The last mails that were received, newest first.
 */
@Component
class Mailbox {

	private static final int CAPACITY = 100;

	private final Deque<Mail> mails = new ArrayDeque<>();

	synchronized void add(Mail mail) {
		this.mails.addFirst(mail);
		if (this.mails.size() > CAPACITY) {
			this.mails.removeLast();
		}
	}

	synchronized List<Mail> all() {
		return List.copyOf(this.mails);
	}

}
