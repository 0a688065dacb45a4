/** What lint finds in the messages that patients read. */
import type { Language } from "../../../contracts/clinics/languages";

export type Severity = "error" | "warning" | "info";

/**
 * Each kind of finding, with its severity. An error can never be right, and stops a deployment. A warning is a trap that a
 * clinic may have reasons to accept. An info says what a text costs, or what somebody should know.
 */
export const FINDINGS = {
  /** A profile or a catalogue that cannot be used. */
  INVALID_FILE: "error",
  /** Syntax, an unknown placeholder, or a missing date or time. */
  INVALID_MESSAGE: "error",
  /** A link to a domain that is not the clinic's, with a user name, or without TLS. */
  FORBIDDEN_LINK: "error",
  /** More parts than any text may have, even without practitioner and place. */
  TOO_LONG: "error",
  LINK_SHORTENER: "warning",
  NO_CLINIC_NAME: "warning",
  OPT_OUT_ANSWER: "warning",
  HELP_ANSWER: "warning",
  NO_OPT_OUT_LINE: "warning",
  NO_WAY_TO_ANSWER: "warning",
  CONDITION_WORD: "warning",
  EXEMPTION: "warning",
  NOT_REVIEWED: "warning",
  NO_PHONE: "info",
  SEVERAL_PARTS: "info",
  NOT_GSM7: "info",
} as const satisfies Readonly<Record<string, Severity>>;

export type FindingCode = keyof typeof FINDINGS;

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The clinic's id; absent if it concerns no single clinic. */
  readonly clinic?: string;
  readonly language?: Language;
  /** The message's name, `email`, or the field of the profile. */
  readonly message?: string;
  readonly problem: string;
  /** What to do. */
  readonly remedy: string;
}

/**
 * One line for each finding, with where, what and what to do; one line for the same finding of several clinics and
 * languages. Errors come first.
 * @param most clinics that a line names; the others are counted
 */
export function findingLines(findings: readonly Finding[], most = Number.POSITIVE_INFINITY): string[] {
  const ranked = (["error", "warning", "info"] as const).flatMap((rank) =>
    findings.filter(({ severity }) => severity === rank),
  );
  // 1. The languages of each clinic's finding.
  const ofClinic = grouped(ranked, ({ clinic = "", ...rest }) => [clinic, whatText(rest)].join("\0"));
  // 2. The clinics that have it in the same languages.
  const alike = grouped(ofClinic, ([first, ...others]) => {
    const languages = [first, ...others].map(({ language = "" }) => language);
    return [...languages, whatText(first)].join("\0");
  });
  return alike.map(([[first, ...others], ...more]) => {
    const { severity, message } = first;
    const languages = [first, ...others].flatMap(({ language }) => language ?? []);
    const clinics = [first, ...more.map(([other]) => other)].flatMap(({ clinic }) => clinic ?? []);
    const place = [clinicsText(clinics, most), languages.join(" "), message].filter(Boolean).join(", ");
    return `${severity}: ${place ? `${place}: ` : ""}${whatText(first).split("\0").at(-1)}`;
  });
}

function whatText({ severity, code, message = "", problem, remedy }: Omit<Finding, "clinic">): string {
  return [severity, code, message, `${problem}. ${remedy}`].join("\0");
}

function clinicsText(clinics: readonly string[], most: number): string {
  const [only] = clinics;
  if (only === undefined) return "";
  if (clinics.length === 1) return `clinic ${only}`;
  const named = clinics.slice(0, most);
  const rest = clinics.length - named.length;
  return `clinics ${named.join(" ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

type NotEmpty<Item> = readonly [Item, ...Item[]];

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): NotEmpty<Item>[] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
