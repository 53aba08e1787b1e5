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

package io.tlsboot.sample;

import java.util.List;
import java.util.Map;

import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at the page as people do who prefer the dark, have a small screen or no mouse.
 */
class PageLookTests extends AbstractPageTests {

	/** Finds the texts whose contrast to what is behind them is below that of WCAG AA. */
	private static final String UNREADABLE = """
			const parts = (color) => color.match(/[\\d.]+/g).map(Number);
			const linear = (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
			const light = (color) => {
				const [r, g, b] = parts(color).map((part) => linear(part / 255));
				return 0.2126 * r + 0.7152 * g + 0.0722 * b;
			};
			const behind = (element) => {
				for (let each = element; each; each = each.parentElement) {
					const color = getComputedStyle(each).backgroundColor;
					if ((parts(color)[3] ?? 1) === 1) {
						return color;
					}
				}
			};
			document.getAnimations().forEach((animation) => animation.finish());
			const written = (element) => Array.from(element.childNodes)
				.some((node) => node.nodeType === 3 && node.data.trim());
			const texts = Array.from(document.querySelectorAll('body *'))
				.filter((element) => element.checkVisibility() && written(element));
			if (texts.length < 50) {
				throw new Error('There are only ' + texts.length + ' texts');
			}
			return texts.map((element) => {
				const own = light(getComputedStyle(element).color);
				const [low, high] = [own, light(behind(element))].sort((a, b) => a - b);
				return {text: element.innerText, contrast: (high + 0.05) / (low + 0.05)};
			}).filter((one) => one.contrast < 4.5)""";

	@Test
	void textIsReadableInLightAndDark() {
		succeed();
		fail();
		this.browser.prefer("prefers-color-scheme", "light");
		String light = background();
		assertThat(unreadable()).isEmpty();
		this.browser.prefer("prefers-color-scheme", "dark");
		assertThat(background()).isNotEqualTo(light);
		assertThat(unreadable()).isEmpty();
		this.browser.prefer("prefers-color-scheme", "");
	}

	@Test
	void fitsOnAPhone() {
		OpenSslClient.to(ECHO).serverName("x".repeat(250)).exchange("hello\n", "hello");
		fail();
		this.browser.awaitText("#events", "x".repeat(50));
		for (int width : new int[] { 320, 360, 768, 1280 }) {
			this.browser.size(width, 700, width < 768);
			Await.until("the page takes the size",
					() -> this.browser.<Integer>script("return document.documentElement.clientWidth") <= width);
			assertThat(this.browser.<Integer>script("return document.documentElement.scrollWidth"))
				.isLessThanOrEqualTo(width);
			assertThat(this.browser.<List<String>>script("""
					const wide = (element) => element.getBoundingClientRect().right > innerWidth + 1;
					return Array.from(document.querySelectorAll('body *')).filter(wide).map((one) => one.outerHTML)"""))
				.isEmpty();
		}
	}

	@Test
	void nothingMovesForWhoWantsThat() {
		this.browser.prefer("prefers-reduced-motion", "reduce");
		OpenSslClient.to(ECHO).exchange("hello\n", "hello");
		this.browser.awaitText("#events", "Closed");
		assertThat(this.browser.<Integer>script("return document.getAnimations().length")).isZero();
		this.browser.prefer("prefers-reduced-motion", "");
	}

	@Test
	void everythingIsReachedWithTheKeyboardAndHasAName() {
		assertThat(this.browser.<List<String>>script("""
				return Array.from(document.querySelectorAll('a, button, [tabindex]'))
					.filter((one) => one.tabIndex < 0
							|| !(one.innerText.trim() || one.getAttribute('aria-label') || one.ariaLabelledByElements))
					.map((one) => one.outerHTML)""")).isEmpty();
		assertThat(this.browser.<Integer>script("return document.querySelectorAll('h1').length")).isEqualTo(1);
		assertThat(this.browser.<String>script("return document.documentElement.lang")).isEqualTo("en");
	}

	private String background() {
		return this.browser.script("return getComputedStyle(document.body).backgroundColor");
	}

	private List<Map<String, Object>> unreadable() {
		return this.browser.script(UNREADABLE);
	}

}
