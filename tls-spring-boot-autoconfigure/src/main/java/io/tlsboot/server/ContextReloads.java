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

package io.tlsboot.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.tlsboot.context.ContextPreparation;
import io.tlsboot.context.MaterialChange;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.Rehearsal;
import io.tlsboot.reload.ServerUnreachableException;
import io.tlsboot.reload.WireProof;
import io.tlsboot.sni.ContextSlot;
import io.tlsboot.sni.HostNames;
import org.jspecify.annotations.Nullable;

/**
 * Renews the contexts of a server from the material that is there now. A new context is
 * built from the same specification as the old one, tried out in memory, put in the place
 * of the old one in one step and looked at over the socket; when any of that fails, the
 * old one stays or comes back. Reads files; not called on an event loop.
 */
final class ContextReloads {

	private final ContextReload.Target target;

	private final ServerContexts contexts;

	private final SecureContexts material;

	/** Returns {@code null} when the server does not listen or shall not do that. */
	private final Supplier<@Nullable WireProof> proof;

	/** Peers may have been admitted by what was rolled back. */
	private final Runnable rolledBack;

	private int watchedVersion = -1;

	private Set<SecureContextSpec> watchedAnswers = Set.of();

	/** What kept the server from reaching itself in this pass: it will not try again. */
	private @Nullable ServerUnreachableException unreachable;

	ContextReloads(ContextReload.Target target, ServerContexts contexts, SecureContexts material,
			Supplier<@Nullable WireProof> proof, Runnable rolledBack) {
		this.rolledBack = rolledBack;
		this.target = target;
		this.contexts = contexts;
		this.material = material;
		this.proof = proof;
	}

	/**
	 * Return the files that contexts are read from if they may be others than at the last
	 * call, else {@code null}.
	 */
	@Nullable Set<Path> files() {
		int version = this.contexts.version();
		ContextRun run = this.contexts.current();
		Set<SecureContextSpec> answers = (run == null || run.pool().unnamed() == 0) ? Set.of()
				: new LinkedHashSet<>(run.pool().resolved().stream().map(ContextSlot::spec).toList());
		if (version == this.watchedVersion && answers.equals(this.watchedAnswers)) {
			return null;
		}
		this.watchedVersion = version;
		this.watchedAnswers = answers;
		Set<Path> files = new LinkedHashSet<>();
		this.contexts.specs().forEach((spec) -> files.addAll(this.material.files(spec)));
		answers.forEach((spec) -> files.addAll(this.material.files(spec)));
		return files;
	}

	/**
	 * Renew contexts.
	 * @param affected says which contexts may have changed
	 * @return what came of it, for each of these; nothing when the server does not run
	 */
	synchronized List<ContextReload> reload(Predicate<SecureContextSpec> affected) {
		ContextRun run = this.contexts.current();
		if (run == null) {
			return List.of();
		}
		List<Place> places = places(run, affected);
		if (places.isEmpty()) {
			return List.of();
		}
		ContextPreparation preparation = this.material.preparation();
		List<ContextReload> reloads = new ArrayList<>(places.size());
		this.unreachable = null;
		for (Place place : places) {
			if (this.contexts.current() != run) {
				break;
			}
			reloads.add(renew(place, run, preparation));
		}
		return reloads;
	}

	private List<Place> places(ContextRun run, Predicate<SecureContextSpec> affected) {
		List<Place> places = new ArrayList<>();
		if (affected.test(run.defaultSlot().spec())) {
			places.add(new Place(run.defaultSlot(), true, null, true, (expected, next) -> {
				run.defaultSlot(next);
				return true;
			}));
		}
		run.hosts().patterns().forEach((pattern, slot) -> {
			if (affected.test(slot.spec())) {
				String name = SampleName.of(pattern.toString());
				String host = (name != null) ? HostNames.normal(name) : null;
				places.add(new Place(slot, false, host, host != null && run.hosts().find(host) == slot,
						(expected, next) -> run.hosts().replace(pattern, expected, next)));
			}
		});
		for (ContextSlot slot : run.pool().resolved()) {
			if (affected.test(slot.spec())) {
				places.add(new Place(slot, false, null, false, run.pool()::replace));
			}
		}
		return places;
	}

	private ContextReload renew(Place place, ContextRun run, ContextPreparation preparation) {
		String name = place.slot().spec().name();
		try {
			ContextSlot next = place.slot().renewed();
			next.prepare(preparation);
			Set<MaterialChange> changes = changes(place.slot(), next);
			if (!changes.isEmpty() && exchange(place, next, changes, run)) {
				return ContextReload.done(this.target, name, changes);
			}
			return ContextReload.done(this.target, name, Set.of());
		}
		catch (RuntimeException ex) {
			return ContextReload.refused(this.target, name, ex);
		}
	}

	/**
	 * A place whose material was never read has nothing old.
	 */
	private static Set<MaterialChange> changes(ContextSlot slot, ContextSlot next) {
		return (slot.prepared() != null) ? Objects.requireNonNull(next.prepared()).changesFrom(slot.prepared())
				: Set.of();
	}

	private boolean exchange(Place place, ContextSlot next, Set<MaterialChange> changes, ContextRun run) {
		if (this.unreachable != null && place.visible()) {
			throw this.unreachable;
		}
		SecureContext built = run.pool().build(next);
		try {
			Rehearsal.hold(built, place.serverName());
			SecureContext used = inUse(place, next, changes, built);
			run.pool().keep(next, used, place.pinned());
			if (!place.swap().test(place.slot(), next)) {
				run.pool().retire(next);
				return false;
			}
			return prove(place, next, built, run);
		}
		finally {
			built.release();
		}
	}

	/**
	 * Return the context to use: the engine's context of before if it can present the new
	 * identity, so that its sessions go on, else the new one.
	 */
	private static SecureContext inUse(Place place, ContextSlot next, Set<MaterialChange> changes,
			SecureContext built) {
		SecureContext old = place.slot().context();
		SecureContext renewed = (old != null && changes.equals(Set.of(MaterialChange.IDENTITY)))
				? old.withIdentities(Objects.requireNonNull(next.prepared())) : null;
		if (renewed != null) {
			return renewed;
		}
		built.acquire();
		return built;
	}

	private boolean prove(Place place, ContextSlot next, SecureContext built, ContextRun run) {
		WireProof wire = place.visible() ? this.proof.get() : null;
		try {
			if (wire != null) {
				wire.see(built, place.serverName());
			}
		}
		catch (RuntimeException | Error ex) {
			this.unreachable = (ex instanceof ServerUnreachableException cause) ? cause : null;
			if (rollBack(place, next, run)) {
				throw ex;
			}
			return false;
		}
		run.pool().retire(place.slot());
		return true;
	}

	/**
	 * Serve by the old context again.
	 * @return whether that was possible; otherwise somebody has put a third one in its
	 * place meanwhile
	 */
	private boolean rollBack(Place place, ContextSlot next, ContextRun run) {
		SecureContext old = place.slot().context();
		PreparedContext before = place.slot().prepared();
		if (old != null && before != null) {
			old.withIdentities(before);
		}
		boolean back = place.swap().test(next, place.slot());
		run.pool().retire(next);
		if (!back) {
			run.pool().retire(place.slot());
		}
		this.rolledBack.run();
		return back;
	}

	/**
	 * Where a context is.
	 *
	 * @param slot its place
	 * @param pinned whether it is always built
	 * @param serverName a name that it serves, or {@code null} for none
	 * @param visible whether who asks for the name gets this context
	 * @param swap puts a place in the place of another, unless that has happened
	 */
	private record Place(ContextSlot slot, boolean pinned, @Nullable String serverName, boolean visible,
			BiPredicate<ContextSlot, ContextSlot> swap) {
	}

}
