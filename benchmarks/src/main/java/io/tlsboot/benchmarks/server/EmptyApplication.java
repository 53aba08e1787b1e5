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

package io.tlsboot.benchmarks.server;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * An application in which nothing is declared; tells what its start took.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public final class EmptyApplication {

	/**
	 * What it prints before the nanoseconds of wall time and processor time from main to
	 * the end of the start, and the number of threads.
	 */
	public static final String STARTED = "STARTED ";

	private EmptyApplication() {
	}

	/**
	 * Start it.
	 * @param args Spring Boot's arguments
	 */
	public static void main(String[] args) {
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		long cpu = system.getProcessCpuTime();
		long wall = System.nanoTime();
		SpringApplication.run(EmptyApplication.class, args);
		wall = System.nanoTime() - wall;
		cpu = system.getProcessCpuTime() - cpu;
		System.out.println(STARTED + wall + " " + cpu + " " + ManagementFactory.getThreadMXBean().getThreadCount());
	}

}
