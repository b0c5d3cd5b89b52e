// The map: moved and enlarged within its frame, its layers on and off, a place and its claims.
// It stays the server's drawing: no tiles, no WebGL, and never a mark for a country.

import { button, make, pointAt, read, set } from "./dom";

// The base map shows nothing finer than this many times the frame.
const MOST = 8;
const STEP = 1.5;
// A key moves the map by this part of its width.
const NUDGE = 0.12;
const STILL = 4;
// On a narrow screen marks are so much larger, at most, that a finger finds them.
const FINGER = 2.2;
const FINGER_SHARE = 0.75;
// Sentences shown beside the map; the link below them opens all.
const MOST_CARDS = 4;
const LAYERS: [string, string][] = [
  ["base", "bases"], ["strait", "straits"], ["canal", "canals"], ["lane", "lanes"], ["sea", "seas"],
];

// A part of the drawing that keeps its size, and the place on the sheet that it belongs to. What
// stands beside that place, as a name does, is `aside` of it; a mark itself is not.
interface Moved {
  element: SVGGraphicsElement;
  x: number;
  y: number;
  aside: [number, number] | null;
}

export function map(svg: SVGSVGElement): void {
  const sheet = new Sheet(svg);
  const places = new Places(svg, sheet);
  const controls = make("div", { class: "island tools", role: "group", "aria-label": "Map" });
  controls.append(
    button("+", "Enlarge", () => sheet.zoom(STEP)),
    button("−", "Reduce", () => sheet.zoom(1 / STEP)),
    button("⌂", "The whole map", () => sheet.home()),
    ...layers(svg),
    ...places.chooser(),
  );
  const hint = make("p", { class: "island hint" },
    "Drag to move, double-click to enlarge; with the focus on the map also + − 0, the arrows and the wheel.");
  svg.before(controls);
  svg.after(hint, places.panel);
}

// What is drawn, at some scale and place; the frame is never left, for outside of it the server has
// drawn no mark and an empty sea would be taken for a quiet one.
class Sheet {
  private scale = 1;
  private x = 0;
  private y = 0;
  private readonly width: number;
  private readonly height: number;
  private readonly base: SVGGElement | null;
  private readonly framed: string;
  private readonly moved: Moved[];
  private large = 1;
  private readonly fingers = new Map<number, DOMPoint>();
  private dragged = false;

  constructor(private readonly svg: SVGSVGElement) {
    this.width = svg.viewBox.baseVal.width;
    this.height = svg.viewBox.baseVal.height;
    this.base = svg.querySelector("g.base");
    this.framed = this.base?.getAttribute("transform") ?? "";
    this.moved = parts(svg);
    set(svg, { tabindex: 0 });
    this.listen();
    new ResizeObserver(() => this.draw()).observe(svg);
  }

  zoom(by: number, at = new DOMPoint(this.width / 2, this.height / 2)): void {
    const scale = Math.max(1, Math.min(MOST, this.scale * by));
    this.x = at.x - ((at.x - this.x) * scale) / this.scale;
    this.y = at.y - ((at.y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.draw();
  }

  home(): void {
    [this.scale, this.x, this.y] = [1, 0, 0];
    this.draw();
  }

  // Bring a place to the middle, large.
  centre(x: number, y: number, scale: number): void {
    this.scale = scale;
    this.x = this.width / 2 - x * scale;
    this.y = this.height / 2 - y * scale;
    this.draw();
  }

  private pan(right: number, down: number): void {
    this.x += right;
    this.y += down;
    this.draw();
  }

  private draw(): void {
    this.x = Math.max(this.width * (1 - this.scale), Math.min(0, this.x));
    this.y = Math.max(this.height * (1 - this.scale), Math.min(0, this.y));
    const { scale, x, y } = this;
    if (this.base) {
      set(this.base, { transform: `translate(${x} ${y}) scale(${scale}) ${this.framed}` });
      this.base.style.setProperty("--thin", String(1 / scale));
    }
    this.large = Math.max(1, Math.min(FINGER, (FINGER_SHARE * this.width) / this.svg.clientWidth));
    this.moved.forEach((part) => this.keep(part));
    this.svg.classList.toggle("large", scale > 1);
  }

  // Marks and names keep their size while the land grows.
  private keep({ element, x, y, aside }: Moved): void {
    const [right, down] = [x * this.scale + this.x, y * this.scale + this.y];
    const grown = this.large - 1;
    const moved = aside
      ? `translate(${right - x + aside[0] * grown} ${down - y + aside[1] * grown})`
      : `translate(${right} ${down}) scale(${this.large}) translate(${-x} ${-y})`;
    set(element, { transform: moved });
  }

  private listen(): void {
    const { svg } = this;
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    svg.addEventListener("keydown", (event) => this.key(event));
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("dblclick", (event) => this.zoom(STEP, pointAt(svg, event)));
    svg.addEventListener("pointerdown", (event) => this.down(event));
    svg.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"] as const) {
      svg.addEventListener(end, (event) => this.fingers.delete(event.pointerId));
    }
    svg.addEventListener("click", (event) => this.click(event), true);
  }

  // The wheel scrolls the page, unless the map has the focus or Ctrl says what is meant.
  private wheel(event: WheelEvent): void {
    if (event.ctrlKey || this.svg.contains(document.activeElement)) {
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, pointAt(this.svg, event));
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const [right, down] = [this.width * NUDGE, this.height * NUDGE];
    const acts: Record<string, () => void> = {
      "+": () => this.zoom(STEP), "=": () => this.zoom(STEP), "-": () => this.zoom(1 / STEP), "0": () => this.home(),
      ArrowLeft: () => this.pan(right, 0), ArrowRight: () => this.pan(-right, 0),
      ArrowUp: () => this.pan(0, down), ArrowDown: () => this.pan(0, -down),
    };
    const act = acts[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  private down(event: PointerEvent): void {
    if (event.button === 0) {
      this.fingers.set(event.pointerId, pointAt(this.svg, event));
      this.dragged = false;
    }
  }

  // One finger moves the map; two also enlarge it.
  private move(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId);
    if (!before) {
      return;
    }
    const now = pointAt(this.svg, event);
    if (!this.dragged && Math.hypot(now.x - before.x, now.y - before.y) < STILL) {
      return;
    }
    this.dragged = true;
    this.svg.setPointerCapture(event.pointerId);
    const other = [...this.fingers].find(([finger]) => finger !== event.pointerId)?.[1];
    if (other) {
      const apart = (point: DOMPoint): number => Math.hypot(point.x - other.x, point.y - other.y) || 1;
      this.zoom(apart(now) / apart(before), other);
    } else {
      this.pan(now.x - before.x, now.y - before.y);
    }
    this.fingers.set(event.pointerId, now);
  }

  private click(event: MouseEvent): void {
    if (this.dragged) {
      event.preventDefault();
      event.stopPropagation();
      this.dragged = false;
    }
  }
}

// Marks, glyphs and names, each with the place on the sheet that it belongs to.
function parts(svg: SVGSVGElement): Moved[] {
  const at = new Map<string, [number, number]>();
  const found: Moved[] = [];
  for (const element of svg.querySelectorAll<SVGGraphicsElement>("[data-at]")) {
    const [x = 0, y = 0] = (element.dataset.at ?? "").split(" ").map(Number);
    at.set(element.dataset.name ?? "", [x, y]);
    found.push({ element, x, y, aside: null });
  }
  for (const element of svg.querySelectorAll("text")) {
    const own: [number, number] = [Number(element.getAttribute("x")), Number(element.getAttribute("y"))];
    const [x, y] = at.get(element.textContent ?? "") ?? own;
    found.push({ element, x, y, aside: [own[0] - x, own[1] - y] });
  }
  return found;
}

// A box to tick for each kind of feature that is drawn here.
function layers(svg: SVGSVGElement): HTMLElement[] {
  const drawn = LAYERS.filter(([kind]) => svg.querySelector(`.glyph.${kind}, text.feature.${kind}`));
  return drawn.map(([kind, words]) => {
    const box = make("input", { type: "checkbox", checked: "" });
    box.addEventListener("change", () => svg.classList.toggle(`no-${kind}`, !box.checked));
    return make("label", { class: "tick" }, box, words);
  });
}

// A place that one points at, with its numbers and the first sentences behind them.
class Places {
  readonly panel = make("section", { class: "island place-of", "aria-label": "Chosen place", "aria-live": "polite", hidden: "" });
  private readonly marks: SVGGElement[];
  private shown: SVGGElement | null = null;
  private reads = false;

  constructor(
    svg: SVGSVGElement,
    private readonly sheet: Sheet,
  ) {
    this.marks = [...svg.querySelectorAll<SVGGElement>("g.place[data-at]")];
    for (const mark of this.marks) {
      mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && this.show(mark));
      mark.addEventListener("pointerdown", (event) => this.pressed(event, mark));
      mark.addEventListener("click", (event) => this.tapped(event, mark));
    }
    // Not on a mark itself: a part of a drawing that listens for the focus takes it.
    svg.closest("figure")?.addEventListener("focusin", (event) => {
      const mark = this.marks.find((one) => event.target instanceof SVGAElement && one.contains(event.target));
      mark && this.show(mark);
    });
  }

  chooser(): HTMLElement[] {
    if (this.marks.length === 0) {
      return [];
    }
    const select = make("select", {}, make("option", { value: "" }, "a place"));
    this.marks.forEach((mark, place) => select.append(make("option", { value: place }, mark.dataset.name ?? "")));
    select.addEventListener("change", () => {
      const mark = select.value ? this.marks[Number(select.value)] : undefined;
      if (mark) {
        const [x = 0, y = 0] = (mark.dataset.at ?? "").split(" ").map(Number);
        this.sheet.centre(x, y, MOST / 2);
        this.show(mark);
      } else {
        this.sheet.home();
      }
    });
    return [make("label", {}, "Go to ", select)];
  }

  // A finger cannot point without pressing: its first tap reads, the second opens. Which it is shows
  // when it comes down, for the focus has moved before it clicks.
  private pressed(event: PointerEvent, mark: SVGGElement): void {
    this.reads = event.pointerType === "touch" && this.shown !== mark;
  }

  private tapped(event: MouseEvent, mark: SVGGElement): void {
    if (this.reads) {
      event.preventDefault();
      this.show(mark);
    }
    this.reads = false;
  }

  private show(mark: SVGGElement): void {
    if (this.shown === mark) {
      return;
    }
    this.shown?.classList.remove("on");
    this.shown = mark;
    mark.classList.add("on");
    const name = mark.dataset.name ?? "";
    const around = new URL(location.href);
    around.searchParams.delete("frame");
    around.searchParams.set("at", name);
    const list = make("ul", { class: "list" });
    const found = [...mark.querySelectorAll("a")].map((link) => link.cloneNode(false) as SVGAElement);
    for (const link of found) {
      const [, told = ""] = (link.getAttribute("aria-label") ?? "").split(`${name}, `);
      const [kind = "", words = ""] = told.split(": ");
      const opens = make("a", { href: link.getAttribute("href") ?? "" }, words);
      list.append(make("li", {}, make("span", { class: `key ${kind}` }, kind), " ", opens));
    }
    const cards = make("div", {});
    const reads = button("Read them here", "", () => void this.fill(mark, cards, reads));
    this.panel.replaceChildren(
      make("h2", {}, name),
      list,
      make("p", { class: "acts" }, ...(found.length ? [reads] : []), make("a", { href: around.pathname + around.search }, "The map around it")),
      cards,
    );
    this.panel.hidden = false;
  }

  // The sentences, as the page that lists them says them.
  private async fill(mark: SVGGElement, cards: HTMLElement, reads: HTMLButtonElement): Promise<void> {
    reads.disabled = true;
    try {
      for (const link of mark.querySelectorAll("a")) {
        const page = await read(link.getAttribute("href") ?? "");
        const all = [...page.querySelectorAll("article.card")];
        cards.append(...all.slice(0, MOST_CARDS).map((card) => document.importNode(card, true)));
        if (all.length > MOST_CARDS) {
          cards.append(make("p", { class: "more" }, make("a", { href: link.getAttribute("href") ?? "" }, `All ${all.length} claims`)));
        }
      }
      reads.hidden = true;
    } catch (error) {
      reads.disabled = false;
      cards.replaceChildren(make("p", { class: "empty" }, `Not read: ${String(error)}. Try again, or open the numbers above.`));
    }
  }
}
