// The months of a pair: a crosshair that reads them, and a brush that chooses a window.

import { button, draw, make, number, pointAt, set } from "./dom";

// A pointer that moves less than this, in units of the drawing, clicks.
const STILL = 6;
const CHANNELS = ["cooperation", "conflict"] as const;

class Months {
  readonly rows: HTMLTableRowElement[];
  readonly left: number;
  readonly step: number;
  private readonly bars = new Map<string, string>();

  constructor(private readonly svg: SVGSVGElement) {
    const figure = svg.closest("figure");
    this.rows = [...(figure?.querySelectorAll<HTMLTableRowElement>("tr[data-since]") ?? [])];
    this.left = number(svg, "left");
    this.step = (number(svg, "right") - this.left) / this.rows.length;
    for (const bar of svg.querySelectorAll("a")) {
      const [named, told] = split(bar.getAttribute("aria-label") ?? "", ": ");
      this.bars.set(named, told);
    }
  }

  // The number of the month that stands at a place along the foot.
  at(x: number): number {
    return this.kept(Math.floor((x - this.left) / this.step));
  }

  kept(month: number): number {
    return Math.max(0, Math.min(this.rows.length - 1, month));
  }

  label(month: number): string {
    return this.rows[month]?.cells[0]?.textContent ?? "";
  }

  told(month: number, channel: string): string {
    return this.bars.get(`${this.label(month)}, ${channel}`) ?? "none told";
  }

  share(month: number): string {
    return this.rows[month]?.cells[6]?.textContent?.trim() ?? "";
  }

  // The days from one month to another, both whole.
  days(from: number, to: number): { since: string; until: string } {
    const next = this.rows[to + 1]?.dataset.since;
    const last = this.rows[0]?.parentElement?.dataset.until ?? "";
    return { since: this.rows[from]?.dataset.since ?? "", until: next ? dayBefore(next) : last };
  }

  claims(month: number): string {
    const asked = new URL("/claims", location.href);
    const kept = new URLSearchParams(location.search);
    asked.searchParams.set("dyad", this.svg.dataset.dyad ?? "");
    const days = this.days(month, month);
    asked.searchParams.set("since", later(days.since, kept.get("since")));
    asked.searchParams.set("until", earlier(days.until, kept.get("until")));
    const snapshot = kept.get("as_of");
    if (snapshot) {
      asked.searchParams.set("as_of", snapshot);
    }
    return asked.pathname + asked.search;
  }
}

function split(words: string, by: string): [string, string] {
  const place = words.indexOf(by);
  return place < 0 ? [words, ""] : [words.slice(0, place), words.slice(place + by.length)];
}

function dayBefore(day: string): string {
  const found = new Date(`${day}T00:00:00Z`);
  found.setUTCDate(found.getUTCDate() - 1);
  return found.toISOString().slice(0, 10);
}

// Days are written so that their order is that of their letters.
const later = (day: string, other: string | null): string => (other && other > day ? other : day);
const earlier = (day: string, other: string | null): string => (other && other < day ? other : day);

export function chart(svg: SVGSVGElement): void {
  const months = new Months(svg);
  if (months.rows.length > 0) {
    new Reading(svg, months);
  }
}

class Reading {
  private readonly band: SVGRectElement;
  private readonly window: SVGRectElement;
  private readonly slider: HTMLInputElement;
  private readonly words = make("span", { class: "words" });
  // One link for all months: a new one would take the focus away from whoever stands on it.
  private readonly claims = make("a", {});
  private readonly chosen = make("span", { class: "choice" });
  private month: number;
  // Where a brush began, while it is drawn or held by Shift.
  private start: number | null = null;
  private pressed: number | null = null;
  private dragged = false;

  constructor(
    private readonly svg: SVGSVGElement,
    private readonly months: Months,
  ) {
    const box = { y: number(svg, "top") - 6, height: number(svg, "foot") - number(svg, "top") + 6 };
    this.band = draw("rect", { class: "band", ...box });
    this.window = draw("rect", { class: "brush", ...box, width: 0 });
    svg.prepend(this.window, this.band);
    this.month = months.rows.length - 1;
    this.slider = make("input", {
      type: "range", min: 0, max: this.month, value: this.month, id: "month", "aria-describedby": "chart-keys",
    });
    svg.after(this.panel());
    this.listen();
    this.read(this.month);
  }

  private panel(): HTMLElement {
    const hint = make("p", { class: "hint", id: "chart-keys" },
      "← → read; drag over the chart, or Shift with ← →, for a window; Enter opens.");
    const scrub = make("p", { class: "scrub" }, make("label", { for: "month" }, "Read"), this.slider, this.chosen);
    return make("div", { class: "island reading-of" }, scrub, make("p", { class: "told" }, this.words, this.claims), hint);
  }

  private listen(): void {
    const { slider, svg } = this;
    slider.addEventListener("input", () => this.read(slider.valueAsNumber));
    slider.addEventListener("keydown", (event) => this.key(event));
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("pointerdown", (event) => this.down(event));
    svg.addEventListener("pointermove", (event) => this.move(event));
    svg.addEventListener("pointerup", (event) => this.up(event));
    svg.addEventListener("pointercancel", () => this.choose(null));
    svg.addEventListener("click", (event) => this.click(event), true);
    // Not on the drawing itself: a drawing that listens for the focus takes it.
    svg.closest("figure")?.addEventListener("focusin", (event) => this.focused(event.target));
    this.choose(null);
  }

  private read(month: number): void {
    this.month = this.months.kept(month);
    const { months, slider } = this;
    set(this.band, { x: months.left + this.month * months.step, width: months.step });
    slider.value = String(this.month);
    const label = months.label(this.month);
    const told = CHANNELS.map((channel) => [channel, months.told(this.month, channel)] as const);
    const share = months.share(this.month);
    slider.setAttribute("aria-valuetext",
      `${label}: ${told.map(([channel, words]) => `${channel} ${words}`).join("; ")}; ${share} of all told`);
    this.words.replaceChildren(
      make("strong", {}, label),
      ...told.map(([channel, words]) => make("span", {}, make("span", { class: `key ${channel}` }, channel), ` ${words}`)),
      make("span", {}, `${share} of all told`),
    );
    set(this.claims, { href: months.claims(this.month) });
    this.claims.textContent = `Claims of ${label}`;
  }

  private key(event: KeyboardEvent): void {
    const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
    const by = moves[event.key];
    if (by !== undefined) {
      event.preventDefault();
      const start = event.shiftKey ? (this.start ?? this.month) : null;
      this.read(this.month + by);
      this.choose(start);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.open();
    } else if (event.key === "Escape") {
      this.choose(null);
    }
  }

  // Show the window from where a brush began to the month that is read.
  private choose(start: number | null): void {
    this.start = start;
    const [from, to] = this.ends();
    const { left, step, label } = { left: this.months.left, step: this.months.step, label: (m: number) => this.months.label(m) };
    set(this.window, { x: left + from * step, width: start === null ? 0 : (to - from + 1) * step });
    const given = new URLSearchParams(location.search);
    this.chosen.replaceChildren();
    if (start !== null) {
      this.chosen.append(button(`Show ${label(from)} to ${label(to)}`, "", () => this.open()));
    } else if (given.has("since") || given.has("until")) {
      this.chosen.append(make("a", { href: this.address({ since: "", until: "" }) }, "All days again"));
    }
  }

  private ends(): [number, number] {
    const start = this.start ?? this.month;
    return [Math.min(start, this.month), Math.max(start, this.month)];
  }

  private open(): void {
    const address = this.start === null ? this.months.claims(this.month) : this.address(this.months.days(...this.ends()));
    location.assign(address);
  }

  private address(days: { since: string; until: string }): string {
    const asked = new URL(location.href);
    asked.hash = "";
    for (const [name, day] of Object.entries(days)) {
      day ? asked.searchParams.set(name, day) : asked.searchParams.delete(name);
    }
    return asked.pathname + asked.search;
  }

  private down(event: PointerEvent): void {
    if (event.button === 0) {
      this.pressed = pointAt(this.svg, event).x;
      this.dragged = false;
    }
  }

  private move(event: PointerEvent): void {
    const { x } = pointAt(this.svg, event);
    this.read(this.months.at(x));
    if (this.pressed !== null && Math.abs(x - this.pressed) > STILL) {
      this.dragged = true;
      this.svg.setPointerCapture(event.pointerId);
    }
    if (this.dragged && this.pressed !== null) {
      this.choose(this.months.at(this.pressed));
    }
  }

  private up(event: PointerEvent): void {
    const pressed = this.pressed;
    this.pressed = null;
    this.read(this.months.at(pointAt(this.svg, event).x));
    if (pressed !== null && this.dragged) {
      this.open();
    }
  }

  // A bar opens its own events and the room beside it the month; a finger reads first.
  private click(event: MouseEvent): void {
    const onBar = event.target instanceof Element && event.target.closest("a");
    if (this.dragged) {
      event.preventDefault();
      event.stopPropagation();
      this.dragged = false;
    } else if (!onBar && (event as PointerEvent).pointerType === "mouse") {
      this.open();
    }
  }

  private focused(target: EventTarget | null): void {
    const bar = target instanceof SVGAElement ? target.querySelector("rect") : null;
    if (bar) {
      this.read(this.months.at(Number(bar.getAttribute("x")) + 1));
    }
  }
}
