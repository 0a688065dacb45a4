/** Carriers that record what reached the patients, and what the sender learned. */

import type { EmailCarrier, SmsCarrier } from "../../../services/domain/delivery/carriers";
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
  /** Phone number or address: each patient has their own. */
  readonly to: string;
  readonly channel: "SMS" | "EMAIL";
  /** When it began, in ms since 1970 by the true clock. */
  readonly startedAt: number;
  /** What the patient reads; of an email, its plain text. */
  readonly text: string;
  /** The last look-up of its appointment, and the notification for which it was made. */
  readonly lookedUp: TrackedLookup | undefined;
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

  constructor(
    readonly now: () => number,
    readonly contacts: Contacts,
  ) {}

  begin(channel: Sending["channel"], to: string, text: string, by: Execution): Sending {
    const before = { startedAt: this.now(), lookedUp: by.lookedUp };
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
    sending.messageId = `${channel.toLowerCase()}-${this.#accepted}`;
    // As on AWS: a text to a number that opted out is accepted and dropped.
    sending.delivered = !this.contacts.optedOut.has(to);
    return sending.messageId;
  }
}

export function simulatedSms(by: Execution, outbox: Outbox): SmsCarrier {
  return {
    isOptedOut: (phone) =>
      by.once(
        "ask for opt-out",
        () => outbox.contacts.optedOut.has(phone),
        providerError("Throttled"),
        () => patientAt(phone),
      ),
    send: (phone, text) =>
      send("send SMS", by, outbox, outbox.begin("SMS", phone, text, by), providerError("ThrottledException")),
  };
}

export function simulatedEmail(by: Execution, outbox: Outbox): EmailCarrier {
  return {
    sender: "noreply@clinic.example.com",
    send: (address, { text }) =>
      send("send email", by, outbox, outbox.begin("EMAIL", address, text, by), providerError("Throttling")),
  };
}

async function send(what: string, by: Execution, outbox: Outbox, sending: Sending, failing: Failing): Promise<string> {
  try {
    const messageId = await by.once(
      what,
      () => outbox.accept(sending),
      failing,
      () => patientAt(sending.to),
    );
    sending.result = "accepted";
    return messageId;
  } catch (error) {
    sending.result = error instanceof ProviderError && !error.sendInDoubt ? "refused" : "answer lost";
    throw error;
  }
}
