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

package io.tlsboot.test.guard;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;

/**
 * Records what Netty's leak detectors report instead of only logging it.
 */
final class Leaks {

	private static final long ENQUEUE_LIMIT_MILLIS = 5_000;

	private static final List<ResourceLeakDetector<?>> DETECTORS = new CopyOnWriteArrayList<>();

	private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

	static {
		if (System.getProperty("io.netty.leakDetection.level") == null) {
			ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		}
		ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new RecordingFactory());
	}

	private Leaks() {
	}

	/**
	 * Record from now on. Must come before the first use of a buffer in the JVM, as
	 * Netty's classes keep the detectors they once got.
	 */
	static void install() {
		// The static initializer has done it, once.
	}

	/**
	 * Collect garbage, let every detector look for lost resources, and take what was
	 * found since the last call.
	 * @return the reports
	 */
	static List<String> find() {
		if (DETECTORS.isEmpty()) {
			return List.of();
		}
		// The first collection finds the lost resources. When the marker of the second
		// has been enqueued, all of the first have been.
		collectGarbage();
		collectGarbage();
		DETECTORS.forEach(Leaks::poll);
		List<String> found = new ArrayList<>();
		for (String leak = FOUND.poll(); leak != null; leak = FOUND.poll()) {
			found.add(leak);
		}
		return found;
	}

	/**
	 * A detector looks into its queue whenever it begins to track something.
	 */
	@SuppressWarnings("unchecked")
	private static <T> void poll(ResourceLeakDetector<T> detector) {
		T something = (T) new Object();
		ResourceLeakTracker<T> tracker = detector.trackForcibly(something);
		tracker.close(something);
	}

	private static void collectGarbage() {
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		WeakReference<Object> marker = new WeakReference<>(new Object(), queue);
		System.gc();
		try {
			if (queue.remove(ENQUEUE_LIMIT_MILLIS) != marker) {
				throw new IllegalStateException("System.gc() collects nothing: leaks can not be found");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static final class RecordingFactory extends ResourceLeakDetectorFactory {

		@Override
		@SuppressWarnings("deprecation")
		public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval,
				long maxActive) {
			return newResourceLeakDetector(resource, samplingInterval);
		}

		@Override
		public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
			RecordingDetector<T> detector = new RecordingDetector<>(resource, samplingInterval);
			DETECTORS.add(detector);
			return detector;
		}

	}

	private static final class RecordingDetector<T> extends ResourceLeakDetector<T> {

		@SuppressWarnings("deprecation")
		RecordingDetector(Class<?> resource, int samplingInterval) {
			super(resource, samplingInterval);
		}

		@Override
		protected boolean needReport() {
			return true;
		}

		@Override
		protected void reportTracedLeak(String resourceType, String records) {
			FOUND.add(resourceType + " was not released." + records);
		}

		@Override
		protected void reportUntracedLeak(String resourceType) {
			FOUND.add(resourceType + " was not released (no records)");
		}

	}

}
