/** How the start of a function, and its first look-up of a clinic, depend on the number of clinic profiles. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CLINICS_FOLDER } from "../../../contracts/clinics/clinic";
import { ENV } from "../../../contracts/environment";
import { checkSettings } from "../../../infra/stack/settings/check-settings";
import { readClinicProfiles } from "../../../infra/stack/settings/clinic-profiles";
import { clinicFiles } from "../../../services/adapters/clinic-files";
import type { Goal, Table } from "../section";
import { median, ratios, spread } from "../statistics";
import { startOf } from "./start";

const COUNTS = [1, 40, 400] as const;
const EXAMPLE = "examples/clinics.json";
/** Starts of the same bundle differ by less. */
const MAX_GROWTH = 1.1;

export interface ProfiledBundle {
  readonly count: number;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly starts: number[];
  readonly lookUps: number[];
}

/**
 * Copies of a bundle with 1, 40 and 400 clinic profiles, as synth writes them.
 * @param bundle folder of the bundle
 */
export function profiledBundles(bundle: string): ProfiledBundle[] {
  const { clinics } = JSON.parse(readFileSync(EXAMPLE, "utf8")) as { clinics: readonly object[] };
  return COUNTS.map((count) => {
    const folder = `${bundle}-${count}-profiles`;
    cpSync(bundle, folder, { recursive: true });
    const file = join(folder, "profiles.json");
    const all = Array.from({ length: count }, (_, index) => ({
      ...clinics[index % clinics.length],
      id: `clinic-${index}`,
    }));
    writeFileSync(file, JSON.stringify({ default: "clinic-0", clinics: all }));
    const profiles = readClinicProfiles(checkSettings({ clinics: file }));
    for (const [path, content] of profiles?.files ?? []) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const environment = { [ENV.clinics]: profiles?.digest ?? "", LAMBDA_TASK_ROOT: folder };
    return { count, folder, environment, starts: [], lookUps: [] };
  });
}

/** One start of each, and one first look-up. */
export function measureProfiles(bundles: readonly ProfiledBundle[]): void {
  for (const { count, folder, environment, starts, lookUps } of bundles) {
    starts.push(startOf(join(folder, "index.mjs"), environment));
    const clinics = clinicFiles(join(folder, CLINICS_FOLDER));
    const begin = performance.now();
    clinics.find(`clinic-${count - 1}`);
    lookUps.push(performance.now() - begin);
  }
}

export function profilesTable(bundles: readonly ProfiledBundle[]): Table {
  return {
    title: "The SMS function with clinic profiles, ms: median (middle half)",
    columns: ["profiles", "start", "first look-up of a clinic"],
    rows: bundles.map(({ count, starts, lookUps }) => [`${count}`, spread(starts), spread(lookUps, 2)]),
  };
}

export function profilesGoals(bundles: readonly ProfiledBundle[]): Goal[] {
  const [one, , many] = bundles;
  const growth = median(ratios(many?.starts ?? [], one?.starts));
  return [
    {
      what: "sms: start with 400 clinic profiles",
      goal: `no longer than with 1: less than ${MAX_GROWTH.toFixed(2)} of it`,
      measured: growth.toFixed(2),
      met: growth < MAX_GROWTH,
    },
  ];
}
