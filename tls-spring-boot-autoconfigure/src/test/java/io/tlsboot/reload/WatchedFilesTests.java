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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WatchedFilesTests {

	private static final FileTime OLD = FileTime.fromMillis(1_700_000_000_000L);

	@TempDir
	Path directory;

	private final WatchedFiles files = new WatchedFiles();

	private Path file(String name, String content) throws IOException {
		Path file = Files.writeString(this.directory.resolve(name), content);
		Files.setLastModifiedTime(file, OLD);
		return file;
	}

	private void watch(List<Path> paths) {
		this.files.watch(paths);
		this.files.reset();
	}

	@Test
	void nothingHasChangedUntilItHas() throws IOException {
		Path one = file("one", "first");
		Path two = file("two", "other");
		watch(List.of(one, two));
		assertThat(this.files.look()).isEmpty();
		Files.writeString(one, "second");
		assertThat(this.files.look()).containsExactly(one);
		assertThat(this.files.steady()).isFalse();
		assertThat(this.files.look()).containsExactly(one);
		assertThat(this.files.steady()).isTrue();
		this.files.accept();
		assertThat(this.files.look()).isEmpty();
	}

	@Test
	void changeThatTheFileSystemDoesNotShow() throws IOException {
		Path one = file("one", "first");
		watch(List.of(one));
		assertThat(this.files.look()).isEmpty();
		Files.writeString(one, "other");
		Files.setLastModifiedTime(one, OLD);
		assertThat(this.files.look()).containsExactly(one);
	}

	@Test
	void timeThatIsNewForTheSameContentIsNoChange() throws IOException {
		Path one = file("one", "first");
		watch(List.of(one));
		assertThat(this.files.look()).isEmpty();
		Files.setLastModifiedTime(one, FileTime.fromMillis(1_700_000_009_000L));
		assertThat(this.files.look()).isEmpty();
	}

	@Test
	void contentThatComesBackIsNoChange() throws IOException {
		Path one = file("one", "first");
		watch(List.of(one));
		assertThat(this.files.look()).isEmpty();
		Files.delete(one);
		assertThat(this.files.look()).containsExactly(one);
		file("one", "first");
		assertThat(this.files.look()).isEmpty();
	}

	/**
	 * It may have been written after it was read and before it was looked at.
	 */
	@Test
	void fileThatIsJustWrittenIsInDoubt() throws IOException {
		Path one = Files.writeString(this.directory.resolve("one"), "first");
		watch(List.of(one));
		assertThat(this.files.look()).containsExactly(one);
		this.files.accept();
		assertThat(this.files.look()).isEmpty();
	}

	@Test
	void fileThatComesLater() throws IOException {
		Path one = this.directory.resolve("one");
		watch(List.of(one));
		assertThat(this.files.look()).isEmpty();
		file("one", "first");
		assertThat(this.files.look()).containsExactly(one);
	}

	@Test
	void ofManyFilesEachIsReadInTurn() throws IOException {
		List<Path> many = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			many.add(file("file-" + i, "first"));
		}
		watch(many);
		for (int i = 0; i < 4; i++) {
			assertThat(this.files.look()).isEmpty();
		}
		Files.writeString(many.get(150), "other");
		Files.setLastModifiedTime(many.get(150), OLD);
		boolean seen = false;
		for (int i = 0; i < 4; i++) {
			seen |= this.files.look().contains(many.get(150));
		}
		assertThat(seen).isTrue();
	}

	@Test
	void filesThatStayKeepWhatWasAccepted() throws IOException {
		Path one = file("one", "first");
		Path two = file("two", "first");
		watch(List.of(one));
		assertThat(this.files.look()).isEmpty();
		Files.writeString(one, "second");
		this.files.watch(List.of(one, two));
		assertThat(this.files.look()).containsExactly(one, two);
		this.files.accept();
		assertThat(this.files.look()).isEmpty();
		assertThat(this.files.size()).isEqualTo(2);
	}

}
