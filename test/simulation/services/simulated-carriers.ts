/** Carriers that record what reached the patients, and what the sender learned. */

import type { EmailCarrier, SendReference, SmsCarrier } from "../../../services/domain/delivery/carriers";
import { ProviderError } from "../../../services/domain/retry/failure";
import { patientAt } from "../story";
import { type Execution, type Failing, providerError, type TrackedLookup } from "./execution";

/** What the sender of a message learned about the send. */
export type SendResult =
  | "accepted"
  /** Refused, or nothing was done. */
  | "refused"
  /** Nothing: the response was lost, or too late. */
  | "answer lost"
  /** Nothing: the process ended before the response. */
  | "sender ended";

/** One call of a carrier to send. */
export interface Sending {
  /** Phone number or address: each patient has their own, except in runs with floods. */
  readonly to: string;
  readonly channel: "SMS" | "EMAIL";
  /** When it began, in ms since 1970 by the true clock. */
  readonly startedAt: number;
  /** What the patient reads; of an email, its plain text. */
  readonly text: string;
  /** The last look-up of its appointment, and the notification for which it was made. */
  readonly lookedUp: TrackedLookup | undefined;
  /** Undefined for a text of no notification. */
  readonly reference: SendReference | undefined;
  result: SendResult;
  /** If the carrier accepted it. */
  messageId?: string;
  /** It reached the patient. */
  delivered: boolean;
}

/** What the carriers know about their recipients. */
export interface Contacts {
  readonly optedOut: ReadonlySet<string>;
  /** Numbers and addresses that are refused permanently. */
  readonly refused: ReadonlySet<string>;
}

/** The sends by both carriers. */
export class Outbox {
  /** In the order in which they began. */
  readonly sendings: Sending[] = [];
  #accepted = 0;

  /** @param report called with what a carrier has accepted */
  constructor(
    readonly now: () => number,
    readonly contacts: Contacts,
    private readonly report: (sending: Sending, messageId: string, isOptedOut: boolean) => void,
  ) {}

  begin(
    channel: Sending["channel"],
    to: string,
    text: string,
    reference: SendReference | undefined,
    by: Execution,
  ): Sending {
    const before = { startedAt: this.now(), lookedUp: by.lookedUp, reference };
    const sending: Sending = { to, channel, text, ...before, result: "sender ended", delivered: false };
    this.sendings.push(sending);
    return sending;
  }

  /** @throws ProviderError if the recipient is refused */
  accept(sending: Sending): string {
    const { channel, to } = sending;
    if (this.contacts.refused.has(to)) {
      throw new ProviderError(channel === "SMS" ? "InvalidParameter" : "MessageRejected", false);
    }
    this.#accepted += 1;
    const messageId = `${channel.toLowerCase()}-${this.#accepted}`;
    sending.messageId = messageId;
    // As on AWS: a text to a number that opted out is accepted and dropped.
    const isOptedOut = this.contacts.optedOut.has(to);
    sending.delivered = !isOptedOut;
    this.report(sending, messageId, isOptedOut);
    return messageId;
  }
}

/** @param refusesOptedOut the carrier itself refuses numbers that have opted out, as End User Messaging does */
export function simulatedSms(by: Execution, outbox: Outbox, refusesOptedOut: boolean): SmsCarrier {
  const isOptedOut = (phone: string) =>
    by.once(
      "ask for opt-out",
      () => outbox.contacts.optedOut.has(phone),
      providerError("Throttled"),
      () => patientAt(phone),
    );
  return {
    ...(!refusesOptedOut && { isOptedOut }),
    send(phone, text, _, reference) {
      const sending = outbox.begin("SMS", phone, text, reference, by);
      const accept = () => {
        if (refusesOptedOut && outbox.contacts.optedOut.has(phone)) throw new ProviderError("OptedOut", false);
        return outbox.accept(sending);
      };
      return send("send SMS", by, accept, sending, providerError("ThrottledException"));
    },
  };
}

export function simulatedEmail(by: Execution, outbox: Outbox): EmailCarrier {
  return {
    sender: "noreply@clinic.example.com",
    send(address, { text }, reference) {
      const sending = outbox.begin("EMAIL", address, text, reference, by);
      return send("send email", by, () => outbox.accept(sending), sending, providerError("Throttling"));
    },
  };
}

async function send(
  what: string,
  by: Execution,
  accept: () => string,
  sending: Sending,
  failing: Failing,
): Promise<string> {
  try {
    const messageId = await by.once(what, accept, failing, () => patientAt(sending.to));
    sending.result = "accepted";
    return messageId;
  } catch (error) {
    sending.result = error instanceof ProviderError && !error.sendInDoubt ? "refused" : "answer lost";
    throw error;
  }
}
