/** Staff who see what was not delivered, find another contact, and have the booking system send the reminder again. */
import { isReachable, type Patient, type Population } from "../people/patients";
import type { Choices } from "../services/choices";
import type { World } from "../services/world";

const MINUTE = 60_000;
/** When staff look, ms after the start, while late receipts still come. */
const LOOKS_AFTER = [20 * MINUTE, 120 * MINUTE, 600 * MINUTE];
/** The share of patients for whom staff find another contact. */
const FOUND = 0.7;
const FIRST_NUMBER = 300;

/** Draws the contacts that staff will find, for patients who are reminded by messages of other systems only. */
export function withStaff({ patients, contacts, broken }: Population, choices: Choices): Population {
  const all = patients.map((patient, index): Patient => {
    if (patient.stored || patient.change || choices.fraction() >= FOUND) return patient;
    const { phoneNumber: _, email: __, ...rest } = patient.appointment;
    const { fields, reaches, reachable } = contacts.draw(FIRST_NUMBER + index);
    return {
      ...patient,
      reaches: new Set([...patient.reaches, ...reaches]),
      correction: { ...rest, ...fields },
      isCorrectionReachable: isReachable(reachable, rest.contactPreference),
    };
  });
  return { patients: all, contacts, broken };
}

/** Staff look several times, and send each reminder again at most once. */
export function startStaff(world: World, { patients }: Population): void {
  const look = () => {
    for (const patient of patients) {
      const { key, correction } = patient;
      const item = world.log.items.find(({ notificationId }) => notificationId === key.notificationId);
      if (!correction || world.receipts?.corrected.has(key.notificationId) || item?.status !== "UNDELIVERED") continue;
      world.receipts?.corrected.set(key.notificationId, world.time.now);
      world.story.add("staff", () => `sends ${correction.patientId} again, by another contact`);
      world.appointmentsQueue.send({ body: JSON.stringify(correction) });
    }
  };
  for (const after of LOOKS_AFTER) world.time.after(after, look);
}
