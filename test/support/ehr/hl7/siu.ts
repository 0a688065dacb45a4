/** HL7 v2 messages for tests, with invented people. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A message with all that a booking has, each segment once. */
const LINES = [
  "MSH|^~\\&|SCHED|NORTH|REMIND|RF|20270226090000-0500||SIU^S12^SIU_S12|MSG1|P|2.5.1",
  `SCH|P-1|F-77${"|".repeat(23)}Booked`,
  "TQ1|1||||||202703011430",
  "PID|1||p-1042^^^NORTH^MR||Lee^Pat^^^^^L||19720324|F|||||^PRN^CP^^^206^5550100|||||||||||||||||",
  "PV1|1|O|CARD^ROOM 3^^NORTH",
  "RGS|1|A",
  "AIS|1|A|001^CHECK-UP",
  "AIL|1|A|CARD^ROOM 3^^NORTH",
  "AIP|1|A|400^Rivera^Maria^T^^Dr.^MD",
];

/**
 * A message with some fields replaced.
 * @param fields by field, such as `PID-13`, in ER7; a segment that is not in the message is added, as `PD1-11` adds PD1;
 * `undefined` for a segment, such as `PV1`, leaves it out
 * @param more segments at the end
 */
export function siu(fields: Readonly<Record<string, string | undefined>> = {}, more: readonly string[] = []): string {
  const segments = new Map(LINES.map((line) => [line.slice(0, 3), line.split("|")]));
  for (const [path, value] of Object.entries(fields)) {
    const [name = "", field] = path.split("-");
    if (field === undefined) {
      segments.delete(name);
      continue;
    }
    const parts = segments.get(name) ?? [name];
    const index = Number(field) - (name === "MSH" ? 1 : 0);
    while (parts.length <= index) parts.push("");
    parts[index] = value ?? "";
    segments.set(name, parts);
  }
  return [...[...segments.values()].map((parts) => parts.join("|")), ...more].join("\r");
}

/** A file of this folder, in the shape of a published sample; its lines end as those of a message. */
export function sampleMessage(name: string): string {
  return readFileSync(join(__dirname, `${name}.hl7`), "utf8")
    .trimEnd()
    .replaceAll("\n", "\r");
}
