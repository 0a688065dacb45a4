/** The project's own source files and what each imports. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { parseSync } from "@swc/core";

const ROOT = join(import.meta.dirname, "../..");
const ROOTS = ["contracts", "services", "infra", "docs", "test"];

export interface SourceFile {
  /** From the project's root, such as `services/domain/contact/contact.ts`. */
  readonly path: string;
  readonly text: string;
  /** Our own files that it imports, by path. */
  readonly own: readonly string[];
  /** Everything else that it imports, such as `zod/mini`. */
  readonly packages: readonly string[];
}

export function sourceFiles(): SourceFile[] {
  return sourceTexts(ROOTS).map(withImports);
}

/** The source files in folders of the project, without what they import: that takes most of the time. */
export function sourceTexts(folders: readonly string[]): Pick<SourceFile, "path" | "text">[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
    )
    .filter((path) => [".ts", ".mjs"].includes(extname(path)) && !path.includes("node_modules"))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

function withImports({ path, text }: Pick<SourceFile, "path" | "text">): SourceFile {
  const imported = importsOf(text);
  const isOwn = (specifier: string) => specifier.startsWith(".");
  return {
    path,
    text,
    own: imported.filter(isOwn).map((specifier) => resolve(path, specifier)),
    packages: imported.filter((specifier) => !isOwn(specifier)),
  };
}

/** The specifiers in `import`, `export ... from`, `import()` and types of `import()`. */
export function importsOf(text: string): string[] {
  const found = new Set<string>();
  collect(parseSync(text, { syntax: "typescript", target: "es2022" }), found);
  return [...found];
}

/** The parts of a syntax tree that concern imports. */
interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly source?: Node;
  readonly callee?: Node;
  readonly arguments?: readonly { readonly expression?: Node }[];
  readonly argument?: Node;
}

function collect(node: unknown, found: Set<string>): void {
  if (typeof node !== "object" || node === null) return;
  const value = specifierOf(node)?.value;
  if (typeof value === "string") found.add(value);
  for (const child of Object.values(node)) collect(child, found);
}

function specifierOf(node: Node): Node | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return node.source;
    case "CallExpression":
      return node.callee?.type === "Import" ? node.arguments?.[0]?.expression : undefined;
    case "TsImportType":
      return node.argument;
    default:
      return undefined;
  }
}

function resolve(importer: string, specifier: string): string {
  const target = join(ROOT, dirname(importer), specifier);
  const file = ["", ".ts", ".mjs", ".d.ts", "/index.ts"].map((ending) => `${target}${ending}`).find(isFile);
  if (!file) throw new Error(`${importer} imports ${specifier}, which does not exist`);
  return relative(ROOT, file);
}

function isFile(path: string): boolean {
  return existsSync(path) && extname(path) !== "";
}

/** The folders of files, with the other folders that their files import from, as {@link findCircle} takes them. */
export function foldersOf(files: readonly Pick<SourceFile, "path" | "own">[]): Pick<SourceFile, "path" | "own">[] {
  const imports = new Map<string, Set<string>>();
  for (const { path, own } of files) {
    const folder = dirname(path);
    const others = own.map((imported) => dirname(imported)).filter((other) => other !== folder);
    imports.set(folder, new Set([...(imports.get(folder) ?? []), ...others]));
  }
  return [...imports].map(([path, others]) => ({ path, own: [...others] }));
}

/** A circle of imports, as a list of paths; empty if there is none. */
export function findCircle(files: readonly Pick<SourceFile, "path" | "own">[]): string[] {
  const imports = new Map(files.map(({ path, own }) => [path, own]));
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of imports.get(path) ?? []) {
      const circle = visit(next, [...way, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  for (const path of imports.keys()) {
    const circle = visit(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
