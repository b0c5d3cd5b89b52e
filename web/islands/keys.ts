// Keys for all pages. Each can be done without: they follow links, press buttons, move the focus.

import { button, make } from "./dom";

// What j and k go through: claims, entries of lists, rows of tables that lead somewhere.
const ENTRIES = "main article.card, main .list > li, main .queue > li, main tbody tr";
const LEADS = "a[href], summary, button";
const OFF = "dragoman.keys";

interface Key {
  keys: string;
  words: string;
  // Whether there is something here for it to act on.
  here: () => boolean;
}

const on = (where: string): HTMLElement | null => document.querySelector<HTMLElement>(where);
const accept = (): HTMLButtonElement | null => document.querySelector("button[name=decision][value=accept]");
const reject = (): HTMLInputElement | null =>
  document.querySelector<HTMLButtonElement>("button[name=decision][value=reject]")?.form?.querySelector("input[name=reason]") ?? null;
const undo = (): HTMLButtonElement | null => document.querySelector("button[name=decision][value=undo]");
const correct = (): HTMLDetailsElement | null => document.querySelector("form.correct")?.closest("details") ?? null;

const KEYS: Key[] = [
  { keys: "/", words: "search", here: () => true },
  { keys: "g, then a letter", words: "a page of the menu", here: () => true },
  { keys: "j k", words: "the next and the previous entry of a list", here: () => entries().length > 0 },
  { keys: "Enter", words: "open what has the focus", here: () => true },
  { keys: "← → Shift", words: "on the chart: read the months, mark a window", here: () => on("svg.chart[data-dyad]") !== null },
  { keys: "+ − 0 ← → ↑ ↓", words: "on the map: enlarge, reduce, the whole, move", here: () => on("svg.map") !== null },
  { keys: "← → ↑ ↓ d", words: "on the matrix: the next cell, the page of the pair", here: () => on("svg.matrix") !== null },
  { keys: "a", words: "right as it stands", here: () => accept() !== null },
  { keys: "r", words: "reject: say why", here: () => reject() !== null },
  { keys: "e", words: "correct a field", here: () => correct() !== null },
  { keys: "u", words: "take the last decision back", here: () => undo() !== null },
  { keys: "?", words: "these keys", here: () => true },
];

const ACTS: Record<string, () => void> = {
  "/": () => document.querySelector<HTMLInputElement>("#q")?.select(),
  "?": () => list(),
  j: () => step(1),
  k: () => step(-1),
  a: () => accept()?.click(),
  r: () => reject()?.focus(),
  e: () => edit(),
  u: () => undo()?.click(),
};

let awaitsPage = false;

export function keys(): void {
  const opener = button("Keys", "", list);
  opener.className = "plain island keys-of";
  on("footer.foot p:last-child")?.append(" ", opener);
  // Where the menu is one row that moves sideways, show the part with this page.
  on(".top a[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  on("#q")?.setAttribute("aria-keyshortcuts", "/");
  document.addEventListener("keydown", pressed);
}

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || writes(event.target) || on("dialog[open]")) {
    return;
  }
  // Speech and slips press letters too (WCAG 2.1.4): only the list of keys answers when they are off.
  if (isOff() && event.key !== "?") {
    return;
  }
  const act = awaitsPage ? () => visit(event.key) : event.key === "g" ? () => undefined : ACTS[event.key];
  awaitsPage = !awaitsPage && event.key === "g";
  if (act) {
    event.preventDefault();
    act();
  }
}

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox], [type=range]), textarea, select");
}

function visit(key: string): void {
  [...document.querySelectorAll<HTMLAnchorElement>(".top a[data-key]")].find((link) => link.dataset.key === key)?.click();
}

function entries(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(ENTRIES)].filter(
    (entry) => entry.checkVisibility() && entry.querySelector(LEADS),
  );
}

// Move the focus to the first link of the next entry, or of the one before.
function step(by: 1 | -1): void {
  const all = entries();
  const active = document.activeElement;
  const inside = all.findIndex((entry) => entry.contains(active));
  const isAfter = (entry: HTMLElement): boolean =>
    active !== null && (active.compareDocumentPosition(entry) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  // Where the focus is outside of all lists, the next one is the first that follows it.
  const first = active === document.body ? 0 : all.findIndex(isAfter);
  const place = inside >= 0 ? inside + by : by > 0 ? first : (first < 0 ? all.length : first) - 1;
  const entry = all[place];
  entry?.querySelector<HTMLElement>(LEADS)?.focus({ preventScroll: true });
  entry?.scrollIntoView({ block: "nearest" });
}

function edit(): void {
  const details = correct();
  if (details) {
    details.open = true;
    details.querySelector<HTMLElement>("select, input:not([type=hidden])")?.focus();
  }
}

function list(): void {
  const box = make("input", { type: "checkbox" });
  box.checked = !isOff();
  box.addEventListener("change", () => keep(!box.checked));
  const told = KEYS.filter((key) => key.here()).flatMap((key) => [
    make("dt", {}, make("kbd", {}, key.keys)),
    make("dd", {}, key.words),
  ]);
  const pages = [...document.querySelectorAll<HTMLAnchorElement>(".top a[data-key]")].flatMap((link) => [
    make("dt", {}, make("kbd", {}, `g ${link.dataset.key}`)),
    make("dd", {}, link.textContent ?? ""),
  ]);
  const dialog = make("dialog", { class: "island keys-list", "aria-label": "Keys" });
  dialog.append(
    make("h2", {}, "Keys"),
    make("dl", {}, ...told),
    make("h3", {}, "Pages"),
    make("dl", { class: "pages-of" }, ...pages),
    make("label", { class: "tick" }, box, "Letters act without Ctrl"),
    button("Close", "", () => dialog.close()),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function isOff(): boolean {
  return localStorage.getItem(OFF) === "off";
}

function keep(off: boolean): void {
  localStorage.setItem(OFF, off ? "off" : "on");
}
