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

package io.tlsboot.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * The median of some values and an interval around it: the quartiles of enough values, of
 * few the least and the most.
 *
 * @param low the lower end
 * @param median the median
 * @param high the upper end
 * @param count how many values there are
 */
record Spread(double low, double median, double high, int count) {

	/** So many values are needed for quartiles to say anything. */
	static final int ENOUGH = 8;

	static Spread of(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		boolean quartiles = sorted.size() >= ENOUGH;
		return new Spread(at(sorted, quartiles ? 0.25 : 0), at(sorted, 0.5), at(sorted, quartiles ? 0.75 : 1),
				sorted.size());
	}

	/**
	 * Return the value at a part of the way, between two values if need be.
	 */
	private static double at(List<Double> sorted, double part) {
		double position = part * (sorted.size() - 1);
		double below = sorted.get((int) Math.floor(position));
		double above = sorted.get((int) Math.ceil(position));
		return below + (above - below) * (position - Math.floor(position));
	}

	static String text(double value) {
		return String.format(Locale.ROOT, (Math.abs(value) < 10) ? "%.2f" : "%.0f", value);
	}

	/**
	 * Return the same with three places behind the point, which targets need.
	 */
	String precise() {
		return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", this.median, this.low, this.high);
	}

	@Override
	public String toString() {
		return text(this.median) + " (" + text(this.low) + "-" + text(this.high) + ")";
	}

}
