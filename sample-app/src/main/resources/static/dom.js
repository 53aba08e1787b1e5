/** Puts values into the page: always as text, never as HTML, and only where they have changed. */

export const byId = (id) => document.getElementById(id);

export function show(element, text) {
  const shown = text ?? '';
  if (element.textContent !== shown) {
    element.textContent = shown;
  }
  element.hidden = shown === '';
}

/** Shows a badge. The tone (good, warn, bad, plain) only repeats in colour what the text says. */
export function badge(element, text, tone) {
  show(element, text);
  element.dataset.tone = tone;
}

export const field = (element, name) => element.querySelector(`[data-field="${name}"]`);

export function create(template) {
  return byId(template).content.firstElementChild.cloneNode(true);
}

/**
 * Shows one element for each item. Those that are there already stay, and with them the focus and the selection.
 */
export function list(parent, template, items, key, fill) {
  const known = new Map(Array.from(parent.children, (child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let element = known.get(name);
    known.delete(name);
    if (!element) {
      element = create(template);
      element.dataset.key = name;
    }
    fill(element, item);
    if (element === place) {
      place = place.nextElementSibling;
    }
    else {
      parent.insertBefore(element, place);
    }
  }
  known.forEach((element) => element.remove());
}

/** "12 s ago" */
export function ago(then, now) {
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(then)) / 1000));
  for (const [unit, size] of [['d', 86400], ['h', 3600], ['min', 60]]) {
    if (seconds >= size) {
      return `${Math.floor(seconds / size)} ${unit} ago`;
    }
  }
  return seconds === 0 ? 'just now' : `${seconds} s ago`;
}

export const count = (number) => number.toLocaleString('en');

export const plural = (number, one) => `${count(number)} ${one}${number === 1 ? '' : 's'}`;
