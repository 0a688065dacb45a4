/** What the check of a file finds, printed while it goes on: a file may be larger than the memory. */
import { type Place, placeText } from "../files/entry";
import { counted } from "../shared/table";
import { pour, type Terminal } from "../shared/terminal";

export interface Finding {
  readonly severity: "error" | "warning";
  /** `""` for the entry as a whole. */
  readonly field: string;
  readonly problem: string;
  /** How the reminder would end. */
  readonly end?: "NO_CONTACT" | "EXPIRED";
}

export interface Totals {
  entries: number;
  /** Entries that break the contract. */
  broken: number;
  errors: number;
  NO_CONTACT: number;
  EXPIRED: number;
}

export interface Findings {
  tell(place: Place, findings: readonly Finding[]): Promise<void>;
  /** @param broken why the file was not read to its end */
  end(totals: Totals, broken?: string): Promise<void>;
}

/** Such as `line 7, phoneNumber: must be a string of 0 to 64 characters`. */
export function findingText(place: Place, { field, problem }: Pick<Finding, "field" | "problem">): string {
  return `${placeText(place)}${field ? `, ${field}` : ""}: ${problem}`;
}

export function textFindings(terminal: Terminal): Findings {
  return {
    async tell(place, findings) {
      const lines = findings.map((finding) =>
        findingText(place, {
          ...finding,
          problem: `${finding.severity === "warning" ? "warning: " : ""}${finding.problem}`,
        }),
      );
      if (lines.length > 0) await pour(terminal, `${lines.join("\n")}\n`);
    },
    async end(totals, broken) {
      await pour(terminal, `${broken ? "Up to there: " : ""}${totalText(totals)}\n`);
    },
  };
}

function totalText({ entries, broken, errors, NO_CONTACT, EXPIRED }: Totals): string {
  const kept = entries - broken;
  const parts = [
    `${kept.toLocaleString("en-US")} ${kept === 1 ? "keeps" : "keep"} the contract`,
    ...(broken > 0
      ? [`${broken.toLocaleString("en-US")} ${broken === 1 ? "breaks" : "break"} it (${counted(errors, "error")})`]
      : []),
    ...(NO_CONTACT > 0 ? [`${NO_CONTACT.toLocaleString("en-US")} would end as NO_CONTACT`] : []),
    ...(EXPIRED > 0 ? [`${EXPIRED.toLocaleString("en-US")} would end as EXPIRED`] : []),
  ];
  return `${counted(entries, "appointment")}: ${parts.join(", ")}.`;
}

/** One document, its findings first. */
export function jsonFindings(terminal: Terminal): Findings {
  let separator = '{"findings":[\n';
  return {
    async tell(place, findings) {
      for (const { severity, field, problem } of findings) {
        await pour(terminal, `${separator}${JSON.stringify({ ...place, severity, field, problem })}`);
        separator = ",\n";
      }
    },
    async end({ entries, broken, errors, NO_CONTACT, EXPIRED }, brokenOff) {
      const counts = { entries, good: entries - broken, broken, errors, noContact: NO_CONTACT, expired: EXPIRED };
      const rest = JSON.stringify({ ...counts, ...(brokenOff && { brokenOff }) }).slice(1);
      await pour(terminal, `${separator === ",\n" ? "" : separator}],\n${rest}\n`);
    },
  };
}
