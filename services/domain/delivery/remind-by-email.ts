import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { FAILED_REMINDER_REASONS, QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { settle } from "../concurrency/settle";
import { declinesReminders } from "../contact/contact-preference";
import { emailContent } from "../content/email/email-content";
import type { Texts } from "../content/texts";
import { type DeadLetterCause, sendToDeadLetters } from "../dead-letters/dead-letters";
import { APPOINTMENT_ENDED, APPOINTMENT_UNREADABLE } from "../lookup/reasons";
import { laterMessageOf } from "../notification/receipt-changes";
import type { Queue } from "../ports";
import { classify, errorCode, OutOfTime, ProviderError, RetryLater, SendingStopped } from "../retry/failure";
import { retryWhileThrottled } from "../retry/throttling";
import { type AttemptResult, DeadLetterNotSent, outcome, publishedAgain } from "./attempt-result";
import { endedBefore, type FirstStep, firstStepOf, sendStep, takeStep } from "./begin-attempt";
import { type EmailCarrier, referenceOf } from "./carriers";
import type { Refused, TransitionDetails } from "./claim";
import { hasTextingTime } from "./hold-text";
import { AppointmentChanged, endChanged, type HeldToTable, holdToTable, type LookupDependencies } from "./look-up";
import { type ChannelSwitch, FIXED_LINE_NUMBER, fallBack, isNear, isUnsent, NO_USABLE_EMAIL } from "./other-channel";
import { postpone, sendCopy, type WaitDependencies, waitingCode } from "./postpone";
import { recordAttempt } from "./record-attempt";
import { type HeldReminder, isOver, type Reminder, saysEnded } from "./reminder";
import { isStop, refuseIfStopped, type StopDependencies, stopOf } from "./sending-stop";

/** Attempts to send an email, as counted in the log: SQS's own count continues across queues. */
export const MAX_EMAIL_ATTEMPTS = 5;

export interface EmailDependencies extends WaitDependencies, ChannelSwitch, StopDependencies, LookupDependencies {
  readonly email: EmailCarrier;
  readonly texts: Texts;
  readonly deadLetters: Queue;
  /** The queue of reminders that go by SMS. */
  readonly smsQueue: Queue;
}

/**
 * Sends one reminder to the patient's mailbox, or to the DLQ.
 * @throws RetryLater if SQS is to deliver the message again
 */
export async function remindByEmail(received: Reminder, deps: EmailDependencies): Promise<AttemptResult> {
  // 1. Decide what to do first, by the message, the operators' stops and, if nothing is to be sent, the appointments table.
  const decide = (of: Reminder) => firstStep(of, deps);
  const { reminder, step } = await firstStepOf(received, decide, "email", deps);
  // 2. Claim the notification, or do what the log decides. The appointment of an email is looked up meanwhile.
  const address = "address" in step && !step.stopped ? step.address : undefined;
  const table = address === undefined ? undefined : holdToTable(reminder, deps);
  const claim = await takeStep(step, reminder, "email", deps, table);
  if (!claim) return sendCopy(reminder, step.stopped ?? "", deps);
  if (!claim.applied) {
    if (claim.decision !== "hand-over-again") return endedBefore(claim);
    const { item } = claim;
    return deadLetter(reminder, step.code ?? item.reason, item, handedOverAgain(reminder, claim), deps);
  }
  if (step.transition === "endWithoutEmail")
    return deadLetter(reminder, step.code, claim.item, outcome(claim.item), deps);
  if (step.transition !== "claimEmail") return outcome(claim.item);
  // 3. Send.
  const held = { ...reminder, held: claim.item };
  const sent = await settle(
    address && table ? sendEmail(held, address, table, deps) : Promise.reject(new SendingStopped(step.stopped ?? "")),
  );
  // 4. Record the result.
  return sent.ok ? recordSent(held, sent.value, deps) : recordFailure(held, sent.error, deps);
}

type EmailStep = FirstStep<"cancel" | "decline" | "expire" | "endWithoutEmail" | "claimEmail"> & {
  /** Of an email that is to be sent. */
  readonly address?: string;
};

async function firstStep(reminder: Reminder, deps: EmailDependencies): Promise<EmailStep> {
  const { email } = reminder.contact;
  if (saysEnded(reminder)) return { transition: "cancel", code: APPOINTMENT_ENDED };
  if (declinesReminders(reminder.appointment)) return { transition: "decline" };
  if (isOver(reminder, deps.clock)) return { transition: "expire" };
  // Every channel has failed; a redrive tries the SMS again.
  if (!email) return { transition: "endWithoutEmail", code: NO_USABLE_EMAIL };
  return { ...(await sendStep("claimEmail", reminder, "email", deps)), address: email };
}

async function sendEmail(
  reminder: HeldReminder,
  address: string,
  table: HeldToTable,
  deps: EmailDependencies,
): Promise<string> {
  const { appointment, clinic, key, deadline } = reminder;
  const { texts, clock, email } = deps;
  const input = { appointment, start: key.timestamp, clinic, texts, sender: email.sender, now: clock.now() };
  const content = emailContent(input);
  const sendOnce = async () => {
    await table.refuseIfChanged(reminder);
    await refuseIfStopped("EMAIL", clinic, deps);
    if (clock.now() > deadline) throw new OutOfTime();
    return email.send(address, content, referenceOf(reminder, false));
  };
  return retryWhileThrottled(sendOnce, deadline, deps);
}

async function recordSent(reminder: HeldReminder, messageId: string, deps: EmailDependencies): Promise<AttemptResult> {
  const recorded = await recordAttempt("recordEmailSent", reminder, { channel: "EMAIL", messageId }, deps);
  return recorded.applied ? outcome(recorded.item) : { kind: "duplicate" };
}

async function recordFailure(reminder: HeldReminder, error: unknown, deps: EmailDependencies): Promise<AttemptResult> {
  if (error instanceof AppointmentChanged) {
    return endChanged(error, "EMAIL", reminder, (current) => remindByEmail(current, deps), deps);
  }
  const waiting = waitingCode(error);
  if (waiting) {
    const details = { channel: "EMAIL", code: waiting, uncounted: true, notAttempted: isStop(waiting) } as const;
    return waiting !== APPOINTMENT_UNREADABLE && (await isPhonesTurn(reminder, deps))
      ? fallBackToSms(reminder, details, deps)
      : postpone("retryEmail", reminder, waiting, deps);
  }
  if (!(error instanceof ProviderError)) throw error;
  const { code, sendInDoubt, failure } = error;
  const details = { channel: "EMAIL", code, sendInDoubt } as const;
  if (failure === "permanent" || (reminder.held.emailAttempts ?? 1) >= MAX_EMAIL_ATTEMPTS) {
    // If the response was lost, the email may have arrived all the same.
    if (isPhoneUntried(reminder)) return fallBackToSms(reminder, details, deps);
    const failed = await recordAttempt("giveUp", reminder, details, deps);
    if (!failed.applied) return { kind: "duplicate" };
    return deadLetter(reminder, code, failed.item, outcome(failed.item), deps);
  }
  await recordAttempt("retryEmail", reminder, details, deps);
  throw new RetryLater(code);
}

/**
 * Whether an email that still waits near the appointment becomes a text. It does not if the text has been tried, if texts
 * are stopped, or if only hours of the night are left.
 */
async function isPhonesTurn(reminder: Reminder, deps: EmailDependencies): Promise<boolean> {
  const mayGo = isPhoneUntried(reminder) && isNear(reminder, deps) && hasTextingTime(reminder, deps);
  return mayGo && !(await stopOf("SMS", reminder.clinic, deps));
}

/**
 * Whether the reminder came here without an attempt to text: the number is a fixed line, texts were stopped, or it was
 * too late in the evening. After the phone was tried the message has another reason: each channel has one turn.
 */
function isPhoneUntried({ contact, message: { attributes } }: Reminder): boolean {
  const reason = attributes[QUEUE_ATTRIBUTES.fallbackReason] ?? FIXED_LINE_NUMBER;
  const hadItsTurn = (FAILED_REMINDER_REASONS as readonly unknown[]).includes(
    attributes[QUEUE_ATTRIBUTES.deadLetterReason],
  );
  const isWaiting = contact.fixedLine ? reason === FIXED_LINE_NUMBER : contact.phoneNumber && isUnsent(reason);
  return Boolean(isWaiting) && !hadItsTurn;
}

function fallBackToSms(
  reminder: HeldReminder,
  details: TransitionDetails,
  deps: EmailDependencies,
): Promise<AttemptResult> {
  return fallBack("fallBackToSms", reminder, details, deps.smsQueue, deps);
}

/**
 * The result for a message that may not have reached the DLQ after its notification ended. The outcome was counted then,
 * but its event may be lost if this message ended it, or the one that it was redriven from.
 */
function handedOverAgain({ message, redriven }: Reminder, { item }: Refused): AttemptResult {
  return redriven || item.queueMessageId === message.id ? publishedAgain(item) : { kind: "handed-over" };
}

/**
 * Sends the message of a failed reminder to the DLQ. If a message with another contact came after a text that was accepted
 * and not delivered, that one is queued: it may reach the patient.
 * @param code why it failed
 * @returns the result
 * @throws DeadLetterNotSent with the result, which is published although SQS delivers the message again
 */
async function deadLetter(
  { message, contact }: Reminder,
  code: string | undefined,
  item: DeliveryLogItem,
  result: AttemptResult,
  { deadLetters, smsQueue }: EmailDependencies,
): Promise<AttemptResult> {
  const cause = deadLetterOf(code ?? "", contact.phoneNumber !== undefined);
  const later = laterMessageOf(item);
  try {
    await sendToDeadLetters(message, cause, deadLetters);
    if (later) await smsQueue.send(later);
    return result;
  } catch (error) {
    throw new DeadLetterNotSent(errorCode(error), result);
  }
}

function deadLetterOf(code: string, hasPhone: boolean): DeadLetterCause {
  if (code === NO_USABLE_EMAIL) return { reason: "NO_USABLE_EMAIL", detail: "email", source: "appointments" };
  if (classify(code) !== "permanent")
    return { reason: "EMAIL_ATTEMPTS_EXHAUSTED", detail: code, source: "email-fallback" };
  // An address that was refused for good will be refused again: a redrive tries the phone first, which may only have
  // failed for now.
  return { reason: "EMAIL_REFUSED", detail: code, source: hasPhone ? "appointments" : "email-fallback" };
}
