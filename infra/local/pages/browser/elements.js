// Builds and updates the elements of the page.

export const element = (id) => document.getElementById(id);

/**
 * @param name such as `li`
 * @param properties of the element
 * @param children elements
 */
export function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export function press(id, pressed) {
  element(id).ariaPressed = String(pressed);
}

/** Replaces a list's items and keeps the focus on the button with the same `data-key`. */
export function replaceItems(list, items) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  list.replaceChildren(...items);
  if (focused === undefined) return;
  [...list.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === focused)?.focus();
}

/** An item of a list with one button. */
export function buttonItem({ key, isCurrent, lines, onclick }) {
  const [who, ...others] = lines;
  const button = make(
    "button",
    { type: "button", onclick },
    make("b", { textContent: who }),
    ...others.map((textContent) => make("small", { textContent, dir: "auto" })),
  );
  button.dataset.key = key;
  if (isCurrent) button.ariaCurrent = "true";
  return make("li", {}, button);
}

/** Rows of a description list. */
export function describe(list, facts) {
  const rows = Object.entries(facts).flatMap(([name, value]) => [
    make("dt", { textContent: name }),
    make("dd", { textContent: value }),
  ]);
  list.replaceChildren(...rows);
}

export function timeOf(at) {
  return new Date(at).toLocaleString();
}
