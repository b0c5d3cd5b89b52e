// Making elements. Words are only ever set as text: nothing here parses markup.

const SVG = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string | number>;

// An HTML element; what is added to a page is of the class "island", so that style sheets, paper
// and tests can tell it from what the server said.
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  set(made, attributes);
  made.append(...children);
  return made;
}

export function draw<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(SVG, tag);
  set(made, attributes);
  return made;
}

export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
}

export function button(words: string, label: string, act: () => void): HTMLButtonElement {
  const made = make("button", { type: "button", class: "plain" }, words);
  if (label) {
    set(made, { "aria-label": label, title: label });
  }
  made.addEventListener("click", act);
  return made;
}

export function number(element: SVGElement | HTMLElement, name: string): number {
  return Number(element.dataset[name]);
}

// Where a pointer is, in the units of a drawing.
export function pointAt(svg: SVGSVGElement, event: { clientX: number; clientY: number }): DOMPoint {
  const matrix = svg.getScreenCTM();
  const point = new DOMPoint(event.clientX, event.clientY);
  return matrix ? point.matrixTransform(matrix.inverse()) : point;
}

// A page of this server as a document of its own, in which nothing runs.
export function read(address: string): Promise<Document> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () =>
      request.status === 200 && request.responseXML
        ? done(request.responseXML)
        : failed(new Error(`${address} answers ${request.status}`));
    request.onerror = () => failed(new Error(`${address} does not answer`));
    request.send();
  });
}
