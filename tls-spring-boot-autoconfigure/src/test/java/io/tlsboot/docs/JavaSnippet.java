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

package io.tlsboot.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import com.sun.source.util.JavacTask;

/**
 * A Java block of a document. It may be a whole file, types, members of a class or
 * statements of a method; the usual imports come with it.
 *
 * @param text the block
 */
record JavaSnippet(String text) {

	private static final Pattern IMPORT = Pattern.compile("^import [^;]+;", Pattern.MULTILINE);

	private static final Pattern TYPE = Pattern.compile(
			"^(@\\w+(\\(.*\\))?\\s+)*((public|final|abstract|sealed) )*(class|interface|record|enum) ",
			Pattern.MULTILINE);

	private static final List<String> USUAL = List.of("io.tlsboot.client.*", "io.tlsboot.connection.*",
			"io.tlsboot.context.*", "io.tlsboot.dialect.*", "io.tlsboot.event.*", "io.tlsboot.handshake.*",
			"io.tlsboot.pair.*", "io.tlsboot.server.*", "io.tlsboot.sni.*", "io.tlsboot.verify.*", "java.time.*",
			"java.util.*",
			// Not the one of java.util.
			"org.springframework.context.event.EventListener", "org.reactivestreams.*", "org.slf4j.*",
			"org.springframework.boot.*", "org.springframework.boot.autoconfigure.*",
			"org.springframework.context.annotation.*", "org.springframework.context.event.*",
			"org.springframework.stereotype.*", "reactor.core.publisher.*");

	private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

	/**
	 * Shared, as it knows what is in the jars of the class path once it has looked.
	 */
	private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

	private static final String LOG = "static final Logger log = LoggerFactory.getLogger(\"snippet\");\n";

	/**
	 * Compile the block.
	 * @return the errors of the form that came furthest, empty when one form compiles
	 */
	List<String> errors() {
		List<String> best = new ArrayList<>();
		for (String source : forms()) {
			List<String> errors = compile(source);
			if (errors.isEmpty()) {
				return errors;
			}
			if (best.isEmpty() || errors.size() < best.size()) {
				best = errors;
			}
		}
		return best;
	}

	private List<String> forms() {
		String body = IMPORT.matcher(this.text).replaceAll("").strip();
		String head = imports();
		if (body.startsWith("package ")) {
			return List.of(this.text);
		}
		if (TYPE.matcher(body).lookingAt()) {
			return List.of(head + body.replaceFirst("(?m)^public ((?:final )?(?:class|interface|record|enum) )", "$1"));
		}
		return List.of(head + "abstract class Snippet {\n" + LOG + body + "\n}\n",
				head + "class Snippet {\n" + LOG + "void run() throws Exception {\n" + body + "\n}\n}\n");
	}

	private String imports() {
		String own = IMPORT.matcher(this.text)
			.results()
			.map((match) -> match.group() + "\n")
			.collect(Collectors.joining());
		return own + USUAL.stream()
			.filter(JavaSnippet::exists)
			.map((name) -> "import " + name + ";\n")
			.collect(Collectors.joining());
	}

	/**
	 * Packages of later issues do not exist yet, and the compiler refuses their import.
	 */
	private static boolean exists(String name) {
		String path = name.replace('.', '/');
		String resource = path.endsWith("/*") ? path.substring(0, path.length() - 2) : path + ".class";
		return JavaSnippet.class.getClassLoader().getResource(resource) != null || name.startsWith("java.");
	}

	private static List<String> compile(String source) {
		DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
		List<String> options = List.of("-proc:none", "-parameters", "-classpath",
				System.getProperty("java.class.path"));
		JavacTask task = (JavacTask) COMPILER.getTask(null, FILES, found, options, null, List.of(new Source(source)));
		try {
			task.analyze();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return found.getDiagnostics()
			.stream()
			.filter((each) -> each.getKind() == Diagnostic.Kind.ERROR)
			.map((each) -> each.getMessage(Locale.ROOT) + " in: " + line(source, each.getLineNumber()))
			.toList();
	}

	private static String line(String source, long number) {
		return source.lines().skip(Math.max(0, number - 1)).findFirst().orElse("").strip();
	}

	/**
	 * Source text in memory.
	 */
	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		Source(String text) {
			super(URI.create("string:///Snippet.java"), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

}
