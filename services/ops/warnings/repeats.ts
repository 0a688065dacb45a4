/** Finds appointments that a file has more than once. */
import { createHash } from "node:crypto";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { type Position, positionText } from "../files/entry";
import type { Warning } from "./warning";

/** The maximum number of appointments in memory, at about 100 bytes each. Later ones are compared only with these. */
const MAX_REMEMBERED = 500_000;

export interface Repeats {
  /**
   * Compares an appointment with those before it.
   * @param start ms since 1970
   * @returns what it repeats, without its values
   */
  warningsOf(appointment: AppointmentMessage, start: number, position: Position): Warning[];
}

/**
 * Finds an appointment of a patient that occurs twice, at two times, or under two ids. Two patients of one appointment
 * are not a repetition.
 * @param clinicTimeZone IANA zone of a local time without `timeZone`
 */
export function findRepeats(maxRemembered = MAX_REMEMBERED): Repeats {
  const pairs = new Map<number, number>();
  const starts = new Map<number, number>();
  const patientStarts = new Map<number, number>();
  /** The revision of the first entries, if it is not 0. */
  const revisions = new Map<number, number>();
  return {
    warningsOf({ patientId, appointmentId = "", revision = 0 }, start, position) {
      const pair = digest(appointmentId, patientId);
      const exact = digest(appointmentId, patientId, start);
      const patientStart = digest(patientId, start);
      const same = starts.get(exact);
      const moved = appointmentId === "" ? undefined : pairs.get(pair);
      const otherId = patientStarts.get(patientStart);
      if (starts.size < maxRemembered) {
        const at = "line" in position ? position.line : position.index;
        if (same === undefined && revision > 0) revisions.set(exact, revision);
        for (const [map, key] of [
          [pairs, pair],
          [starts, exact],
          [patientStarts, patientStart],
        ] as const) {
          if (!map.has(key)) map.set(key, at);
        }
      }
      const first = (at: number) => positionText("line" in position ? { line: at } : { index: at });
      if (same !== undefined && (revisions.get(exact) ?? 0) !== revision) {
        const problem = `is the same appointment, patient and time as ${first(same)}, in another revision`;
        return [repeat("REPEATED_APPOINTMENT", `${problem}: ${EACH_OR_LAST}`)];
      }
      if (same !== undefined) {
        return [repeat("REPEATED_APPOINTMENT", `is the same appointment and patient as ${first(same)}`)];
      }
      if (moved !== undefined) {
        const problem = `is the same appointment and patient as ${first(moved)}, at another time`;
        return [repeat("TWO_TIMES", `${problem}: ${EACH_OR_LAST}`)];
      }
      if (otherId !== undefined) {
        const problem = `is for the same patient and time as ${first(otherId)}, but is another appointment: the patient gets both reminders`;
        return [repeat("TWO_IDS", problem)];
      }
      return [];
    },
  };
}

const EACH_OR_LAST = "the queue reminds of each, import takes the last";

function repeat(code: Warning["code"], problem: string): Warning {
  return { code, field: "", problem };
}

/** 52 bits: in a file of 500,000 appointments, the probability that two have the same digest is 1 in 10,000. */
function digest(...parts: readonly (string | number)[]): number {
  const bytes = createHash("sha256").update(JSON.stringify(parts)).digest();
  return bytes.readUIntBE(0, 6) * 16 + ((bytes[6] ?? 0) & 15);
}
