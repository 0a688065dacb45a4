/** The warnings of an import about accepted entries of which a part is lost. */
import { checkAppointment } from "../../../contracts/appointment-check";
import { defaultClinic } from "../../domain/clinics/clinics";
import type { ImportSettings } from "../../domain/import/import-appointment";
import { outlookFor } from "../../domain/producer/predicted-outcome";
import type { Columns } from "../files/columns";
import { type Position, positionsText } from "../files/entry";
import { IMPORT_FIELDS } from "../files/file-options";
import { ignoredText } from "../files/ignored-text";
import { Kinds } from "../shared/kinds";
import { fileWarnings } from "../warnings/entry-warnings";
import type { Warning, WarningCode } from "../warnings/warning";
import type { Step } from "./import-entries";

/** The import itself counts these. */
const COUNTED_ELSEWHERE: readonly WarningCode[] = ["NO_CONTACT", "CANCELLED", "DECLINED", "EXPIRED"];

export interface ImportWarnings {
  /** Adds the next entry of the file, unless the import stopped before it. */
  add(step: Step): void;
  /** A line for each kind of warning, with the positions of the first ones. */
  lines(): string[];
  /** The number of warnings by code. */
  counts(): Readonly<Record<string, number>>;
}

/** @param columns of CSV */
export function importWarnings(columns: Columns | undefined, { clinics, now }: ImportSettings): ImportWarnings {
  const warnings = fileWarnings(columns, IMPORT_FIELDS, ({ clinicId }) =>
    outlookFor(clinics.find(clinicId) ?? defaultClinic(clinics), now),
  );
  const kinds = new Kinds<Warning, Position>();
  const counts: Record<string, number> = {};
  return {
    add({ entry, result }) {
      if (result.kind === "stopped") return;
      const check = checkAppointment(entry.value);
      const accepted = check.ok && result.kind !== "rejected" ? check.appointment : undefined;
      // The clinic may be that of the stored appointment.
      const clinicId = result.kind === "written" ? result.clinicId : accepted?.clinicId;
      const found = warnings.of(entry, accepted && { ...accepted, clinicId });
      for (const warning of found) {
        const { code, field, kind = `${code} ${field}` } = warning;
        if (COUNTED_ELSEWHERE.includes(code)) continue;
        kinds.add(kind, warning, entry.position);
        counts[code] = (counts[code] ?? 0) + 1;
      }
    },
    lines() {
      const { names, more } = warnings.ignored;
      return [
        ...(names.length > 0 ? [`Ignored: ${ignoredText(names, "field", more)}.`] : []),
        ...kinds.all.map(
          ({ problem: { field, problem }, positions, count }) =>
            `warning: ${positionsText(positions, count)}${field ? `, ${field}` : ""}: ${problem}`,
        ),
      ];
    },
    counts: () => counts,
  };
}
