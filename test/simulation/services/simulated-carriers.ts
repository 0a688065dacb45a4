/** Carriers that keep what reached the patients, and what its sender learned of it. */

import type { EmailCarrier, SmsCarrier } from "../../../services/domain/delivery/carriers";
import { ProviderError } from "../../../services/domain/retry/failure";
import { patientAt } from "../story";
import { type Execution, type Failing, providerError } from "./execution";

/** What the sender of a message learned. */
export type Fate =
  /** That it was accepted. */
  | "answered"
  /** That it was refused, or that nothing was done. */
  | "refused"
  /** Nothing: the answer was lost, or came too late. */
  | "answer lost"
  /** Nothing: it ended before the answer came. */
  | "sender ended";

/** One call of a carrier to send. */
export interface Sending {
  /** Phone number or address: each patient has their own. */
  readonly to: string;
  readonly channel: "SMS" | "EMAIL";
  /** When it began, in ms since 1970 by the true clock. */
  readonly startedAt: number;
  fate: Fate;
  /** Where the carrier accepted it. */
  messageId?: string;
  /** It reached the patient. */
  delivered: boolean;
}

/** What the carriers know of their customers. */
export interface Contacts {
  readonly optedOut: ReadonlySet<string>;
  /** Numbers and addresses that are refused for good. */
  readonly refused: ReadonlySet<string>;
}

/** What went out by both carriers, whoever sent it. */
export class Outbox {
  /** In the order in which they began. */
  readonly sendings: Sending[] = [];
  #accepted = 0;

  constructor(
    readonly now: () => number,
    readonly contacts: Contacts,
  ) {}

  begin(channel: Sending["channel"], to: string): Sending {
    const sending: Sending = { to, channel, startedAt: this.now(), fate: "sender ended", delivered: false };
    this.sendings.push(sending);
    return sending;
  }

  /** @throws ProviderError where the recipient is refused */
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
    send: (phone) => send("send SMS", by, outbox, outbox.begin("SMS", phone), providerError("ThrottledException")),
  };
}

export function simulatedEmail(by: Execution, outbox: Outbox): EmailCarrier {
  return {
    send: (address) => send("send email", by, outbox, outbox.begin("EMAIL", address), providerError("Throttling")),
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
    sending.fate = "answered";
    return messageId;
  } catch (error) {
    sending.fate = error instanceof ProviderError && !error.sendInDoubt ? "refused" : "answer lost";
    throw error;
  }
}
