// The one script of the pages. Each page is complete without it; it adds to what is there.

import { chart } from "./chart";
import { keys } from "./keys";
import { map } from "./map";
import { lines, matrix } from "./network";

const ISLANDS: [string, (svg: SVGSVGElement) => void][] = [
  ["svg.chart[data-dyad]", chart],
  ["svg.map", map],
  ["svg.matrix[data-cell]", matrix],
  ["svg.net", lines],
];

for (const [where, island] of ISLANDS) {
  document.querySelectorAll<SVGSVGElement>(where).forEach(island);
}
keys();
