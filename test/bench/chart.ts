/** Draws a chart for any browser, on a white background, since readers may use a dark page. */
import type { Chart } from "./section";

const WIDTH = 640;
const HEIGHT = 320;

/** What is used of Vega, which is installed only where charts are drawn. */
interface Vega {
  parse(spec: object): object;
  readonly View: new (view: object, options: { renderer: "none" }) => { toSVG(): Promise<string> };
}
interface VegaLite {
  compile(spec: object): { readonly spec: object };
}

/**
 * @returns SVG
 * @throws if Vega is not installed: `npm run tools` installs it
 */
export async function drawChart(chart: Chart): Promise<string> {
  const { parse, View } = (await import(TOOLS.vega)) as Vega;
  const { compile } = (await import(TOOLS.vegaLite)) as VegaLite;
  return `${await new View(parse(compile(specOf(chart)).spec), { renderer: "none" }).toSVG()}\n`;
}

/** As variables, since the compiler looks for what an import names. */
const TOOLS = { vega: "vega", vegaLite: "vega-lite" } as const;

function specOf({ title, x, y, lines }: Chart): object {
  const values = lines.flatMap(({ name, points }) => points.map((point) => ({ name, ...point })));
  const scale = (logarithmic = false) => (logarithmic ? { type: "log" as const, nice: false } : { zero: true });
  const axis = { labelFontSize: 12, titleFontSize: 13, labelFlush: false };
  const fields = {
    x: { field: "x", type: "quantitative" as const, title: x.title, scale: scale(x.logarithmic), axis },
    color: {
      field: "name",
      type: "nominal" as const,
      sort: lines.map(({ name }) => name),
      title: null,
      legend: { orient: "bottom" as const, labelFontSize: 12, labelLimit: 0, columns: 1 },
    },
  };
  const vertical = { type: "quantitative" as const, title: y.title, scale: scale(y.logarithmic), axis };
  const hasSpread = values.some(({ low }) => low !== undefined);
  return {
    title: { text: title, fontSize: 15, anchor: "start" },
    width: WIDTH,
    height: HEIGHT,
    padding: 16,
    background: "white",
    config: { font: "Helvetica, Arial, sans-serif" },
    data: { values },
    layer: [
      {
        mark: { type: "line", strokeWidth: 2, point: values.length <= 60 },
        encoding: { ...fields, y: { field: "y", ...vertical } },
      },
      ...(hasSpread
        ? [
            {
              mark: { type: "rule" as const },
              encoding: { ...fields, y: { field: "low", ...vertical }, y2: { field: "high" } },
            },
          ]
        : []),
    ],
  };
}
