/** Carriers that keep what reached the patients. */
import { ProviderError } from "../../services/domain/failure";
import type { EmailCarrier, SmsCarrier } from "../../services/domain/ports";
import { type Execution, providerError } from "./execution";

export interface Delivered {
  /** Phone number or address: each patient has their own. */
  readonly to: string;
  readonly channel: "SMS" | "EMAIL";
  readonly messageId: string;
  /** When its send began, in ms since 1970 by the true clock. */
  readonly startedAt: number;
}

/** What the carriers know of their customers. */
export interface Contacts {
  readonly optedOut: ReadonlySet<string>;
  /** Numbers and addresses that are refused for good. */
  readonly refused: ReadonlySet<string>;
}

/** What went out by both carriers, whoever sent it. */
export class Outbox {
  readonly delivered: Delivered[] = [];
  #accepted = 0;

  constructor(
    readonly now: () => number,
    readonly contacts: Contacts,
  ) {}

  /** @throws ProviderError where the recipient is refused */
  accept(channel: Delivered["channel"], to: string, startedAt: number): string {
    if (this.contacts.refused.has(to)) {
      throw new ProviderError(channel === "SMS" ? "InvalidParameter" : "MessageRejected", false);
    }
    this.#accepted += 1;
    const messageId = `${channel.toLowerCase()}-${this.#accepted}`;
    // As on AWS: a text to a number that opted out is accepted and dropped.
    if (!this.contacts.optedOut.has(to)) this.delivered.push({ to, channel, messageId, startedAt });
    return messageId;
  }
}

export function simulatedSms(by: Execution, outbox: Outbox): SmsCarrier {
  return {
    isOptedOut: (phone) =>
      by.once("ask for opt-out", () => outbox.contacts.optedOut.has(phone), providerError("Throttled")),
    send: (phone) => {
      const startedAt = outbox.now();
      return by.once("send SMS", () => outbox.accept("SMS", phone, startedAt), providerError("ThrottledException"));
    },
  };
}

export function simulatedEmail(by: Execution, outbox: Outbox): EmailCarrier {
  return {
    send: (address) => {
      const startedAt = outbox.now();
      return by.once("send email", () => outbox.accept("EMAIL", address, startedAt), providerError("Throttling"));
    },
  };
}
