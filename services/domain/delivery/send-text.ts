/** A text that goes out at the account's rate. */
import { PHONE_FLOOD_CODE } from "../../../contracts/tables/texted-phones";
import { smsSender } from "../clinics/sms-sender";
import { type Settled, settle } from "../concurrency/settle";
import { phoneCountry } from "../contact/phone-number";
import { smsParts } from "../content/sms-parts";
import { smsText } from "../content/sms-text";
import type { Texts } from "../content/texts";
import { mayGetText, type PhoneGuardDependencies } from "../floods/phone-guard";
import type { RateLimiter } from "../rate-limit/rate-limit";
import { OutOfTime, ProviderError, SendingStopped, WindowClosed } from "../retry/failure";
import type { RetryDependencies } from "../retry/retry";
import { retryWhileThrottled } from "../retry/throttling";
import { referenceOf, type SmsCarrier } from "./carriers";
import { isTextingTime } from "./hold-text";
import { type HeldToTable, holdToTable, type LookupDependencies } from "./look-up";
import { isEmailUntried } from "./other-channel";
import { isOver, type Reminder } from "./reminder";
import { refuseIfStopped, type StopDependencies } from "./sending-stop";

export interface TextDependencies
  extends RetryDependencies,
    StopDependencies,
    LookupDependencies,
    PhoneGuardDependencies {
  readonly sms: SmsCarrier;
  readonly rateLimiter: RateLimiter;
  readonly texts: Texts;
}

export interface PreparedText {
  /** Message parts. */
  readonly parts: number;
  /** What the appointments table has. */
  readonly table: HeldToTable;
  /**
   * Sends it as soon as the account's rate allows.
   * @returns the provider's message id
   * @throws ProviderError, OutOfTime, WindowClosed, SendingStopped or AppointmentChanged
   */
  send(): Promise<string>;
  /** Releases the reserved time, and counts the text no more. Does nothing if it was sent. */
  cancel(): Promise<void>;
}

/**
 * Reserves time for a text at the account's rate, and begins to look the appointment up and, unless the carrier itself
 * refuses such texts, to ask whether the number has opted out, and to count the texts of the phone.
 */
export function prepareText(reminder: Reminder, phoneNumber: string, deps: TextDependencies): PreparedText {
  const { appointment, clinic, key, deadline } = reminder;
  const table = holdToTable(reminder, deps);
  const text = smsText(appointment, key.timestamp, clinic, deps.texts, deps.clock.now(), phoneCountry(phoneNumber));
  const parts = smsParts(text);
  // Time after the appointment's start is of no use.
  const reservation = deps.rateLimiter.reserve(parts, Math.min(deadline, key.timestamp));
  const mayGet = mayGetText(phoneNumber, key.notificationId, deps);
  const optOut =
    deps.sms.isOptedOut && settle(retryWhileThrottled(() => checkOptOut(phoneNumber, deps), deadline, deps));
  const reference = referenceOf(reminder, isEmailUntried(reminder));
  const sendOnce = async () => {
    await reservation.wait();
    await table.refuseIfChanged();
    await refuseIfStopped("SMS", clinic, deps);
    // The appointment began while the text waited: it is postponed, and its copy expires.
    if (isOver(reminder, deps.clock) || deps.clock.now() > deadline) throw new OutOfTime();
    // The window closed while the text waited for its turn.
    if (!isTextingTime(reminder, deps)) throw new WindowClosed();
    const messageId = await deps.sms.send(phoneNumber, text, smsSender(clinic, phoneNumber), reference);
    reservation.sent();
    return messageId;
  };
  return {
    parts,
    table,
    async send() {
      await table.refuseIfChanged();
      if (!(await mayGet)) throw new SendingStopped(PHONE_FLOOD_CODE);
      if (optOut && (await isOptedOut(optOut))) throw new ProviderError("OptedOut", false);
      return retryWhileThrottled(sendOnce, deadline, deps);
    },
    cancel: () => reservation.cancel(),
  };
}

async function checkOptOut(phoneNumber: string, { sms }: TextDependencies): Promise<boolean> {
  return (await sms.isOptedOut?.(phoneNumber)) ?? false;
}

async function isOptedOut(check: Promise<Settled<boolean>>): Promise<boolean> {
  const checked = await check;
  if (checked.ok) return checked.value;
  const { error } = checked;
  // No text was sent yet, whatever happened to this check.
  throw error instanceof ProviderError ? new ProviderError(error.code, false) : error;
}
