/** The file of one environment, such as `infra/environments/prod.json`: where it is deployed, and its settings. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ENVIRONMENT } from "../resource-names";
import { repeatedKeys } from "./repeated-keys";

/** The folder of the files, from the root of the project. */
export const ENVIRONMENTS_FOLDER = "infra/environments";

/** The environment of a command that names none. It needs no file. */
export const DEFAULT_ENVIRONMENT = "dev";

export interface EnvironmentFile {
  /** From the root of the project, for messages. */
  readonly path: string;
  /** 12 digits. If absent, the account of the credentials. */
  readonly account?: string;
  /** If absent, the region of the credentials. */
  readonly region?: string;
  /** By name, as they are written. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ReadEnvironment {
  /** What can be read of the file; absent if there is none, or nothing of it can be read. */
  readonly file?: EnvironmentFile;
  /** One line each, with the file and the key. */
  readonly problems: readonly string[];
}

type Rule = readonly [takes: string, fits: (value: unknown) => boolean];

const KEYS: Readonly<Record<"account" | "region" | "settings", Rule>> = {
  account: ['12 digits in quotes, such as "123456789012"', (value) => fitsText(value, /^\d{12}$/)],
  region: ["the code of a region, such as us-east-1", (value) => fitsText(value, /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/)],
  settings: ["an object of settings by name", isObject],
};

/** The rules of account and region, for what replaces them on the command line. */
export const { account: ACCOUNT_RULE, region: REGION_RULE } = KEYS;

/**
 * Reads the file of an environment. The values of its settings are not checked.
 * @param root the folder of the project
 * @param folder of the files, from the root or absolute
 * @param name of the environment; only the default one may have no file
 */
export function readEnvironment(root: string, folder: string, name: string): ReadEnvironment {
  const path = join(folder, `${name}.json`).replaceAll("\\", "/");
  let text: string;
  try {
    text = readFileSync(resolve(root, path), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") return { problems: [`${path}: It cannot be read (${code}).`] };
    return { problems: name === DEFAULT_ENVIRONMENT ? [] : [missing(root, folder, name, path)] };
  }
  const { file, problems } = parseEnvironment(text, path);
  return { ...(file && { file }), problems: problems.map((problem) => `${path}: ${problem}`) };
}

/**
 * The environments that have files.
 * @param root the folder of the project
 * @param folder of the files, from the root or absolute
 */
export function environmentsIn(root: string, folder: string): readonly string[] {
  const files = readdirSync(resolve(root, folder), { withFileTypes: true });
  const names = files.flatMap((file) =>
    file.name.endsWith(".json") && !file.isDirectory() ? file.name.slice(0, -5) : [],
  );
  return names.filter((name) => ENVIRONMENT.test(name)).sort();
}

function missing(root: string, folder: string, name: string, path: string): string {
  let others: readonly string[] = [];
  try {
    others = environmentsIn(root, folder);
  } catch {
    // There is no such folder.
  }
  const known =
    others.length === 0 ? "no environment has a file" : `the environments with files are ${others.join(", ")}`;
  return `There is no environment ${name}: ${path} does not exist, and ${known}.`;
}

function parseEnvironment(text: string, path: string): ReadEnvironment {
  // Editors of Windows begin a file with a byte order mark.
  const json = text.replace(/^\uFEFF/, "");
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    return { problems: ["It must be JSON, without comments, and without a comma after the last entry."] };
  }
  if (!isObject(content)) return { problems: ["It must be a JSON object with settings."] };
  const known = Object.entries(KEYS).filter(([key]) => Object.hasOwn(content, key));
  const valid = known.filter(([key, [, fits]]) => fits(content[key])).map(([key]) => [key, content[key]]);
  const problems = [
    ...repeatedKeys(json).map((key) => `The key ${key} is there twice.`),
    ...Object.keys(content)
      .filter((key) => !Object.hasOwn(KEYS, key))
      .map((key) => `There is no key ${key}: the keys are ${Object.keys(KEYS).join(", ")}.`),
    ...known.filter(([key, [, fits]]) => !fits(content[key])).map(([key, [takes]]) => `The key ${key} takes ${takes}.`),
  ];
  return { file: { path, settings: {}, ...Object.fromEntries(valid) }, problems };
}

function fitsText(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
