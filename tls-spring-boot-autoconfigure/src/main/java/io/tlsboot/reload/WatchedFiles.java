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

package io.tlsboot.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files, and what they were when they were accepted last. The content decides, not the
 * time of a change nor any notification: each look asks the file system about all of
 * them, reads those that seem to have changed and some others in turn.
 */
final class WatchedFiles {

	/** How many files are read in each look even if they seem to be what they were. */
	private static final int IN_TURN = 64;

	private List<Watched> files = List.of();

	private int turn;

	private boolean steady = true;

	/**
	 * Watch these files from now on. Those that are new may have changed since somebody
	 * read them.
	 */
	void watch(Collection<Path> paths) {
		Map<Path, Watched> known = new HashMap<>();
		this.files.forEach((file) -> known.put(file.path, file));
		List<Watched> next = new ArrayList<>(paths.size());
		for (Path path : paths) {
			Watched file = known.get(path);
			next.add((file != null) ? file : new Watched(path, true));
		}
		this.files = next;
	}

	/**
	 * Accept all files as they are, for they are about to be read.
	 */
	void reset() {
		this.files = this.files.stream().map((file) -> new Watched(file.path, false)).toList();
		this.steady = true;
	}

	/**
	 * Look at all files.
	 * @return those that are not what was accepted
	 */
	Set<Path> look() {
		Set<Path> changed = new LinkedHashSet<>();
		this.steady = true;
		int size = this.files.size();
		int from = (size > IN_TURN) ? this.turn : 0;
		for (int i = 0; i < size; i++) {
			Watched file = this.files.get(i);
			FileState before = file.seen;
			file.look(Math.floorMod(i - from, size) < IN_TURN);
			this.steady &= !file.seen.differsFrom(before);
			if (file.changed()) {
				changed.add(file.path);
			}
		}
		this.turn = (size > 0) ? (from + IN_TURN) % size : 0;
		return changed;
	}

	/**
	 * Return whether the last look saw what the one before did.
	 */
	boolean steady() {
		return this.steady;
	}

	/**
	 * Accept what the last look saw.
	 */
	void accept() {
		this.files.forEach(Watched::accept);
	}

	int size() {
		return this.files.size();
	}

	private static final class Watched {

		private final Path path;

		private FileState accepted;

		private FileState seen;

		/** Whether it may have changed before the first look, unnoticed. */
		private boolean doubtful;

		Watched(Path path, boolean doubtful) {
			this.path = path;
			this.accepted = FileState.attributes(path);
			this.seen = this.accepted;
			this.doubtful = doubtful || this.accepted.fresh();
		}

		void look(boolean read) {
			this.seen = FileState.look(this.path, read, this.seen);
			if (!this.accepted.isRead() && this.seen.isRead() && this.seen.signature() == this.accepted.signature()) {
				this.accepted = this.seen;
			}
		}

		boolean changed() {
			return this.doubtful || this.seen.differsFrom(this.accepted);
		}

		void accept() {
			this.accepted = this.seen;
			this.doubtful = false;
		}

	}

}
