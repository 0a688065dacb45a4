/** The booking system changes appointments in the table before and while their reminders are sent. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { StoredItem } from "../../../services/domain/lookup/appointment-lookup";
import type { ChangeKind, StoredChange } from "../services/booking-change";
import type { Choices } from "../services/choices";
import type { World } from "../services/world";
import type { Patient, Population } from "./patients";

/**
 * The change that concerns the notification of a patient. What other systems sent is held to a cancellation of the same
 * start, unless it has a higher revision.
 */
export function changeFor({ key, appointment, stored }: Patient, { changes }: World): StoredChange | undefined {
  const { patientId, appointmentId, revision = 0 } = appointment;
  if (appointmentId === undefined) return undefined;
  return changes.find(
    (change) =>
      change.patientId === patientId &&
      (stored || (change.kind === "cancel" && change.start === key.timestamp && revision <= change.revision)),
  );
}

/** The shares of appointments that the booking system changes. */
const CHANGED = { stored: 0.6, sent: 0.15 } as const;
const KINDS = ["cancel", "cancel", "delete", "move", "correct"] as const satisfies readonly ChangeKind[];
/** ms within which the first reminders are queued, claimed and sent. */
const AT_ONCE = 150;
const MINUTE = 60_000;
const DAY = 86_400_000;
const LAST_CHANGE = 90 * MINUTE;

/** Whether all messages of a patient are queued by the daily run. */
export function isOnlyStored({ stored, messages, onDemand }: Patient): boolean {
  return stored && messages.length === 0 && !onDemand;
}

/** Decides what the booking system changes. */
export function withChanges({ patients, ...others }: Population, choices: Choices): Population {
  // The table has one item for all revisions of a patient's appointment.
  const items = new Set<string>();
  const changed = patients.map((patient, index) => {
    const { appointmentId, patientId } = patient.appointment;
    const draws = choices.fraction();
    const kind = patient.stored ? choices.oneOf(KINDS) : "cancel";
    const after = choices.between(0, choices.oneOf([AT_ONCE, AT_ONCE, MINUTE, LAST_CHANGE]));
    const takesOff = kind === "delete" || kind === "move" || (kind === "cancel" && choices.fraction() < 0.5);
    const awayAndBack = choices.fraction() < 0.3;
    if (appointmentId === undefined || draws >= CHANGED[patient.stored ? "stored" : "sent"]) return patient;
    if (items.has(patientId)) return patient;
    items.add(patientId);
    const number = String(index + 200).padStart(3, "0");
    const contact = { phoneNumber: `+12065551${number}`, email: `patient-${index + 200}@example.com` };
    const corrected = kind === "correct" ? Object.values(contact) : [];
    const change = (item: StoredItem) => changedItem(kind, takesOff, awayAndBack, contact, item, patient);
    return {
      ...patient,
      // What other systems sent is held to a cancellation only: such a patient gets only what the daily run queues.
      ...(kind !== "cancel" && { messages: [], onDemand: false, reachable: false }),
      reaches: new Set([...patient.reaches, ...corrected]),
      change: { kind, after, takesOff, change, corrected },
    };
  });
  return { patients: changed, ...others };
}

function changedItem(
  kind: ChangeKind,
  takesOff: boolean,
  awayAndBack: boolean,
  contact: Pick<AppointmentMessage, "phoneNumber" | "email">,
  item: StoredItem,
  { key, appointment: { revision = 0 } }: Patient,
): StoredItem | undefined {
  const { reminderDate, ...others } = item;
  const kept = takesOff ? others : item;
  switch (kind) {
    case "cancel":
      return { ...kept, status: "cancelled" };
    case "delete":
      return undefined;
    case "move": {
      const start = awayAndBack ? key.timestamp : key.timestamp + DAY;
      return { ...kept, appointmentTime: new Date(start).toISOString(), revision: revision + (awayAndBack ? 2 : 1) };
    }
    case "correct":
      return { ...kept, ...contact };
  }
}

/** The booking system makes its changes. An appointment that only other systems sent is stored as it ends. */
export function startBookings(world: World, { patients }: Population): void {
  for (const { change, appointment } of patients) {
    const { appointmentId = "", patientId } = appointment;
    if (!change) continue;
    world.time.after(change.after, () => {
      const item = world.table.item(appointmentId, patientId) ?? { ...appointment };
      const { appointmentTime, revision = 0 } = item as AppointmentMessage;
      const before = { patientId, start: Date.parse(appointmentTime), revision };
      const now = change.change(item);
      world.table.delete(appointmentId, patientId);
      if (now) world.table.put(now as { appointmentId: string });
      world.changes.push({ ...before, kind: change.kind, takesOff: change.takesOff, at: world.time.now });
      world.story.add("booking system", () => `${change.kind} ${patientId}`);
    });
  }
}
