/** What an operator does with a message of the DLQ that can never be sent. */
import { createHash } from "node:crypto";
import { type AppointmentMessage, parseAppointment } from "../../../contracts/appointment-message";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { usableContact } from "../contact/contact";
import type { ContactRules } from "../contact/phone-number";
import { claimOrDecide, outcome, type Reminder } from "../delivery/reminder";
import type { DeliveryLog } from "../notification/delivery-log";
import { identifyNotification } from "../notification/notification";
import type { Clock, OutcomeTopic, Random } from "../ports";
import { RetryLater } from "../retry/failure";
import type { DeadLetter } from "./dead-letter-queue";

/** The code of the line in history. */
export const DROPPED = "DROPPED";
/** The patient, and the time, of a message that does not tell them. */
export const UNKNOWN = "unknown";

export interface DropDependencies extends ContactRules {
  readonly log: DeliveryLog;
  readonly topic: OutcomeTopic;
  readonly clock: Clock;
  readonly random: Random;
  /** IANA zone. */
  readonly clinicTimeZone: string;
}

export type Dropping =
  /** It stands in the log that, and why, nobody is reminded. */
  | { readonly kind: "recorded"; readonly item: DeliveryLogItem }
  /** Its notification had ended well, or its appointment was over: the log stays as it is. */
  | { readonly kind: "ended before"; readonly item: DeliveryLogItem }
  /** Somebody works at its notification: it may yet be sent. */
  | { readonly kind: "in work" };

/**
 * Writes to the delivery log that a message is thrown away; then, and only then, may it be deleted. Copies of it that
 * wait in a queue are not sent any more.
 * @param because why, in an operator's words
 */
export async function recordDrop(letter: DeadLetter, because: string, deps: DropDependencies): Promise<Dropping> {
  const reminder = reminderOf(letter, deps);
  try {
    const details = { code: DROPPED, note: because };
    const taken = await claimOrDecide("drop", reminder, "operator", details, deps);
    if (!taken.taken) {
      // Its consumer died each time after the outcome was in the log, until SQS moved the message here.
      if (taken.standing === "publish-again") await deps.topic.publish([outcome(taken.item).event]);
      return { kind: "ended before", item: taken.item };
    }
    const ending = outcome(taken.item);
    // A drop whose event could not be published does not count: the next drop publishes it.
    if (ending.kind === "outcome" && !taken.item.endedFailed) await deps.topic.publish([ending.event]);
    return { kind: "recorded", item: taken.item };
  } catch (error) {
    if (error instanceof RetryLater) return { kind: "in work" };
    throw error;
  }
}

function reminderOf(letter: DeadLetter, deps: DropDependencies): Reminder {
  const check = parseAppointment(letter.body);
  const appointment = check.ok ? check.appointment : stranger(letter);
  return {
    message: letter,
    appointment,
    key: check.ok ? identifyNotification(appointment, deps.clinicTimeZone) : keyOfStranger(letter),
    contact: usableContact(appointment, deps),
    batchId: "operator",
    claimId: deps.random.uuid(),
    deadline: Number.POSITIVE_INFINITY,
    // It comes from the DLQ.
    redriven: true,
  };
}

/** A message that breaks the contract names no notification: it gets an item of its own, at the time it was sent. */
function keyOfStranger({ id, sentAt }: DeadLetter) {
  const digest = createHash("sha256").update(JSON.stringify(["dropped", id]));
  return { notificationId: digest.digest("hex").slice(0, 32), timestamp: sentAt };
}

/** What of a message that breaks the contract can be told: whose it is, where it says so. */
function stranger({ body }: DeadLetter): AppointmentMessage {
  const said = (field: "patientId" | "appointmentId") => {
    const value = fieldOf(body, field);
    return typeof value === "string" && /\S/.test(value) && value.length <= 256 ? value : undefined;
  };
  const appointmentId = said("appointmentId");
  return {
    patientId: said("patientId") ?? UNKNOWN,
    ...(appointmentId && { appointmentId }),
    appointmentTime: UNKNOWN,
  };
}

function fieldOf(body: string, field: string): unknown {
  try {
    return (JSON.parse(body) as Record<string, unknown> | null)?.[field];
  } catch {
    return undefined;
  }
}
