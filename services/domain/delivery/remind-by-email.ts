import { FAILED_REMINDER_REASONS, QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { emailContent } from "../content/email-content";
import { sendToDeadLetters } from "../dead-letters/dead-letters";
import type { Queue } from "../ports";
import { classify, errorCode, OutOfTime, ProviderError, RetryLater, type SendingStopped } from "../retry/failure";
import { retryWhileThrottled } from "../retry/throttling";
import type { EmailCarrier } from "./carriers";
import { FIXED_LINE_NUMBER } from "./fallback-reasons";
import { type ChannelSwitch, fallBack, isNear } from "./other-channel";
import { isStop, postpone, waitingCode } from "./postpone";
import { type RecordDependencies, recordTry } from "./record-try";
import {
  type AttemptResult,
  claimOrDecide,
  DeadLetterNotSent,
  endedBefore,
  type HeldReminder,
  isOver,
  type NotTaken,
  outcome,
  publishedAgain,
  type Reminder,
  type TransitionDetails,
  takeExpired,
} from "./reminder";
import { holdBack, refuseIfStopped, type StopDependencies, stopOf } from "./sending-stop";

/** Tries of an email, counted in the log: SQS's own count runs on across queues. */
export const MOST_EMAIL_TRIES = 5;

export interface EmailDependencies extends RecordDependencies, ChannelSwitch, StopDependencies {
  readonly email: EmailCarrier;
  readonly deadLetters: Queue;
  /** The queue that the message came from. */
  readonly ownQueue: Queue;
  /** The queue of reminders that go by SMS. */
  readonly smsQueue: Queue;
  /** IANA zone. */
  readonly clinicTimeZone: string;
}

/**
 * Brings one reminder to the patient's mailbox, or to the DLQ.
 * @throws RetryLater what SQS is to bring again
 */
export async function remindByEmail(reminder: Reminder, deps: EmailDependencies): Promise<AttemptResult> {
  const { email } = reminder.contact;
  // 1. Nothing is sent for an appointment that is over.
  if (isOver(reminder, deps.clock)) {
    const expired = await takeExpired(reminder, "email", deps);
    return expired.taken ? outcome(expired.item) : handledBefore(reminder, expired, deps);
  }
  // 2. Without a usable address every channel has failed; a redrive tries the SMS again.
  if (!email) return endWithoutEmail(reminder, deps);
  // 3. What an operator has stopped is claimed and released again, without an email.
  const stopped = await stopOf("EMAIL", deps);
  const notTried = stopped !== undefined;
  const claim = () => claimOrDecide("claimEmail", reminder, "email", { channel: "EMAIL", notTried }, deps);
  if (stopped) {
    const consumer = {
      claim,
      handledBefore: (before: NotTaken) => handledBefore(reminder, before, deps),
      recordFailure: (held: HeldReminder, error: SendingStopped) => recordFailure(held, error, deps),
    };
    return holdBack(stopped, reminder, consumer, deps);
  }
  // 4. Claim.
  const taken = await claim();
  return taken.taken ? sendEmail({ ...reminder, held: taken.item }, email, deps) : handledBefore(reminder, taken, deps);
}

async function sendEmail(held: HeldReminder, address: string, deps: EmailDependencies): Promise<AttemptResult> {
  const { deadline } = held;
  // 5. Send.
  try {
    const content = emailContent(held.appointment, held.key.timestamp, deps.clinicTimeZone);
    const send = async () => {
      await refuseIfStopped("EMAIL", deps);
      if (deps.clock.now() > deadline) throw new OutOfTime();
      return deps.email.send(address, content);
    };
    const messageId = await retryWhileThrottled(send, deadline, deps);
    // 6. Record what became of it.
    const recorded = await recordTry("recordEmailSent", held, { channel: "EMAIL", messageId }, deps);
    return recorded.applied ? outcome(recorded.item) : { kind: "duplicate" };
  } catch (error) {
    return recordFailure(held, error, deps);
  }
}

async function recordFailure(reminder: HeldReminder, error: unknown, deps: EmailDependencies): Promise<AttemptResult> {
  const waiting = waitingCode(error);
  if (waiting) {
    return (await isPhonesTurn(reminder, deps))
      ? fallBackToSms(reminder, { channel: "EMAIL", code: waiting, uncounted: true, notTried: isStop(waiting) }, deps)
      : postpone("retryEmail", reminder, waiting, deps);
  }
  if (!(error instanceof ProviderError)) throw error;
  const { code, answerLost, failure } = error;
  const details = { channel: "EMAIL", code, answerLost } as const;
  if (failure === "permanent" || (reminder.held.emailAttempts ?? 1) >= MOST_EMAIL_TRIES) {
    // After a lost answer the email may have arrived.
    if (isPhoneUntried(reminder)) return fallBackToSms(reminder, details, deps);
    const failed = await recordTry("giveUp", reminder, details, deps);
    if (!failed.applied) return { kind: "duplicate" };
    const ending = outcome(failed.item);
    await deadLetterFailed(reminder, code, deps).catch(unsettled(ending));
    return ending;
  }
  await recordTry("retryEmail", reminder, details, deps);
  throw new RetryLater(code);
}

/** An email that still waits when the appointment is near becomes a text, unless that was tried, or would wait too. */
async function isPhonesTurn(reminder: Reminder, deps: EmailDependencies): Promise<boolean> {
  return isPhoneUntried(reminder) && isNear(reminder, deps) && !(await stopOf("SMS", deps));
}

/**
 * A fixed line's reminder begins with its email, and one whose texts were stopped comes here without a text. One that
 * comes back from the phone has another reason: each channel has one turn.
 */
function isPhoneUntried({ contact, message: { attributes } }: Reminder): boolean {
  const reason = attributes[QUEUE_ATTRIBUTES.fallbackReason] ?? FIXED_LINE_NUMBER;
  const hadItsTurn = (FAILED_REMINDER_REASONS as readonly unknown[]).includes(
    attributes[QUEUE_ATTRIBUTES.deadLetterReason],
  );
  const isWaiting = contact.fixedLine ? reason === FIXED_LINE_NUMBER : contact.phoneNumber && isStop(reason);
  return Boolean(isWaiting) && !hadItsTurn;
}

function fallBackToSms(
  reminder: HeldReminder,
  details: TransitionDetails,
  deps: EmailDependencies,
): Promise<AttemptResult> {
  return fallBack("fallBackToSms", reminder, details, deps.smsQueue, deps);
}

/** It had ended; but if this message failed and may not have reached the DLQ, it goes there now. */
async function handledBefore(reminder: Reminder, before: NotTaken, deps: EmailDependencies): Promise<AttemptResult> {
  if (before.standing !== "hand-over-again") return endedBefore(before);
  await deadLetterFailed(reminder, before.item.reason ?? "", deps);
  return handedOverAgain(reminder, before);
}

/**
 * Its outcome was counted when it ended, but its event may be lost if this message ended it, or the one it was redriven
 * from.
 */
function handedOverAgain({ message, redriven }: Reminder, { item }: NotTaken): AttemptResult {
  return redriven || item.queueMessageId === message.id ? publishedAgain(item) : { kind: "handed-over" };
}

function deadLetterFailed({ message, contact }: Reminder, code: string, deps: EmailDependencies): Promise<void> {
  const refused = classify(code) === "permanent";
  const reason = refused ? "EMAIL_REFUSED" : "EMAIL_ATTEMPTS_EXHAUSTED";
  // An address that is refused for good is so again: a redrive tries the phone first, which may only have failed for now.
  const source = refused && contact.phoneNumber ? "appointments" : "email-fallback";
  return sendToDeadLetters(message, reason, code, source, deps.deadLetters);
}

async function endWithoutEmail(reminder: Reminder, deps: EmailDependencies): Promise<AttemptResult> {
  const code = "NO_USABLE_EMAIL";
  const taken = await claimOrDecide("endWithoutEmail", reminder, "email", { code }, deps);
  if (!taken.taken && taken.standing !== "hand-over-again") return endedBefore(taken);
  const ending: AttemptResult = taken.taken ? outcome(taken.item) : handedOverAgain(reminder, taken);
  await sendToDeadLetters(reminder.message, code, "email", "appointments", deps.deadLetters).catch(unsettled(ending));
  return ending;
}

/** Turns what the DLQ answered into an end that is told, of a message that comes again. */
function unsettled(ending: AttemptResult): (error: unknown) => never {
  return (error) => {
    throw new DeadLetterNotSent(errorCode(error), ending);
  };
}
