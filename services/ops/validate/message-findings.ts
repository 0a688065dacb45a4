/** Checks a file of messages in FHIR or HL7 v2: the findings name the elements. */
import { type ReadTranslation, readTranslation, sourceOf } from "../../domain/bookings/read-translation";
import { TRANSLATORS } from "../../domain/bookings/translators";
import type { Position } from "../files/entry";
import type { MessageFile } from "../files/messages/message-file";
import { counted } from "../output/table";
import { note, type Terminal } from "../output/terminal";
import { type BookingRules, broken, isMeant } from "./booking-findings";
import { warned } from "./entry-findings";
import type { Finding, Findings, Totals } from "./findings";
import { count } from "./totals";

export type MessageRules = Omit<BookingRules, "hasProfiles"> & { readonly clinicId?: string | undefined };

/** Every appointment of the file is an entry, numbered from 0 unless each line has a message. */
export async function addMessages(
  { format, messages }: MessageFile,
  rules: MessageRules,
  report: Findings,
  totals: Totals,
  terminal: Terminal,
): Promise<void> {
  let ignored = 0;
  for await (const { body, line } of messages) {
    for (const part of readTranslation(TRANSLATORS[format], body, rules)) {
      if (part.kind === "ignored") {
        ignored += 1;
        continue;
      }
      const position = line === undefined ? { index: totals.entries } : { line };
      const findings = findingsOf(part, position, rules);
      count(findings, totals);
      await report.add(position, findings);
    }
  }
  if (ignored > 0) note(terminal, `Ignored: ${counted(ignored, "message")} without an appointment: see \`translate\`.`);
}

function findingsOf(part: Exclude<ReadTranslation, { kind: "ignored" }>, position: Position, rules: MessageRules) {
  if (part.kind === "untranslatable") return part.violations.map(broken);
  const { booking, sources } = part;
  const { status, appointment } = booking;
  if (status !== "booked") return [];
  const found = rules.warnings.of({ position, value: appointment, raw: appointment }, appointment);
  return found
    .filter(isMeant)
    .map((warning): Finding => ({ ...warned(warning), field: warning.field && sourceOf(warning.field, sources) }));
}
