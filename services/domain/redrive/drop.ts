/** Drops a message of the DLQ that can never be sent. */
import { createHash } from "node:crypto";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { type Clinics, defaultClinic } from "../clinics/clinics";
import { usableContact } from "../contact/contact";
import { claimOrDecide } from "../delivery/claim";
import type { Reminder } from "../delivery/reminder";
import type { DeliveryLog } from "../notification/delivery-log";
import type { NotificationKey } from "../notification/notification";
import type { Clock, OutcomeTopic, Random } from "../ports";
import { outcomeEvent } from "../reporting/outcome-event";
import { RetryLater } from "../retry/failure";
import type { DeadLetter } from "./dead-letter";

/** The code of the line in the item's history. */
export const DROPPED = "DROPPED";
/** The patient, and the time, of a message that does not name them. */
export const UNKNOWN = "unknown";

export interface DropDependencies {
  readonly clinics: Clinics;
  readonly log: DeliveryLog;
  readonly topic: OutcomeTopic;
  readonly clock: Clock;
  readonly random: Random;
}

export type DropResult =
  /** The delivery log has the drop and its reason. */
  | { readonly kind: "recorded"; readonly item: DeliveryLogItem }
  /** The reminder had been sent, or its appointment was over. The log is unchanged. */
  | { readonly kind: "already-ended"; readonly item: DeliveryLogItem }
  /** A consumer has claimed the notification, and may still send it. */
  | { readonly kind: "in-progress" };

/**
 * Records in the delivery log that a message is dropped, and why. Delete the message only afterwards. Copies of it in
 * other queues are no longer sent.
 * @param operator who drops it, and why
 */
export async function recordDrop(
  message: DeadLetter,
  { by, because }: { readonly by: string; readonly because: string },
  deps: DropDependencies,
): Promise<DropResult> {
  const reminder = reminderOf(message, deps);
  try {
    const details = { code: DROPPED, note: because, by };
    const claim = await claimOrDecide("drop", reminder, "operator", details, deps);
    const publish = () => deps.topic.publish([outcomeEvent(claim.item)]);
    if (!claim.applied) {
      // Its consumer died each time after it had recorded the outcome, until SQS moved the message here.
      if (claim.decision === "publish-again") await publish();
      return { kind: "already-ended", item: claim.item };
    }
    // If the event cannot be published, the message stays in the DLQ, and the next drop publishes the event.
    if (!claim.item.endedFailed) await publish();
    return { kind: "recorded", item: claim.item };
  } catch (error) {
    if (error instanceof RetryLater) return { kind: "in-progress" };
    throw error;
  }
}

function reminderOf(message: DeadLetter, deps: DropDependencies): Reminder {
  const { parsed } = message;
  const known = parsed.ok && parsed.key ? parsed : undefined;
  const appointment = known ? known.appointment : identifiersOf(message);
  const clinic = known ? known.clinic : defaultClinic(deps.clinics);
  return {
    message,
    appointment,
    clinic,
    key: known ? known.key : ownKey(message),
    contact: usableContact(appointment, clinic),
    batchId: "operator",
    claimId: deps.random.uuid(),
    deadline: Number.POSITIVE_INFINITY,
    redriven: true,
  };
}

/** A message that breaks the contract identifies no notification: it gets an item of its own, at the time it was sent. */
function ownKey({ id, sentAt }: DeadLetter): NotificationKey {
  const digest = createHash("sha256").update(JSON.stringify(["dropped", id]));
  return { notificationId: digest.digest("hex").slice(0, 32), timestamp: sentAt };
}

/** The identifiers, as far as there are any, of a message that breaks the contract. */
function identifiersOf({ body }: DeadLetter): AppointmentMessage {
  const value = jsonOf(body);
  const identifier = (field: "patientId" | "appointmentId") => {
    const id = value?.[field];
    return typeof id === "string" && /\S/.test(id) && id.length <= 256 ? id : undefined;
  };
  const appointmentId = identifier("appointmentId");
  return {
    patientId: identifier("patientId") ?? UNKNOWN,
    ...(appointmentId && { appointmentId }),
    appointmentTime: UNKNOWN,
  };
}

function jsonOf(body: string): Record<string, unknown> | null {
  try {
    return JSON.parse(body) as Record<string, unknown> | null;
  } catch {
    return null;
  }
}
