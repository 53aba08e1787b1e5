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

package io.tlsboot.pki;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * A lock file that keeps out other processes, together with a lock that keeps out other
 * threads: closing any channel of a file drops all locks that the process has on it, so a
 * second thread must not even open it.
 */
final class DirectoryLock implements AutoCloseable {

	private static final long LIMIT = TimeUnit.SECONDS.toNanos(30);

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

	private static final ReentrantLock THREADS = new ReentrantLock();

	private final FileChannel channel;

	private DirectoryLock(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Take the lock, waiting for at most 30 seconds.
	 * @param file the lock file, made when it is missing and left behind
	 * @return the lock
	 * @throws IOException if the lock cannot be had
	 */
	static DirectoryLock take(Path file) throws IOException {
		THREADS.lock();
		try {
			return new DirectoryLock(lockedChannel(file));
		}
		catch (IOException | RuntimeException ex) {
			THREADS.unlock();
			throw ex;
		}
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// The lock ends with the process at the latest.
		}
		finally {
			THREADS.unlock();
		}
	}

	private static FileChannel lockedChannel(Path file) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			long start = System.nanoTime();
			while (tryLock(channel) == null) {
				if (System.nanoTime() - start > LIMIT) {
					throw new IOException("another process has held the lock " + file + " for 30 seconds");
				}
				LockSupport.parkNanos(PAUSE);
			}
			return channel;
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			// Held by this class as another class loader of this process has loaded it.
			return null;
		}
	}

}
