/** A cheap sample of the due reminders: one page of the index, and its problems. */

import { NO_PROFILES, onlyClinic } from "../../../../contracts/clinics/clinic";
import { ALWAYS_OPEN } from "../../../../contracts/clinics/send-window";
import { ENV } from "../../../../contracts/environment";
import { DEFAULT_SMS_WORDING } from "../../../../contracts/sms-wording";
import type { Clinics } from "../../../domain/clinics/clinics";
import { type DueProblemCode, dueProblems } from "../../../domain/producer/due-problems";
import type { ScannedPage } from "../../aws/appointment-scan";
import type { FunctionState } from "../../aws/inspection/inspect-function";
import { counted } from "../../output/table";
import { type Finding, ok, warn } from "./check";

/** The findings, without the items. */
export interface DueSample {
  /** Items that were read. */
  readonly read: number;
  /** There are more. */
  readonly more: boolean;
  /** Items with a problem. */
  readonly found: number;
  readonly problems: readonly DueProblemCode[];
}

/**
 * @param producer its settings determine what the daily run reads
 * @param now ms since 1970
 * @param profiles the clinics with their profiles; undefined if they are not known
 */
export function sampleOf(
  { items, more }: ScannedPage,
  { variables }: FunctionState,
  now: number,
  profiles?: Clinics,
): DueSample {
  const clinicTimeZone = variables[ENV.timeZone] ?? "UTC";
  const rules = { now, clinicTimeZone, catchUpDays: Number(variables[ENV.catchUpDays] ?? 0) };
  const clinics = profiles ?? anyClinic(variables);
  // Which links a clinic allows is in its profile.
  const withoutLink = ({ link, ...item }: ScannedPage["items"][number]) => item;
  const known = profiles || variables[ENV.clinics] === NO_PROFILES ? items : items.map(withoutLink);
  const found = known.map((item) => dueProblems(item, { ...rules, clinics })).filter((problems) => problems.length > 0);
  const codes = new Set(found.flatMap((problems) => problems.map(({ code }) => code)));
  return { read: items.length, more, found: found.length, problems: [...codes] };
}

/** In a deployment with profiles every clinic exists, with the deployment's settings. */
function anyClinic(variables: FunctionState["variables"]): Clinics {
  const timeZone = variables[ENV.timeZone] ?? "UTC";
  const clinic = onlyClinic({
    timeZone,
    defaultCountry: "US",
    countries: "all",
    smsWording: DEFAULT_SMS_WORDING,
    sendWindow: ALWAYS_OPEN,
  });
  const hasProfiles = variables[ENV.clinics] !== NO_PROFILES;
  return {
    find: (id) => (hasProfiles || id === undefined || id === clinic.id ? clinic : undefined),
    senderNames: () => ({}),
  };
}

const CHECK = "npm run ops -- appointments check (docs/runbook.md#reminders-that-are-never-due)";

export function checkDue({ read, more, found, problems }: DueSample): Finding {
  const items = `${more ? "the first " : ""}${counted(read, "item")} of the index`;
  if (found > 0) return warn(`${found} of ${items} with a problem: ${problems.join(", ")}`, CHECK);
  return ok(`no problems in ${items}`);
}
