/** Nothing is sent for an appointment that is no more, and corrections count: each send is held to the table. */
import { MAX_LOOKUP_AGE } from "../../../services/domain/delivery/look-up";
import { changeFor, isOnlyStored } from "../people/bookings";
import type { Sending } from "../services/simulated-carriers";
import type { World } from "../services/world";
import type { PatientCase } from "./check-sends";

/** ms for which the stops may be read between the last look-up and the send, with all of the SDK's attempts. */
const STOPS_READ = 10_000;
/** ms by which clocks may differ. */
const TOLERANCE = 6_000;

type Problem = (text: string) => void;

export function checkLookups(patientCase: PatientCase, world: World, repaired: boolean, problem: Problem): void {
  const { patient, item, sendings } = patientCase;
  const { appointment, change } = patient;
  if (appointment.appointmentId === undefined) return;
  if (sendings.some(wasLookedUpLate)) problem("was sent without a look-up just before");
  const stored = changeFor(patient, world);
  checkEnded(patientCase, stored?.kind, problem);
  if (!stored) return;
  const found = sendings.filter(({ lookedUp }) => lookedUp && lookedUp.from >= stored.at);
  const notFound = sendings.filter(({ lookedUp }) => lookedUp && lookedUp.until < stored.at);
  if (stored.kind === "correct") {
    const isCorrected = ({ to }: Sending) => change?.corrected.includes(to);
    if (!found.every(isCorrected) || notFound.some(isCorrected)) problem("was sent by another contact than stored");
    return;
  }
  if (found.length > 0) problem(`was sent after the look-up had found the change: ${stored.kind}`);
  // It was stored before anything was claimed.
  const isFirst = item !== undefined && Date.parse(item.createdAt) > stored.at + TOLERANCE;
  const outcomes = stored.kind === "move" ? ["SUPERSEDED"] : ["CANCELLED"];
  const isTrue = !item || item.droppedAt || [...outcomes, "EXPIRED", "DECLINED"].includes(item.status);
  if (repaired && isFirst && !isTrue) problem(`is ${item.status}, although the booking system stored: ${stored.kind}`);
}

/** Whether a send began without a look-up just before. */
export function wasLookedUpLate({ startedAt, lookedUp }: Sending): boolean {
  return !lookedUp || startedAt - lookedUp.from > MAX_LOOKUP_AGE + STOPS_READ;
}

/** A notification is ended by the table only if the table said so. */
function checkEnded({ patient, item }: PatientCase, kind: string | undefined, problem: Problem): void {
  if (item?.status === "SUPERSEDED" && kind !== "move") problem("is SUPERSEDED, and was not moved");
  const isEnded = kind === "cancel" || kind === "delete";
  if (item?.status === "CANCELLED" && !isEnded) problem("is CANCELLED, and the table did not say so");
  if (item?.status === "SUPERSEDED" && !isOnlyStored(patient)) problem("is SUPERSEDED by a message of another system");
}
