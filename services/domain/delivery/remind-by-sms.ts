import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import type { SmsWording } from "../../../contracts/sms-wording";
import { type Settled, settle } from "../concurrency/settle";
import { smsParts } from "../content/sms-parts";
import { smsText } from "../content/sms-text";
import type { Queue } from "../ports";
import type { RateLimiter, Reservation } from "../rate-limit/rate-limit";
import { OutOfTime, ProviderError, RetryLater, type SendingStopped } from "../retry/failure";
import { retryWhileThrottled } from "../retry/throttling";
import type { SmsCarrier } from "./carriers";
import { FIXED_LINE_NUMBER, NO_USABLE_PHONE } from "./fallback-reasons";
import { type ChannelSwitch, fallBack, handOver, isNear, otherFailedBy } from "./other-channel";
import { isStop, postpone, waitingCode } from "./postpone";
import { type RecordDependencies, recordTry } from "./record-try";
import {
  type AttemptResult,
  claimOrDecide,
  endedBefore,
  type HeldReminder,
  isOver,
  type NotTaken,
  outcome,
  type Reminder,
  type TakenUp,
  type TransitionDetails,
  takeExpired,
} from "./reminder";
import { holdBack, refuseIfStopped, type StopDependencies, stopOf } from "./sending-stop";

export interface SmsDependencies extends RecordDependencies, ChannelSwitch, StopDependencies {
  readonly sms: SmsCarrier;
  readonly rateLimiter: RateLimiter;
  readonly emailQueue: Queue;
  /** The queue that the message came from. */
  readonly ownQueue: Queue;
  /** IANA zone. */
  readonly clinicTimeZone: string;
  readonly smsWording: SmsWording;
}

/**
 * Brings one reminder to the patient's phone, or on its way to the email.
 * @throws RetryLater what SQS is to bring again; on its last try SQS itself moves it to the email queue
 */
export async function remindBySms(reminder: Reminder, deps: SmsDependencies): Promise<AttemptResult> {
  const { phoneNumber, email, fixedLine } = reminder.contact;
  // 1. Nothing is sent for an appointment that is over.
  if (isOver(reminder, deps.clock)) {
    const expired = await takeExpired(reminder, "sms", deps);
    return expired.taken ? outcome(expired.item) : endedBefore(expired);
  }
  // 2. Without a usable phone it is the email's turn, or nobody's.
  if (!phoneNumber) return email ? routeToEmail(reminder, NO_USABLE_PHONE, deps) : endWithoutContact(reminder, deps);
  // A text to a fixed line may be accepted and never arrive. A redriven message comes here after its email was refused.
  if (fixedLine && email && !reminder.redriven && !isAfterEmail(reminder))
    return routeToEmail(reminder, FIXED_LINE_NUMBER, deps);
  // 3. What an operator has stopped is claimed and released again, without a text.
  const stopped = await stopOf("SMS", deps);
  if (stopped) {
    const consumer = {
      claim: () => claim(reminder, deps, true),
      handledBefore: (before: NotTaken) => handledBefore(reminder, before, deps),
      recordFailure: (held: HeldReminder, error: SendingStopped) => recordFailure(held, error, deps),
    };
    return holdBack(stopped, reminder, consumer, deps);
  }
  // 4. Reserve time at the account's rate.
  const { appointment, key } = reminder;
  const text = smsText(appointment, key.timestamp, deps.clinicTimeZone, deps.smsWording, deps.clock.now());
  const parts = smsParts(text);
  // Time after the appointment's start is not used.
  const reservation = deps.rateLimiter.reserve(parts, Math.min(reminder.deadline, reminder.key.timestamp));
  try {
    return await sendText(reminder, phoneNumber, { text, parts }, reservation, deps);
  } finally {
    await reservation.cancel();
  }
}

async function sendText(
  reminder: Reminder,
  phoneNumber: string,
  { text, parts }: { readonly text: string; readonly parts: number },
  reservation: Reservation,
  deps: SmsDependencies,
): Promise<AttemptResult> {
  const { deadline } = reminder;
  // 5. Claim, and ask at the same time whether the number takes texts.
  const optOut = settle(retryWhileThrottled(() => deps.sms.isOptedOut(phoneNumber), deadline, deps));
  const taken = await claim(reminder, deps);
  if (!taken.taken) {
    void reservation.cancel();
    return handledBefore(reminder, taken, deps);
  }
  // 6. Send when its time has come.
  const send = async () => {
    await reservation.wait();
    await refuseIfStopped("SMS", deps);
    // The appointment began while the text waited: what is put off comes back and expires.
    if (isOver(reminder, deps.clock) || deps.clock.now() > deadline) throw new OutOfTime();
    return deps.sms.send(phoneNumber, text);
  };
  const sent = await settle(
    (async () => {
      if (await isOptedOut(optOut)) throw new ProviderError("OptedOut", false);
      return retryWhileThrottled(send, deadline, deps);
    })(),
  );
  // What it did not need is free for others at once.
  void reservation.cancel();
  // 7. Record what became of it.
  const held = { ...reminder, held: taken.item };
  return sent.ok ? recordSent(held, sent.value, parts, deps) : recordFailure(held, sent.error, deps);
}

function claim(reminder: Reminder, deps: SmsDependencies, notTried = false): Promise<TakenUp> {
  return claimOrDecide("claimSms", reminder, "sms", { channel: "SMS", notTried }, deps);
}

async function handledBefore(reminder: Reminder, before: NotTaken, deps: SmsDependencies): Promise<AttemptResult> {
  return before.standing === "hand-over-again"
    ? handOver(reminder, before.item.reason ?? "", deps.emailQueue)
    : endedBefore(before);
}

async function recordSent(
  reminder: HeldReminder,
  messageId: string,
  parts: number,
  deps: SmsDependencies,
): Promise<AttemptResult> {
  const details = { channel: "SMS", messageId, smsParts: parts } as const;
  const recorded = await recordTry("recordSmsSent", reminder, details, deps);
  // Whoever took the notification over brings it to its end; the log says that the patient may be told twice.
  return recorded.applied ? outcome(recorded.item) : { kind: "duplicate" };
}

async function recordFailure(reminder: HeldReminder, error: unknown, deps: SmsDependencies): Promise<AttemptResult> {
  const waiting = waitingCode(error);
  if (waiting) {
    return (await isEmailsTurn(reminder, deps))
      ? fallBackToEmail(reminder, { channel: "SMS", code: waiting, notTried: isStop(waiting) }, deps)
      : postpone("retrySms", reminder, waiting, deps);
  }
  if (!(error instanceof ProviderError)) throw error;
  const { code, answerLost, failure } = error;
  if (failure === "permanent") return fallBackToEmail(reminder, { channel: "SMS", code }, deps);
  await recordTry("retrySms", reminder, { channel: "SMS", code, answerLost }, deps);
  throw new RetryLater(code);
}

/**
 * A text that still waits when the appointment is near becomes an email, while that can be read in time, unless the
 * email has been tried, or would wait too.
 */
async function isEmailsTurn(reminder: Reminder, deps: SmsDependencies): Promise<boolean> {
  const mayGo = reminder.contact.email !== undefined && isNear(reminder, deps) && !hasEmailFailed(reminder);
  return mayGo && !(await stopOf("EMAIL", deps));
}

/** The email consumer put the message on this queue. */
function isAfterEmail({ message }: Reminder): boolean {
  return message.attributes[QUEUE_ATTRIBUTES.fallbackReason] !== undefined;
}

function hasEmailFailed(reminder: Reminder): boolean {
  const isRefused = reminder.message.attributes[QUEUE_ATTRIBUTES.deadLetterReason] === "EMAIL_REFUSED";
  return isRefused || otherFailedBy(reminder) !== undefined;
}

function fallBackToEmail(
  reminder: HeldReminder,
  details: TransitionDetails,
  deps: SmsDependencies,
): Promise<AttemptResult> {
  return fallBack("fallBackToEmail", reminder, details, deps.emailQueue, deps);
}

async function routeToEmail(reminder: Reminder, code: string, deps: SmsDependencies): Promise<AttemptResult> {
  const taken = await claimOrDecide("routeToEmail", reminder, "sms", { code }, deps);
  return taken.taken || taken.standing === "hand-over-again"
    ? handOver(reminder, code, deps.emailQueue)
    : endedBefore(taken);
}

async function endWithoutContact(reminder: Reminder, deps: SmsDependencies): Promise<AttemptResult> {
  const taken = await claimOrDecide("endWithoutContact", reminder, "sms", { code: "NO_CONTACT" }, deps);
  return taken.taken ? outcome(taken.item) : endedBefore(taken);
}

async function isOptedOut(settled: Promise<Settled<boolean>>): Promise<boolean> {
  const answer = await settled;
  if (answer.ok) return answer.value;
  const { error } = answer;
  // No text was sent yet, whatever became of this answer.
  throw error instanceof ProviderError ? new ProviderError(error.code, false) : error;
}
