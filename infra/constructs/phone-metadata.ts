import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import metadata from "libphonenumber-js/max/metadata";

/** Where the formats are in a country's metadata (METADATA.md of libphonenumber-js). */
const FORMATS = 4;

let file: string | undefined;

/**
 * Writes the metadata of libphonenumber-js that a function needs: all countries with their types of numbers, without the
 * formats for printing numbers, which are a third of it.
 * @returns the path of a JSON file, which lasts as long as this process
 */
export function phoneMetadataFile(): string {
  if (file) return file;
  const directory = mkdtempSync(join(tmpdir(), "phone-metadata-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  file = join(directory, "metadata.json");
  writeFileSync(file, JSON.stringify(withoutFormats(metadata)));
  return file;
}

/** The same metadata, by which numbers are read and told apart, and not printed. */
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
