/** Prints the findings while a file is checked, which may be larger than the memory. */
import { type Position, positionsText, positionText } from "../files/entry";
import { jsonDocument } from "../output/json-document";
import { counted } from "../output/table";
import { pour, type Terminal } from "../output/terminal";
import { Kinds } from "../shared/kinds";
import type { WarningCode } from "../warnings/warning";

export interface Finding {
  readonly severity: "error" | "warning";
  /** `""` for the entry as a whole. */
  readonly field: string;
  readonly problem: string;
  /** Findings of one kind are counted together. */
  readonly kind: string;
  /** A stable name for scripts; for an error of an entry, the reason that a message would have in the DLQ. */
  readonly code:
    | WarningCode
    | "UNKNOWN_COLUMN"
    | "REMINDER_DATE"
    | "UNREADABLE_ROW"
    | "INVALID_JSON"
    | "CONTRACT_VIOLATION"
    | "UNSUPPORTED_SCHEMA_VERSION";
}

/** The outcomes of entries for which no reminder would be sent. */
export const UNSENT = ["NO_CONTACT", "DECLINED", "EXPIRED", "CANCELLED"] as const;

export interface Totals extends Record<(typeof UNSENT)[number], number> {
  entries: number;
  /** Entries that break the contract. */
  broken: number;
  errors: number;
  warnings: number;
}

/** The end of the check. */
export interface End {
  /** Names of the ignored fields. */
  readonly ignored: readonly string[];
  /** Why the file was not read completely. */
  readonly broken?: string;
}

export interface Findings {
  add(position: Position, findings: readonly Finding[]): Promise<void>;
  end(totals: Totals, end: End): Promise<void>;
}

/** The maximum number of findings printed for each kind; the others are counted. */
const MAX_PRINTED = 5;

/** Prints the first findings of each kind, and then the number of each. */
export function textFindings(terminal: Terminal): Findings {
  const kinds = new Kinds<Finding, Position>();
  return {
    async add(position, findings) {
      const lines = findings
        .filter((finding) => kinds.add(finding.kind, finding, position) <= MAX_PRINTED)
        .map((finding) => findingText(positionText(position), finding));
      if (lines.length > 0) await pour(terminal, `${lines.join("\n")}\n`);
    },
    async end(totals, { broken }) {
      const more = kinds.all
        .filter(({ count }) => count > MAX_PRINTED)
        .map(({ problem, positions, count }) => findingText(positionsText(positions, count), problem));
      if (kinds.others > MAX_PRINTED) more.push(`${kinds.others.toLocaleString("en-US")} of other kinds`);
      const list =
        more.length > 0 ? `\nMore than ${MAX_PRINTED} entries have these problems:\n${more.join("\n")}\n\n` : "";
      await pour(terminal, `${list}${broken ? "Up to that point: " : ""}${totalText(totals)}\n`);
    },
  };
}

/** Such as `line 7, phoneNumber: warning: is not an existing phone number`. */
function findingText(positions: string, { severity, field, problem }: Finding): string {
  return `${positions}${field ? `, ${field}` : ""}: ${severity === "warning" ? "warning: " : ""}${problem}`;
}

function totalText({ entries, broken, errors, warnings, ...unsent }: Totals): string {
  const kept = entries - broken;
  const parts = [
    `${kept.toLocaleString("en-US")} ${kept === 1 ? "keeps" : "keep"} the contract`,
    ...(broken > 0
      ? [`${broken.toLocaleString("en-US")} ${broken === 1 ? "breaks" : "break"} it (${counted(errors, "error")})`]
      : []),
    ...(broken === 0 && errors > 0 ? [`${counted(errors, "error")} in the header`] : []),
    ...UNSENT.filter((outcome) => unsent[outcome] > 0).map(
      (outcome) => `${unsent[outcome].toLocaleString("en-US")} would end as ${outcome}`,
    ),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ];
  return `${counted(entries, "appointment")}: ${parts.join(", ")}.`;
}

/** One JSON document, with the findings first. */
export function jsonFindings(terminal: Terminal): Findings {
  const document = jsonDocument(terminal, "findings");
  return {
    async add(position, findings) {
      for (const { severity, code, field, problem } of findings) {
        await document.add({ ...position, severity, code, field, problem });
      }
    },
    async end({ entries, broken, errors, warnings, ...unsent }, { ignored, broken: brokenOff }) {
      const counts = { entries, good: entries - broken, broken, errors, warnings };
      const { NO_CONTACT: noContact, DECLINED: declined, EXPIRED: expired, CANCELLED: cancelled } = unsent;
      const ends = { noContact, declined, expired, cancelled };
      await document.end({ ...counts, ...ends, ignored, ...(brokenOff && { brokenOff }) });
    },
  };
}
