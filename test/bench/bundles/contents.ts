/** The contents of a bundle, and the part that a function loads at the start. */
import type { Metafile } from "esbuild";

type Outputs = Metafile["outputs"];

export interface Contents {
  /** Bytes of all files. */
  readonly all: number;
  /** Bytes of the entry and all its static imports. */
  readonly atStart: number;
  /** Bytes that are loaded at the start, by package; `ours` is the project's own code. */
  readonly byPackage: ReadonlyMap<string, number>;
  /** Packages with code in the bundle. */
  readonly packages: ReadonlySet<string>;
}

export function contentsOf({ outputs }: Metafile): Contents {
  const start = loadedAtStart(outputs);
  const byPackage = new Map<string, number>();
  for (const file of start) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {})) {
      const name = packageOf(input);
      byPackage.set(name, (byPackage.get(name) ?? 0) + bytesInOutput);
    }
  }
  const files = Object.values(outputs);
  return {
    all: files.reduce((sum, { bytes }) => sum + bytes, 0),
    atStart: [...start].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0),
    byPackage: new Map([...byPackage].sort(([, a], [, b]) => b - a)),
    packages: new Set(files.flatMap(({ inputs }) => Object.keys(inputs).map(packageOf))),
  };
}

/** The entry and its imports, without `import()`. */
function loadedAtStart(outputs: Outputs): Set<string> {
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === "import-statement" && outputs[path]) load(path);
    }
  };
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    // esbuild also has an entry for each dynamic import; that of the function is called index.
    if (entryPoint && file.endsWith("index.mjs")) load(file);
  }
  return loaded;
}

function packageOf(input: string): string {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? "ours";
}
