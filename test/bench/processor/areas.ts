/** What takes the processor's time, by a profile of a bundle whose modules are named in it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A profile of V8, as `node --cpu-prof` writes it. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  /** µs before each sample. */
  readonly timeDeltas: readonly number[];
}

const IDLE = "(idle)";
const SDK = /^node_modules\/@(?:aws-sdk|smithy)\//;

/** The first one that fits has it. */
const AREAS: readonly (readonly [area: string, fits: RegExp])[] = [
  ["garbage collection", /^\(garbage collector\)$/],
  [
    "SDK: signing",
    /signature-v4|httpAuthSchemes|checksum|credential|^node:internal\/crypto|^\((?:Hmac|Hash|update)\)$/,
  ],
  [
    "SDK: serialization",
    /^node_modules\/@(?:aws-sdk|smithy)\/.*(?:schema|protocols|serde|codec|xml-builder|util-dynamodb|lib-dynamodb)/,
  ],
  ["HTTP and sockets", /node-http-handler|^node:|^\((?:writev|write|close|connect|parse|internalConnect)/],
  ["SDK: the rest", SDK],
  ["contract, contacts, dates and texts", /^node_modules\//],
  ["the pipeline's own code", /^(?:services|contracts)\//],
];
const REST = "the engine, and the rest";

/** @returns the share of each area in the busy time, from 0 to 1, largest first */
export function sharesOf({ nodes, samples, timeDeltas }: CpuProfile): [area: string, share: number][] {
  const areas = new Map(nodes.map(({ id, callFrame }) => [id, areaOf(callFrame)]));
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const area = areas.get(id) ?? REST;
    times.set(area, (times.get(area) ?? 0) + (timeDeltas[index] ?? 0));
  });
  times.delete(IDLE);
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times].map(([area, time]): [string, number] => [area, time / all]).sort(([, a], [, b]) => b - a);
}

function areaOf({ functionName, url, lineNumber }: CpuProfile["nodes"][number]["callFrame"]): string {
  if (functionName === IDLE) return IDLE;
  const place = url.startsWith("file:")
    ? moduleAt(fileURLToPath(url), lineNumber)
    : url || `(${functionName.replace(/^\((.*)\)$/, "$1")})`;
  return AREAS.find(([, fits]) => fits.test(place))?.[0] ?? REST;
}

const modules = new Map<string, readonly string[]>();

/** esbuild writes each module's path before it, unless it minifies. */
function moduleAt(file: string, line: number): string {
  let named = modules.get(file);
  if (!named) {
    let current = "";
    named = readFileSync(file, "utf8")
      .split("\n")
      .map((text) => {
        current = /^\/\/ (\S+\.\w+)$/.exec(text)?.[1] ?? current;
        return current;
      });
    modules.set(file, named);
  }
  return named[line] ?? "";
}
