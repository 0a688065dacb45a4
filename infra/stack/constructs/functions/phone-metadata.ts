import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import metadata from "libphonenumber-js/max/metadata";

/** The index of the formats in a country's metadata (METADATA.md of libphonenumber-js). */
const FORMATS = 4;

/** Fixed, because the path affects the names of a bundle's chunks: with a changing path, every synth would redeploy. */
const FOLDER = resolve(import.meta.dirname, "../../../../.cache/phone-metadata");

/**
 * Writes the metadata of libphonenumber-js that the functions need: all countries and number types, without the formats
 * for printing numbers, which are a third of the data.
 * @returns the path of a JSON file; the same metadata has the same path
 */
export function phoneMetadataFile(): string {
  const text = JSON.stringify(withoutFormats(metadata));
  const file = join(FOLDER, `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.json`);
  if (existsSync(file)) return file;
  mkdirSync(FOLDER, { recursive: true });
  // Another process may synthesize at the same time: it must never see an incomplete file.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
  return file;
}

/** The metadata without formats: numbers can be parsed and classified, but not formatted. */
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
