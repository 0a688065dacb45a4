/** The setting of the tags of resources. */
import type { Setting } from "./setting";

/** A resource has at most 50 tags: some are left for the stack's own and for those of the platform's pipeline. */
const MAX_TAGS = 40;
/**
 * "Tag naming limits and requirements", Tagging AWS Resources User Guide: letters, digits, spaces and `+-=._:/@`; the prefix
 * `aws:` is reserved. A key has no equals sign here, since the command line has `key=value`.
 */
const KEY = /^(?!aws:)[\p{L}\p{N} +\-._:/@]{1,128}$/iu;
const VALUE = /^[\p{L}\p{N} +\-=._:/@]{0,256}$/u;
/** Those that the stack sets itself. */
const RESERVED = ["environment", "application"];

export type Tags = Readonly<Record<string, string>>;

/** Tags by key: `key=value` separated by commas, or an object in a file. */
export function tagsSetting({ description }: { readonly description: string }): Setting<Tags> {
  return {
    type: "Readonly<Record<string, string>>",
    default: {},
    takes:
      `up to ${MAX_TAGS} tags, as key=value separated by commas, or as an object in a file; not Environment, Application, ` +
      "or what begins with aws:",
    description,
    parse: (given) => {
      const entries = entriesOf(given);
      const keys = entries?.map(([key]) => String(key).toLowerCase());
      // IAM compares keys without their case: two roles' tags would clash.
      if (!entries || entries.length > MAX_TAGS || new Set(keys).size !== entries.length) return undefined;
      const isTag = ([key, value]: readonly [string, unknown]) =>
        KEY.test(key) && !RESERVED.includes(key.toLowerCase()) && typeof value === "string" && VALUE.test(value);
      return entries.every(isTag) ? (Object.fromEntries(entries) as Tags) : undefined;
    },
  };
}

function entriesOf(given: unknown): (readonly [string, unknown])[] | undefined {
  if (given === "") return [];
  if (typeof given === "string") {
    return given.split(",").map((entry) => {
      const [key = "", ...value] = entry.trim().split("=");
      return [key, value.length > 0 ? value.join("=") : undefined] as const;
    });
  }
  return typeof given === "object" && given !== null && !Array.isArray(given) ? Object.entries(given) : undefined;
}
