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

package io.tlsboot.test.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tlsboot.test.Await;

/**
 * A running program that a test talks to. It reads all output at once and keeps it; every
 * wait is bounded; closing it ends the process. A failed wait throws an
 * {@link AssertionError} with the whole output.
 */
public final class Peer implements AutoCloseable {

	private static final Duration GRACE = Duration.ofSeconds(2);

	private final List<String> command;

	private final Process process;

	private final Output output;

	private Peer(List<String> command, Process process) {
		this.command = command;
		this.process = process;
		this.output = new Output(process.getInputStream());
		Thread reader = new Thread(this.output, "output of " + command.get(0) + " " + process.pid());
		reader.setDaemon(true);
		reader.start();
	}

	static Peer start(List<String> command) {
		try {
			return new Peer(command, new ProcessBuilder(command).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the process.
	 * @return its identifier
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Return whether the process runs.
	 * @return whether it has not ended
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Write to the standard input of the process.
	 * @param text the text
	 * @return this peer
	 */
	public Peer write(String text) {
		return write(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Write to the standard input of the process.
	 * @param bytes the bytes
	 * @return this peer
	 */
	public Peer write(byte[] bytes) {
		try {
			OutputStream in = this.process.getOutputStream();
			in.write(bytes);
			in.flush();
			return this;
		}
		catch (IOException ex) {
			throw failure("could not be written to (" + ex.getMessage() + ")");
		}
	}

	/**
	 * Close the standard input of the process.
	 * @return this peer
	 */
	public Peer closeInput() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			// The process has ended before it read everything: its output tells why.
		}
		return this;
	}

	/**
	 * Wait for a text in the output so far and to come.
	 * @param text the text
	 * @return this peer
	 */
	public Peer awaitOutput(String text) {
		awaitOutput("'" + text + "'", (output) -> output.contains(text));
		return this;
	}

	/**
	 * Wait for a match in the output so far and to come.
	 * @param pattern what is looked for in the whole output
	 * @return the first match
	 */
	public Matcher awaitOutput(Pattern pattern) {
		Matcher matcher = pattern.matcher(awaitOutput("/" + pattern + "/", (output) -> pattern.matcher(output).find()));
		matcher.find();
		return matcher;
	}

	/**
	 * Wait for output that fulfils a condition.
	 * @param what what is awaited, for the failure text
	 * @param condition is asked with the whole output whenever there is more
	 * @return the whole output so far
	 */
	public String awaitOutput(String what, Predicate<String> condition) {
		try {
			if (this.output.await(condition, Await.LIMIT)) {
				return output();
			}
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		throw failure("did not say " + what);
	}

	/**
	 * Wait until there is some amount of output.
	 * @param count how many bytes
	 * @return this peer
	 */
	public Peer awaitBytes(int count) {
		try {
			if (this.output.awaitSize(count, Await.LIMIT)) {
				return this;
			}
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		throw failure("did not write " + count + " bytes");
	}

	/**
	 * Wait for the end of the process and of its output.
	 * @return what came of it
	 */
	public Program.Result awaitEnd() {
		try {
			if (!this.process.waitFor(Await.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
					|| !this.output.awaitEnd(Await.LIMIT)) {
				throw failure("did not end");
			}
			return new Program.Result(this.process.exitValue(), output());
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
	}

	/**
	 * Return standard output and error so far.
	 * @return the output as UTF-8 text
	 */
	public String output() {
		return new String(outputBytes(), StandardCharsets.UTF_8);
	}

	/**
	 * Return standard output and error so far.
	 * @return the bytes
	 */
	public byte[] outputBytes() {
		return this.output.bytes();
	}

	/**
	 * Send the process a signal.
	 * @param signal its name without SIG, such as {@code STOP}
	 */
	public void signal(String signal) {
		Program.require("kill").run("-" + signal, Long.toString(pid())).success();
	}

	/**
	 * End the process if it still runs: asked first, forced after a grace period.
	 */
	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
				this.process.destroyForcibly().waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	private AssertionError interrupted() {
		this.process.destroyForcibly();
		Thread.currentThread().interrupt();
		return failure("was waited for when the test was interrupted");
	}

	private AssertionError failure(String what) {
		String state = ended() ? "ended with status " + this.process.exitValue() : "running";
		return new AssertionError(String.join(" ", this.command) + "\n" + what + " within " + Await.LIMIT + "; " + state
				+ ":\n" + output());
	}

	/**
	 * Return whether the process has ended: its output ends a moment before it does.
	 */
	private boolean ended() {
		try {
			if (this.output.awaitEnd(Duration.ZERO)) {
				this.process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return !isAlive();
	}

}
