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

package io.tlsboot.material;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import io.tlsboot.material.MaterialException.Part;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Reads what a location stands for.
 */
final class LocationReader {

	private static final int LIMIT = 64 * 1024 * 1024;

	private static final Pattern PLAIN_FILE = Pattern.compile("file:/[A-Za-z0-9_.-][A-Za-z0-9_./-]*");

	private static final Pattern USER_INFORMATION = Pattern.compile("//[^/@]*@");

	private final ResourceLoader resourceLoader;

	LocationReader(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

	/**
	 * Read a location.
	 * @param part what it is read for
	 * @param location the location, or the material itself
	 * @return what was there
	 */
	Content read(Part part, String location) {
		return read(part, location, "");
	}

	/**
	 * Read one entry of a list of locations.
	 * @param part what it is read for
	 * @param location the location, or the material itself
	 * @param number the place in the list, counted from 1
	 * @return what was there
	 */
	Content read(Part part, String location, int number) {
		return read(part, location, ", entry " + number);
	}

	/**
	 * Return the file that a location names.
	 * @param location the location
	 * @return the absolute path, or {@code null} when the location names no file
	 */
	@Nullable Path file(String location) {
		if (location.isBlank() || InlineText.isPem(location) || InlineText.isBase64(location)) {
			return null;
		}
		try {
			Path plain = plainPath(location.trim());
			return (plain != null) ? plain : path(this.resourceLoader.getResource(location.trim()));
		}
		catch (IOException | RuntimeException ex) {
			return null;
		}
	}

	private Content read(Part part, String location, String entry) {
		if (location.isBlank()) {
			throw new Place(part, "empty text" + entry, "FILE").failure("The location is empty",
					"Name a location such as file:server.pem, or remove the property.");
		}
		if (InlineText.isPem(location)) {
			return new Content(new Place(part, "inline PEM text" + entry, "FILE"), InlineText.pem(location));
		}
		if (InlineText.isBase64(location)) {
			return base64(new Place(part, "inline base64" + entry, "FILE"), location);
		}
		return resource(part, location.trim(), entry);
	}

	private Content base64(Place place, String location) {
		try {
			return checked(place, InlineText.base64(location));
		}
		catch (IllegalArgumentException ex) {
			throw place.failure("The text after base64: is not base64",
					"Write the whole file in base64 after base64:, as this prints it: openssl base64 -A -in FILE.");
		}
	}

	private Content resource(Part part, String location, String entry) {
		Path plain = plainPath(location);
		if (plain != null) {
			return file(new Place(part, location, plain.toString()), plain, location, entry);
		}
		String shown = USER_INFORMATION.matcher(location).replaceAll("//");
		Place place = new Place(part, shown, "FILE");
		Resource resource;
		Path path;
		try {
			resource = this.resourceLoader.getResource(location);
			path = path(resource);
			if (path == null && !resource.exists()) {
				throw missing(place, location, entry, null);
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			throw missing(place, location, entry, null);
		}
		return (path != null) ? file(new Place(part, shown, path.toString()), path, location, entry)
				: stream(place, resource);
	}

	/**
	 * Read first and ask why only when that fails: most files are what they should be.
	 */
	private Content file(Place place, Path path, String location, String entry) {
		byte[] bytes;
		try (InputStream input = new FileInputStream(path.toFile())) {
			bytes = input.readNBytes(LIMIT + 1);
		}
		catch (IOException ex) {
			throw unreadable(place, path, location, entry, ex);
		}
		return checked(place, bytes);
	}

	private static MaterialException unreadable(Place place, Path path, String location, String entry, IOException ex) {
		if (Files.isDirectory(path)) {
			return place.failure("The location is a directory, not a file", "Name a file in " + path + ".");
		}
		if (!Files.exists(path)) {
			return missing(place, location, entry, path);
		}
		if (!Files.isReadable(path)) {
			return place.failure("The file cannot be read by this process",
					"Let the user that runs the application read " + path + ".");
		}
		return place.failure("The file cannot be read", "Look at the cause: " + ex.getClass().getSimpleName() + ".",
				ex);
	}

	private Content stream(Place place, Resource resource) {
		try (InputStream input = resource.getInputStream()) {
			return checked(place, input.readNBytes(LIMIT + 1));
		}
		catch (IOException ex) {
			throw place.failure("The resource cannot be read", "Look at it: " + ex.getClass().getSimpleName() + ".");
		}
	}

	private static Content checked(Place place, byte[] bytes) {
		if (bytes.length == 0) {
			throw place.failure("There is nothing in it", "Give it its content, or correct the location.");
		}
		if (bytes.length > LIMIT) {
			throw place.failure("It is larger than 64 MiB",
					"Correct the location: this cannot be a key or certificate.");
		}
		return new Content(place, bytes);
	}

	private static MaterialException missing(Place place, String location, String entry, @Nullable Path path) {
		if (InlineText.mayBeMaterial(location)) {
			return new Place(place.part(), "inline text" + entry, "FILE").failure(
					"The text is neither a location nor PEM",
					"Write base64: before base64 text; give PEM text from its -----BEGIN line to its -----END line.");
		}
		if (path != null) {
			return place.failure("The file does not exist", "Create " + path + ", or correct the location.");
		}
		String hint = (location.indexOf(':') < 0)
				? " A location without a prefix is looked up on the class path: write file:" + location + " for a file."
				: "";
		return place.failure("The resource does not exist", "Correct the location." + hint);
	}

	/**
	 * Thousands of files are read at the start of a large server, and a resource costs
	 * more than the file. Without characters that mean something in a URL it stands for
	 * the same path.
	 */
	private static @Nullable Path plainPath(String location) {
		return PLAIN_FILE.matcher(location).matches()
				? Path.of(location.substring("file:".length())).toAbsolutePath().normalize() : null;
	}

	private static @Nullable Path path(Resource resource) throws IOException {
		return resource.isFile() ? resource.getFile().toPath().toAbsolutePath().normalize() : null;
	}

}
