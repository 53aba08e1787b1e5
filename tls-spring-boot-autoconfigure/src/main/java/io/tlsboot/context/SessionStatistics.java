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

package io.tlsboot.context;

/**
 * What the engine of a context has counted of its sessions.
 *
 * @param cached how many sessions are in the engine's cache now
 * @param ticketsIssued how many session tickets were issued
 * @param ticketsResumed how many tickets of the newest key were accepted
 * @param ticketsRenewed how many tickets of an older key were accepted and replaced
 * @param ticketsOfUnknownKey how many tickets were not accepted, because none of the keys
 * has encrypted them
 */
public record SessionStatistics(long cached, long ticketsIssued, long ticketsResumed, long ticketsRenewed,
		long ticketsOfUnknownKey) {

	/** Nothing has happened yet. */
	public static final SessionStatistics ZERO = new SessionStatistics(0, 0, 0, 0, 0);

	/**
	 * Add what was counted elsewhere.
	 * @param other what was counted there
	 * @return the sum
	 */
	public SessionStatistics plus(SessionStatistics other) {
		return new SessionStatistics(this.cached + other.cached, this.ticketsIssued + other.ticketsIssued,
				this.ticketsResumed + other.ticketsResumed, this.ticketsRenewed + other.ticketsRenewed,
				this.ticketsOfUnknownKey + other.ticketsOfUnknownKey);
	}

	/**
	 * Take away what was counted before.
	 * @param before what was counted before
	 * @return the difference
	 */
	public SessionStatistics minus(SessionStatistics before) {
		return new SessionStatistics(this.cached - before.cached, this.ticketsIssued - before.ticketsIssued,
				this.ticketsResumed - before.ticketsResumed, this.ticketsRenewed - before.ticketsRenewed,
				this.ticketsOfUnknownKey - before.ticketsOfUnknownKey);
	}

	/**
	 * Replace how many sessions are in the cache.
	 * @param cached the number
	 * @return the new statistics
	 */
	public SessionStatistics withCached(long cached) {
		return new SessionStatistics(cached, this.ticketsIssued, this.ticketsResumed, this.ticketsRenewed,
				this.ticketsOfUnknownKey);
	}

}
