/** Finds the reminder that an answer is about. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { UnclearReason } from "../../../contracts/replies/meanings";
import type { InboundReply } from "./inbound-reply";

export interface Match {
  /** The reminder that it answers, if that is certain. */
  readonly target?: DeliveryLogItem;
  /** Why an answer about an appointment cannot be applied. */
  readonly reason?: Extract<
    UnclearReason,
    "NO_APPOINTMENT" | "SEVERAL_APPOINTMENTS" | "APPOINTMENT_BEGUN" | "APPOINTMENT_ENDED"
  >;
  /** What a later text said of its appointment: it holds where the appointments table does not have that. */
  readonly changed?: Extract<UnclearReason, "APPOINTMENT_MOVED" | "APPOINTMENT_ENDED">;
  /** The text that went to the phone last: without a target it says whose clinic and which language. */
  readonly latest?: DeliveryLogItem;
  /** The only patient to whom texts went by this phone. */
  readonly patientId?: string;
}

/** ms after its start for which an appointment's reminder is still found, so that a late answer is recognised. */
export const FOUND_FOR = 2 * 86_400_000;

/** ms by which the clocks of the consumers and of SQS may differ. */
const CLOCKS = 5_000;

/**
 * @param items of the phone, see {@link ReplyLog.find}
 * @param now when the answer was received, ms since 1970: what was sent later, it does not answer
 */
export function matchReply(reply: InboundReply, items: readonly DeliveryLogItem[], now: number): Match {
  const before = items.filter((item) => mayHaveBeenTexted(item) && firstTextAt(item) <= now + CLOCKS);
  const texted = before.sort((one, other) => lastTextAt(other) - lastTextAt(one));
  const [latest] = texted;
  if (!latest) return { reason: "NO_APPOINTMENT" };
  const [patientId, ...others] = new Set(texted.map((item) => item.patientId));
  const known = { latest, ...(patientId !== undefined && others.length === 0 && { patientId }) };
  const answered = texted.find((item) => reply.answeredId !== undefined && textIds(item).includes(reply.answeredId));
  if (answered) return { ...known, target: answered, ...changedBy(texted, answered), ...problemOf(answered, now) };
  const ahead = texted.filter(({ timestamp }) => timestamp > now);
  const appointments = new Map(ahead.toReversed().map((item) => [appointmentOf(item), item]));
  const [target] = appointments.values();
  const otherTexts = texted.filter((item) => isOther(item, target));
  const isUnsure = target !== undefined && !isRead(target, now) && otherTexts.length > 0;
  const mayBeAnother = isUnsure || (reply.answeredId !== undefined && otherTexts.some(mayHaveAnotherId));
  if (appointments.size > 1 || mayBeAnother) return { ...known, reason: "SEVERAL_APPOINTMENTS" };
  // A patient who answers after the appointment means the last one.
  const meant = target ?? latest;
  return { ...known, target: meant, ...problemOf(meant, now) };
}

function problemOf({ timestamp, kind }: DeliveryLogItem, now: number): Pick<Match, "reason"> {
  if (timestamp <= now) return { reason: "APPOINTMENT_BEGUN" };
  // Nothing that a patient says to the news of a cancellation is about an appointment that takes place.
  return kind === "cancelled" ? { reason: "APPOINTMENT_ENDED" } : {};
}

/** @param texted the last one first */
function changedBy(texted: readonly DeliveryLogItem[], answered: DeliveryLogItem): Pick<Match, "changed"> {
  const last = texted.find((item) => appointmentOf(item) === appointmentOf(answered)) ?? answered;
  if (last.kind === "cancelled") return { changed: "APPOINTMENT_ENDED" };
  return last.timestamp === answered.timestamp ? {} : { changed: "APPOINTMENT_MOVED" };
}

/** Several notifications of one appointment are one to the patient: those of a start that was moved, too. */
function appointmentOf({ clinicId, appointmentId, patientId, timestamp }: DeliveryLogItem): string {
  return JSON.stringify([clinicId, patientId, appointmentId ?? timestamp]);
}

function isOther(item: DeliveryLogItem, target: DeliveryLogItem | undefined): boolean {
  return target !== undefined && (item.timestamp !== target.timestamp || appointmentOf(item) !== appointmentOf(target));
}

/** ms within which nobody has read a text and answered it; clocks may differ by some of them. */
const READING = 15_000;

/** Whether a text of it went out for certain, and long enough ago: otherwise the patient may know of an earlier one only. */
function isRead(item: DeliveryLogItem, now: number): boolean {
  const isRecorded = item.history.some(({ status, code }) => TEXTED.includes(status) && code === undefined);
  return isRecorded && lastTextAt(item) < now - READING;
}

/** Whether a text of it may have gone out whose id is not recorded. */
function mayHaveAnotherId({ status, sendInDoubt }: DeliveryLogItem): boolean {
  return status === "SMS_SENDING" || sendInDoubt === true;
}

const TEXTED: readonly string[] = ["SMS_SENT", "SMS_DELIVERED"];

/** A claimed one counts: the patient may answer before its send is recorded. */
function mayHaveBeenTexted({ status, history, smsParts, sendInDoubt }: DeliveryLogItem): boolean {
  const isSent = smsParts !== undefined || history.some((line) => TEXTED.includes(line.status));
  return isSent || status === "SMS_SENDING" || sendInDoubt === true;
}

/** An attempt whose response was lost has only the line of its failure, which came later than the text. */
function firstTextAt({ history, createdAt, sendInDoubt, possibleDuplicate }: DeliveryLogItem): number {
  if (sendInDoubt || possibleDuplicate) return Date.parse(createdAt);
  return Date.parse(history.find(({ status }) => status === "SMS_SENDING")?.at ?? createdAt);
}

function lastTextAt({ history, updatedAt }: DeliveryLogItem): number {
  // What notes an answer or a receipt has the status that the notification has then, and a code.
  const line = history.findLast(({ status, code }) => status === "SMS_SENT" && code === undefined);
  return Date.parse(line?.at ?? updatedAt);
}

function textIds({ history, smsMessageId }: DeliveryLogItem): (string | undefined)[] {
  return [smsMessageId, ...history.filter(({ channel }) => channel === "SMS").map(({ messageId }) => messageId)];
}
