import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import metadata from "libphonenumber-js/max/metadata";

/** The index of the formats in a country's metadata (METADATA.md of libphonenumber-js). */
const FORMATS = 4;

/** A file's path is part of the names of a bundle's chunks: a new path each time would be a new deployment. */
const FOLDER = resolve(import.meta.dirname, "../../../../.cache/phone-metadata");

/**
 * Writes the metadata of libphonenumber-js that a function needs: all countries with their types of numbers, without the
 * formats for printing numbers, which are a third of it.
 * @returns the path of a JSON file, the same for the same metadata
 */
export function phoneMetadataFile(): string {
  const text = JSON.stringify(withoutFormats(metadata));
  const file = join(FOLDER, `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.json`);
  if (existsSync(file)) return file;
  mkdirSync(FOLDER, { recursive: true });
  // Another process may synthesize at the same time: it must find the file complete.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
  return file;
}

/** The same metadata without formats: numbers can be read and classified, but not printed. */
export function withoutFormats(all: typeof metadata): typeof metadata {
  const { countries, nonGeographic } = all as unknown as Record<"countries" | "nonGeographic", Plans>;
  return { ...all, countries: cut(countries), nonGeographic: cut(nonGeographic) } as typeof metadata;
}

type Plans = Readonly<Record<string, readonly unknown[]>>;

function cut(plans: Plans): Plans {
  const entries = Object.entries(plans).map(([country, plan]) => [
    country,
    plan.map((part, at) => (at === FORMATS ? [] : part)),
  ]);
  return Object.fromEntries(entries);
}
