import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import type { TextReceipts } from "../../../contracts/receipts/text-receipts";
import { QUIET_HOURS } from "../../../contracts/tables/held-texts";
import { settle } from "../concurrency/settle";
import { declinesReminders, prefersEmail } from "../contact/contact-preference";
import type { PhoneDigest } from "../contact/phone-digest";
import { APPOINTMENT_ENDED, APPOINTMENT_UNREADABLE } from "../lookup/reasons";
import type { Queue } from "../ports";
import { ProviderError, RetryLater, SendingStopped } from "../retry/failure";
import { type AttemptResult, outcome } from "./attempt-result";
import { endedBefore, type FirstStep, firstStepOf, sendStep, takeStep } from "./begin-attempt";
import type { TransitionDetails } from "./claim";
import { closedStep, type HoldDependencies, holdText } from "./hold-text";
import { AppointmentChanged, endChanged, type LookupDependencies } from "./look-up";
import {
  type ChannelSwitch,
  EMAIL_PREFERRED,
  FIXED_LINE_NUMBER,
  fallBack,
  handOver,
  isEmailUntried,
  isNear,
  NO_USABLE_EMAIL,
  NO_USABLE_PHONE,
} from "./other-channel";
import { postpone, sendCopy, type WaitDependencies, waitingCode } from "./postpone";
import { recordAttempt } from "./record-attempt";
import { type HeldReminder, isOver, type Reminder, saysEnded } from "./reminder";
import { type PreparedText, prepareText, type TextDependencies } from "./send-text";
import { isStop, stopOf } from "./sending-stop";

export interface SmsDependencies
  extends WaitDependencies,
    ChannelSwitch,
    TextDependencies,
    LookupDependencies,
    HoldDependencies {
  readonly emailQueue: Queue;
  /** How the receipts of texts find their notifications. */
  readonly textReceipts: TextReceipts;
  readonly phoneDigest: PhoneDigest;
}

/**
 * Sends one reminder to the patient's phone, or hands it over to the email.
 * @throws RetryLater if SQS is to deliver the message again; after the last attempt SQS moves it to the email queue
 */
export async function remindBySms(received: Reminder, deps: SmsDependencies): Promise<AttemptResult> {
  // 1. Decide what to do first, by the message, the operators' stops and, if nothing is to be sent, the appointments table.
  const decide = (of: Reminder) => firstStep(of, deps);
  const { reminder, step } = await firstStepOf(received, decide, "sms", deps);
  // 2. A text that may be sent reserves its time, and its appointment is looked up, while its notification is claimed.
  const phoneNumber = "phoneNumber" in step && !step.stopped ? step.phoneNumber : undefined;
  const text = phoneNumber === undefined ? undefined : prepareText(reminder, phoneNumber, deps);
  try {
    return await claimAndSend(reminder, step, text, deps);
  } finally {
    await text?.cancel();
  }
}

async function claimAndSend(
  reminder: Reminder,
  step: FirstStep,
  text: PreparedText | undefined,
  deps: SmsDependencies,
): Promise<AttemptResult> {
  // 3. Claim the notification, or do what the log decides.
  const claim = await takeStep(step, reminder, "sms", deps, text?.table);
  if (!claim) return sendCopy(reminder, step.stopped ?? "", deps);
  if (!claim.applied) {
    void text?.cancel();
    if (claim.decision === "hand-over-again") return toEmail(reminder, claim.item.reason, deps);
    return claim.decision === "hold-again" ? holdText(reminder, step.until ?? 0, deps) : endedBefore(claim);
  }
  if (step.transition === "waitForWindow") return holdText(reminder, step.until ?? 0, deps);
  if (step.transition === "routeToEmail") return toEmail(reminder, step.code, deps);
  if (step.transition !== "claimSms") return outcome(claim.item);
  const held = { ...reminder, held: claim.item };
  // Another message of this notification had the patient's wish for emails.
  if (claim.item.emailOnly) {
    void text?.cancel();
    return fallBackToEmail(held, { channel: "SMS", code: EMAIL_PREFERRED, notAttempted: true }, deps);
  }
  // 4. Send.
  const sent = await settle(text ? text.send() : Promise.reject(new SendingStopped(step.stopped ?? "")));
  // Time that it did not need is free for others at once.
  void text?.cancel();
  // 5. Record the result.
  return sent.ok ? recordSent(held, sent.value, text?.parts, deps) : recordFailure(held, sent.error, deps);
}

type SmsStep = FirstStep<
  "cancel" | "decline" | "expire" | "waitForWindow" | "routeToEmail" | "endWithoutContact" | "claimSms"
> & {
  /** Of a text that is to be sent. */
  readonly phoneNumber?: string;
};

async function firstStep(reminder: Reminder, deps: SmsDependencies): Promise<SmsStep> {
  const { phoneNumber, email, fixedLine } = reminder.contact;
  if (saysEnded(reminder)) return { transition: "cancel", code: APPOINTMENT_ENDED };
  if (declinesReminders(reminder.appointment)) return { transition: "decline" };
  if (isOver(reminder, deps.clock)) return { transition: "expire" };
  if (!phoneNumber) {
    const isWish = prefersEmail(reminder.appointment);
    if (email) return { transition: "routeToEmail", code: isWish ? EMAIL_PREFERRED : NO_USABLE_PHONE };
    return { transition: "endWithoutContact", code: isWish ? NO_USABLE_EMAIL : "NO_CONTACT" };
  }
  // A text to a fixed line may be accepted and never arrive. A redriven message comes here after its email was refused.
  if (fixedLine && email && !reminder.redriven && !isAfterEmail(reminder))
    return { transition: "routeToEmail", code: FIXED_LINE_NUMBER };
  const closed = await closedStep(reminder, isEmailUntried(reminder), deps);
  if (closed) return closed;
  // The claim has it: an answer may be faster than the record of the send.
  return {
    ...(await sendStep("claimSms", reminder, "sms", deps)),
    phoneNumber,
    phoneDigest: deps.phoneDigest(phoneNumber),
  };
}

async function recordSent(
  reminder: HeldReminder,
  messageId: string,
  smsParts: number | undefined,
  deps: SmsDependencies,
): Promise<AttemptResult> {
  const details = { channel: "SMS", messageId, smsParts, ...keptForReceipt(reminder, messageId, deps) } as const;
  const recorded = await recordAttempt("recordSmsSent", reminder, details, deps);
  // If another attempt took the notification over, that one ends it; the log says that the text may be a duplicate.
  return recorded.applied ? outcome(recorded.item) : { kind: "duplicate" };
}

/** What the log keeps of an accepted text for its receipt: how it is found, and what an email would be made of. */
function keptForReceipt(
  reminder: HeldReminder,
  messageId: string,
  { textReceipts }: SmsDependencies,
): Pick<TransitionDetails, "smsMessageId" | "fallbackMessage"> {
  if (textReceipts === "off") return {};
  return {
    // An index accepts no empty key: a carrier that gives no id gives no receipt either.
    ...(textReceipts === "index" && messageId && { smsMessageId: messageId }),
    ...(isEmailUntried(reminder) && { fallbackMessage: JSON.stringify(reminder.appointment) }),
  };
}

async function recordFailure(reminder: HeldReminder, error: unknown, deps: SmsDependencies): Promise<AttemptResult> {
  if (error instanceof AppointmentChanged) {
    return endChanged(error, "SMS", reminder, (current) => remindBySms(current, deps), deps);
  }
  const waiting = waitingCode(error);
  if (waiting) {
    // After quiet hours, the copy that comes next decides where the text goes instead.
    const mayChange = waiting !== APPOINTMENT_UNREADABLE && waiting !== QUIET_HOURS;
    return mayChange && (await isEmailsTurn(reminder, deps))
      ? fallBackToEmail(reminder, { channel: "SMS", code: waiting, notAttempted: isStop(waiting) }, deps)
      : postpone("retrySms", reminder, waiting, deps);
  }
  if (!(error instanceof ProviderError)) throw error;
  const { code, sendInDoubt, failure } = error;
  if (failure === "permanent") return fallBackToEmail(reminder, { channel: "SMS", code }, deps);
  await recordAttempt("retrySms", reminder, { channel: "SMS", code, sendInDoubt }, deps);
  throw new RetryLater(code);
}

/**
 * Whether a text that still waits near the appointment becomes an email. It does not if the email has been tried, or
 * would have to wait too.
 */
async function isEmailsTurn(reminder: Reminder, deps: SmsDependencies): Promise<boolean> {
  const mayGo = isEmailUntried(reminder) && isNear(reminder, deps);
  return mayGo && !(await stopOf("EMAIL", reminder.clinic, deps));
}

/** The email consumer put the message on this queue. */
function isAfterEmail({ message }: Reminder): boolean {
  return message.attributes[QUEUE_ATTRIBUTES.fallbackReason] !== undefined;
}

function fallBackToEmail(
  reminder: HeldReminder,
  details: TransitionDetails,
  deps: SmsDependencies,
): Promise<AttemptResult> {
  return fallBack("fallBackToEmail", reminder, details, deps.emailQueue, deps);
}

function toEmail(reminder: Reminder, code: string | undefined, deps: SmsDependencies): Promise<AttemptResult> {
  return handOver(reminder, code ?? "", deps.emailQueue);
}
