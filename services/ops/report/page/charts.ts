/**
 * Charts as SVG, which scale in width but not in the size of their text: horizontal positions are percentages. A screen
 * reader reads title and description; the table beside each chart has its numbers.
 */
import escapeHtml from "escape-html";

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as it is written. */
  readonly text: string;
}

interface Named {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, as sentences. */
  readonly description: string;
}

/** A part of each column, from the bottom. */
export interface Layer {
  readonly name: string;
  /** A class of the style, with a colour and a pattern: layers differ without colours, too. */
  readonly fill: "delivered" | "accepted" | "missed" | "rest";
  readonly values: readonly number[];
}

const ROW = 42;
const BAR = { top: 20, height: 12 };

/** Horizontal bars, each with its label and value above it. */
export function barChart(named: Named, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const rows = bars.flatMap(({ label, value, text }, index) => {
    const top = index * ROW;
    const bar = { y: top + BAR.top, height: BAR.height, rx: 2 };
    return [
      `<text x="0" y="${top + 14}">${escapeHtml(shortened(label))}</text>`,
      `<text x="100%" y="${top + 14}" class="value">${escapeHtml(text)}</text>`,
      rect({ x: "0", width: "100%", ...bar }, "track"),
      rect({ x: "0", width: percent(value / most), ...bar }, "bar"),
    ];
  });
  return picture(named, bars.length * ROW - 4, rows);
}

const PLOT = { left: 9, top: 16, height: 180, below: 22 };

/** A column for each day, whose layers are stacked. */
export function dayChart(named: Named, days: readonly string[], layers: readonly Layer[]): string {
  const sums = days.map((_, index) => layers.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const top = niceTop(Math.max(...sums, 1));
  const slot = (100 - PLOT.left) / days.length;
  const y = (value: number) => PLOT.top + PLOT.height * (1 - value / top);
  const grid = [0, top / 2, top].flatMap((value) => [
    `<line x1="0" x2="100%" y1="${y(value)}" y2="${y(value)}" class="grid"/>`,
    `<text x="0" y="${y(value) - 4}" class="axis">${compact(value)}</text>`,
  ]);
  const columns = days.flatMap((day, index) => {
    let below = 0;
    const x = PLOT.left + index * slot;
    const parts = layers.map(({ fill, values }) => {
      const value = values[index] ?? 0;
      below += value;
      const size = { x: `${rounded(x + slot * 0.12)}%`, y: y(below), width: `${rounded(slot * 0.76)}%` };
      return value > 0 ? rect({ ...size, height: y(0) - y(value) }, fill) : "";
    });
    const label = index % 7 === 0 ? Number(day.slice(-2)) : undefined;
    const middle = `${rounded(x + slot / 2)}%`;
    const bottom = PLOT.top + PLOT.height + 16;
    return [...parts, label ? `<text x="${middle}" y="${bottom}" class="axis middle">${label}</text>` : ""];
  });
  return picture(named, PLOT.top + PLOT.height + PLOT.below, [...grid, ...columns]);
}

/** The layers of {@link dayChart}, by name. */
export function legend(layers: readonly Layer[]): string {
  const items = layers.map(
    ({ name, fill }) =>
      `<li><svg width="18" height="14" aria-hidden="true"><rect width="18" height="14" class="${fill}"/></svg> ${escapeHtml(name)}</li>`,
  );
  return `<ul class="legend">${items.join("")}</ul>`;
}

/** The patterns that the layers are filled with: once in a page. */
export function patterns(): string {
  const pattern = (id: string, marks: string) =>
    `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse">${marks}</pattern>`;
  return [
    '<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>',
    pattern(
      "accepted",
      '<rect width="6" height="6" class="pale"/><path d="M-1 1l2-2M0 6l6-6M5 7l2-2" class="stroke delivered-line"/>',
    ),
    pattern("missed", '<rect width="6" height="6" class="red"/><circle cx="3" cy="3" r="1.3" class="dot"/>'),
    pattern("rest", '<rect width="6" height="6" class="pale"/><path d="M0 3h6" class="stroke rest-line"/>'),
    "</defs></svg>",
  ].join("");
}

function picture({ id, title, description }: Named, height: number, content: readonly string[]): string {
  return [
    `<svg class="chart" role="img" aria-labelledby="${id}-title ${id}-description" width="100%" height="${height}">`,
    `<title id="${id}-title">${escapeHtml(title)}</title>`,
    `<desc id="${id}-description">${escapeHtml(description)}</desc>`,
    ...content.filter((one) => one !== ""),
    "</svg>",
  ].join("\n");
}

function rect(attributes: Readonly<Record<string, string | number>>, className: string): string {
  const text = Object.entries(attributes).map(
    ([name, value]) => `${name}="${typeof value === "number" ? rounded(value) : value}"`,
  );
  return `<rect ${text.join(" ")} class="${className}"/>`;
}

const LONGEST_LABEL = 34;

function shortened(label: string): string {
  const characters = [...label];
  return characters.length > LONGEST_LABEL ? `${characters.slice(0, LONGEST_LABEL - 1).join("")}…` : label;
}

/** The next number of the form 1, 2, 4, 6 or 8 times a power of ten: its half is a round number, too. */
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [1, 2, 4, 6, 8].find((one) => one * power >= most) ?? 10;
  return Math.max(2, factor * power);
}

function compact(value: number): string {
  return value.toLocaleString("en-US", { notation: "compact", maximumFractionDigits: 1 });
}

function percent(part: number): string {
  return `${rounded(100 * part)}%`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
