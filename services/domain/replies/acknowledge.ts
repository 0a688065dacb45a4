/** The text with which an answer is acknowledged. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import type { ReplyMessage } from "../../../contracts/texts/messages";
import { smsSender } from "../clinics/sms-sender";
import { replyText } from "../content/reply-text";
import { smsParts } from "../content/sms-parts";
import type { Texts } from "../content/texts";
import type { SmsCarrier } from "../delivery/carriers";
import { refuseIfStopped, type StopDependencies } from "../delivery/sending-stop";
import type { Logger } from "../ports";
import type { RateLimiter } from "../rate-limit/rate-limit";
import { errorCode } from "../retry/failure";
import type { RetryDependencies } from "../retry/retry";
import { retryWhileThrottled } from "../retry/throttling";
import type { ReplyTable } from "./reply-ports";
import { dayOf } from "./too-many-answers";

export interface AcknowledgeDependencies extends RetryDependencies, StopDependencies {
  readonly sms: SmsCarrier;
  readonly rateLimiter: RateLimiter;
  readonly texts: Texts;
  readonly replies: ReplyTable;
  readonly logger: Logger;
}

export interface Acknowledgement {
  readonly name: ReplyMessage;
  /** E.164. */
  readonly phoneNumber: string;
  readonly clinic: Clinic;
  readonly language: Language;
  /** Absent if it is not certain which one the answer is about. */
  readonly appointment?: AppointmentMessage;
  /** When the appointment starts, ms since 1970; without one it has no meaning. */
  readonly start: number;
}

/** ms: who has waited longer for an acknowledgement does not know any more what it is about. */
const MAX_AGE = 15 * 60_000;
/** ms: a text that confirms an opt-out is lawful within five minutes of it, 47 CFR 64.1200(a)(12). */
const MAX_AGE_OF_OPT_OUT = 5 * 60_000;
/** ms for which it may wait for the account's rate: reminders are sent at that rate, too. */
const MAX_WAIT = 20_000;
/** Acknowledgements that one phone gets a day, however many answers it sends. */
export const MAX_ACKNOWLEDGEMENTS_A_DAY = 10;

/** What a number with self-managed opt-outs owes to every sender, whether or not the clinic acknowledges answers. */
const OWED: readonly ReplyMessage[] = ["replyOptedOut", "replyOptedIn", "replyHelp"];

export function isOwed(name: ReplyMessage): boolean {
  return OWED.includes(name);
}

/**
 * Whether an answer is acknowledged. If it is, the acknowledgement is counted.
 * @param receivedAt ms since 1970
 */
export async function mayAcknowledge(
  { name, clinic }: Acknowledgement,
  digest: string,
  receivedAt: number,
  { replies, clock }: AcknowledgeDependencies,
): Promise<boolean> {
  if (!clinic.acknowledgesReplies && !isOwed(name)) return false;
  const maxAge = name === "replyOptedOut" ? MAX_AGE_OF_OPT_OUT : MAX_AGE;
  if (clock.now() - receivedAt > maxAge) return false;
  // A patient who was asked once to answer otherwise is not asked again by each answer.
  const once = name === "replyUnclear" ? name : undefined;
  return replies.countAcknowledgement(digest, dayOf(receivedAt), MAX_ACKNOWLEDGEMENTS_A_DAY, once);
}

async function sendText(
  phoneNumber: string,
  text: string,
  clinic: Clinic,
  deadline: number,
  deps: AcknowledgeDependencies,
): Promise<void> {
  const latest = Math.min(deadline, deps.clock.now() + MAX_WAIT);
  const reservation = deps.rateLimiter.reserve(smsParts(text), latest);
  const sendOnce = async () => {
    await reservation.wait();
    await refuseIfStopped("SMS", clinic, deps);
    await deps.sms.send(phoneNumber, text, smsSender(clinic, phoneNumber));
    reservation.sent();
  };
  try {
    await retryWhileThrottled(sendOnce, latest, deps);
  } finally {
    await reservation.cancel();
  }
}

/**
 * Sends an acknowledgement. No answer fails because of it.
 * @param deadline ms since 1970
 * @returns whether the carrier accepted it
 */
export async function acknowledge(
  { name, phoneNumber, clinic, language, appointment, start }: Acknowledgement,
  deadline: number,
  deps: AcknowledgeDependencies,
): Promise<boolean> {
  try {
    const text = replyText(name, appointment, start, clinic, language, deps.texts, deps.clock.now());
    await sendText(phoneNumber, text, clinic, deadline, deps);
    return true;
  } catch (error) {
    deps.logger.error("answer not acknowledged", { code: errorCode(error) });
    return false;
  }
}
