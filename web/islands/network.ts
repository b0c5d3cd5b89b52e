// The network: a matrix that is read by row and column and put into another order, and lines that
// show whom a state is joined with.

import { draw, make, number, set } from "./dom";

type Order = "bloc" | "code" | "degree";
const ORDERS: [Order, string][] = [["bloc", "bloc"], ["code", "name"], ["degree", "number of partners"]];

interface Cell {
  link: SVGAElement;
  shade: SVGRectElement;
  count: SVGTextElement | null;
  pair: [string, string];
  isAbove: boolean;
  row: number;
  column: number;
}

const pairOf = (element: Element | null): [string, string] | null => {
  const [first, second] = (element instanceof SVGElement ? element.dataset.pair : undefined)?.split(" ") ?? [];
  return first && second ? [first, second] : null;
};

export function matrix(svg: SVGSVGElement): void {
  new Matrix(svg);
}

class Matrix {
  private readonly codes = new Map<string, SVGGElement>();
  private readonly cells: Cell[] = [];
  private readonly size: number;
  private readonly left: number;
  private readonly top: number;
  private readonly across = draw("rect", { class: "band", width: 0, height: 0 });
  private readonly down = draw("rect", { class: "band", width: 0, height: 0 });
  private readonly told = make("span", { "aria-live": "polite" });
  private readonly opens = make("a", { hidden: "" }, "open the pair");
  private order: string[];

  constructor(private readonly svg: SVGSVGElement) {
    this.size = number(svg, "cell");
    this.left = number(svg, "left");
    this.top = number(svg, "top");
    svg.querySelectorAll<SVGGElement>("g[data-code]").forEach((g) => this.codes.set(g.dataset.code ?? "", g));
    svg.querySelectorAll<SVGAElement>("a").forEach((link) => this.take(link));
    this.order = [...this.codes.keys()];
    svg.prepend(this.across, this.down);
    svg.parentElement?.before(this.panel());
    this.place();
    this.listen();
    this.read(null);
  }

  private take(link: SVGAElement): void {
    const shade = link.querySelector("rect");
    const pair = pairOf(shade);
    if (shade && pair) {
      const isAbove = shade.classList.contains("cooperation");
      this.cells.push({ link, shade, count: link.querySelector("text"), pair, isAbove, row: 0, column: 0 });
    }
  }

  private panel(): HTMLElement {
    const select = make("select", { id: "order" });
    for (const [value, words] of ORDERS) {
      select.append(make("option", { value }, words));
    }
    select.addEventListener("change", () => this.reorder(select.value as Order));
    const choose = make("p", { class: "scrub" }, make("label", { for: "order" }, "Order the states by"), select);
    return make("div", { class: "island reading-of" }, choose, make("p", { class: "told" }, this.told, " ", this.opens));
  }

  private listen(): void {
    for (const cell of this.cells) {
      cell.link.addEventListener("pointerenter", () => this.read(cell));
      cell.link.addEventListener("focus", () => this.read(cell));
      cell.link.addEventListener("keydown", (event) => this.key(event, cell));
    }
  }

  private degree(code: string): number {
    return new Set(this.cells.flatMap(({ pair }) => (pair.includes(code) ? pair : []))).size;
  }

  private reorder(by: Order): void {
    const codes = [...this.codes.keys()];
    if (by === "code") {
      codes.sort();
    } else if (by === "degree") {
      // Sorting keeps the order of equals, so the same states always stand alike.
      codes.sort((one, other) => this.degree(other) - this.degree(one));
    }
    this.order = codes;
    this.svg.classList.toggle("reordered", by !== "bloc");
    this.place();
    // The order of Tab is that of reading.
    this.cells.sort((one, other) => one.row - other.row || one.column - other.column);
    this.svg.append(...this.cells.map((cell) => cell.link), ...this.svg.querySelectorAll("rect.bloc"));
    this.read(null);
  }

  private place(): void {
    const middle = (place: number): number => (place + 0.5) * this.size;
    this.order.forEach((code, place) => {
      const group = this.codes.get(code);
      const [above, beside] = group?.querySelectorAll("text") ?? [];
      const self = group?.querySelector("rect");
      above && set(above, { x: this.left + middle(place) });
      beside && set(beside, { y: this.top + middle(place) + 4 });
      self && set(self, { x: this.left + place * this.size, y: this.top + place * this.size });
    });
    for (const cell of this.cells) {
      this.move(cell);
    }
  }

  private move(cell: Cell): void {
    const [low, high] = cell.pair.map((code) => this.order.indexOf(code)).sort((a, b) => a - b) as [number, number];
    [cell.row, cell.column] = cell.isAbove ? [low, high] : [high, low];
    const x = this.left + cell.column * this.size;
    const y = this.top + cell.row * this.size;
    set(cell.shade, { x, y });
    const side = Number(cell.shade.getAttribute("width")) / 2;
    cell.count && set(cell.count, { x: x + side, y: y + side + 4 });
  }

  // Tell what a cell says, and show in which row and column it stands; it stays told when the
  // pointer leaves, for the way to its link leads out of the matrix.
  private read(cell: Cell | null): void {
    const reach = this.size * this.order.length;
    set(this.across, cell ? { x: this.left, y: this.top + cell.row * this.size, width: reach, height: this.size } : { width: 0 });
    set(this.down, cell ? { x: this.left + cell.column * this.size, y: this.top, width: this.size, height: reach } : { width: 0 });
    for (const [code, group] of this.codes) {
      group.classList.toggle("on", cell?.pair.includes(code) ?? false);
    }
    this.opens.hidden = cell === null;
    if (cell) {
      this.told.textContent = `${cell.link.getAttribute("aria-label")};`;
      set(this.opens, { href: dyad(cell.pair) });
    } else {
      this.told.replaceChildren("Point at a cell, or Tab to one and move with the arrows: Enter opens its events, D the pair.");
    }
  }

  private key(event: KeyboardEvent, cell: Cell): void {
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
    };
    const by = moves[event.key];
    if (by) {
      event.preventDefault();
      this.next(cell, by)?.link.focus();
    } else if (event.key.toLowerCase() === "d" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      location.assign(dyad(cell.pair));
    }
  }

  // The nearest cell that way, in the same row or column first.
  private next(from: Cell, [down, right]: [number, number]): Cell | undefined {
    const ahead = (cell: Cell): number => (cell.row - from.row) * down + (cell.column - from.column) * right;
    const aside = (cell: Cell): number => Math.abs((cell.row - from.row) * right) + Math.abs((cell.column - from.column) * down);
    const far = (cell: Cell): number => ahead(cell) + aside(cell) * this.order.length;
    return this.cells.filter((cell) => ahead(cell) > 0).sort((one, other) => far(one) - far(other))[0];
  }
}

// The page of a pair, in the days and the snapshot of this one.
function dyad([first, second]: [string, string]): string {
  const kept = new URLSearchParams(location.search);
  kept.delete("least");
  const asked = kept.toString();
  return `/dyads/${first}-${second}${asked ? `?${asked}` : ""}`;
}

export function lines(svg: SVGSVGElement): void {
  const joined = [...svg.querySelectorAll<SVGLineElement>("line[data-pair]")];
  const dots = [...svg.querySelectorAll<SVGGElement>("g[data-code]")];
  let pinned = "";
  // Light up the lines of a state, or one line, with the states at their ends.
  const light = (isLit: (line: SVGLineElement) => boolean, code = ""): void => {
    const ends = new Set(code ? [code] : []);
    for (const line of joined) {
      line.classList.toggle("lit", isLit(line));
      isLit(line) && pairOf(line)?.forEach((end) => ends.add(end));
    }
    dots.forEach((dot) => dot.classList.toggle("lit", ends.has(dot.dataset.code ?? "")));
    svg.classList.toggle("dim", ends.size > 0);
  };
  const state = (code: string): void => light((line) => code !== "" && (pairOf(line)?.includes(code) ?? false), code);
  for (const line of joined) {
    const link = line.parentElement;
    link?.addEventListener("pointerenter", () => light((other) => other === line));
    link?.addEventListener("focus", () => light((other) => other === line));
    link?.addEventListener("blur", () => state(pinned));
  }
  const pin = (code: string): void => {
    pinned = pinned === code ? "" : code;
    dots.forEach((dot) => set(dot, { "aria-pressed": String(dot.dataset.code === pinned) }));
    state(pinned || code);
  };
  for (const dot of dots) {
    const code = dot.dataset.code ?? "";
    const name = dot.querySelector("title")?.textContent ?? code;
    set(dot, { tabindex: 0, role: "button", "aria-pressed": "false", "aria-label": `${name}: show whom it is joined with` });
    dot.addEventListener("pointerenter", () => state(code));
    dot.addEventListener("focus", () => state(code));
    dot.addEventListener("blur", () => state(pinned));
    dot.addEventListener("click", () => pin(code));
    dot.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        pin(code);
      }
    });
  }
  svg.addEventListener("pointerleave", () => state(pinned));
}
