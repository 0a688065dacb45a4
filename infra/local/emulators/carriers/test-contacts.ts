/** Phones and email domains with a fixed outcome, like a payment provider's test cards. They work in every run. */
import { createHash } from "node:crypto";
import { AwsError } from "../../protocol/call";
import { createOptOutList, type OptOutList } from "./opt-out-list";

export const TEST_PHONES = {
  refused: "+12065550190",
  throttledTwice: "+12065550191",
  alwaysFails: "+12065550192",
  optedOut: "+12065550193",
  /** Accepted; of these, the receipt is what differs. */
  unreachable: "+12065550194",
  reportedTwice: "+12065550195",
  neverReported: "+12065550196",
  optedOutSince: "+12065550197",
} as const;

export const TEST_EMAIL_DOMAINS = {
  refused: "reject.example",
  failsTwice: "flaky.example",
  alwaysFails: "down.example",
  alwaysThrottled: "busy.example",
} as const;

/**
 * The domain of SES's mailbox simulator. Its addresses may have a label, as in `bounce+1@simulator.amazonses.com`: "Sending
 * test emails in Amazon SES with the simulator", Amazon SES Developer Guide.
 */
export const SIMULATOR_DOMAIN = "simulator.amazonses.com";

const REFUSALS_BEFORE_SUCCESS = 2;

/** What a carrier does with a text; each has its own errors. */
export type SmsOutcome = "accepted" | "refused" | "throttled" | "failed" | "opted-out";

/** What becomes of a text that a carrier accepted, and how many receipts say so. */
export interface TextDelivery {
  readonly result: "delivered" | "unreachable" | "opted-out";
  readonly receipts: 0 | 1 | 2;
}

/** What becomes of an email that SES accepted. */
export type EmailDelivery = "delivered" | "bounced" | "complained" | "suppressed" | "answered";

const SIMULATED: Readonly<Record<string, EmailDelivery>> = {
  success: "delivered",
  bounce: "bounced",
  complaint: "complained",
  suppressionlist: "suppressed",
  ooto: "answered",
};

export interface TestContacts {
  smsOutcome(phoneNumber: string, message: string): SmsOutcome;
  hasOptedOut(phoneNumber: string): boolean;
  textDelivery(phoneNumber: string): TextDelivery;
  /** @throws {AwsError} the error of SES */
  acceptEmail(address: string, body: string): void;
  emailDelivery(address: string): EmailDelivery;
  /** From now on every contact works, except phones that opted out by a text. */
  repair(): void;
  /** From now on the test contacts fail again, as at the start. */
  break(): void;
}

const OPTED_OUT: TextDelivery = { result: "opted-out", receipts: 1 };
const DELIVERED: TextDelivery = { result: "delivered", receipts: 1 };
const TEXT_DELIVERIES: Readonly<Record<string, TextDelivery>> = {
  [TEST_PHONES.unreachable]: { result: "unreachable", receipts: 1 },
  [TEST_PHONES.reportedTwice]: { result: "delivered", receipts: 2 },
  [TEST_PHONES.neverReported]: { result: "delivered", receipts: 0 },
  [TEST_PHONES.optedOutSince]: OPTED_OUT,
};

/** @param optOuts gets the test phone that is opted out from the start, until {@link TestContacts.repair} */
export function createTestContacts(optOuts: OptOutList = createOptOutList()): TestContacts {
  optOuts.put(TEST_PHONES.optedOut, true);
  const refusals = new Map<string, number>();
  let repaired = false;
  /** Counted by contact and text, so that each reminder is refused twice. */
  const isRefusedAgain = (contact: string, text: string) => {
    const key = createHash("sha256").update(`${contact}\n${text}`).digest("base64");
    const count = refusals.get(key) ?? 0;
    refusals.set(key, count + 1);
    return count < REFUSALS_BEFORE_SUCCESS;
  };
  return {
    smsOutcome(phoneNumber, message) {
      if (optOuts.has(phoneNumber)) return "opted-out";
      if (repaired) return "accepted";
      switch (phoneNumber) {
        case TEST_PHONES.refused:
          return "refused";
        case TEST_PHONES.throttledTwice:
          return isRefusedAgain(phoneNumber, message) ? "throttled" : "accepted";
        case TEST_PHONES.alwaysFails:
          return "failed";
        default:
          return "accepted";
      }
    },
    hasOptedOut: optOuts.has,
    textDelivery: (phoneNumber) =>
      optOuts.has(phoneNumber) ? OPTED_OUT : (!repaired && TEXT_DELIVERIES[phoneNumber]) || DELIVERED,
    acceptEmail(address, body) {
      if (repaired) return;
      switch (address.slice(address.lastIndexOf("@") + 1).toLowerCase()) {
        case TEST_EMAIL_DOMAINS.refused:
          throw new AwsError("MessageRejected", 400, "Email address is on the suppression list");
        case TEST_EMAIL_DOMAINS.failsTwice:
          if (isRefusedAgain(address, body)) throw unavailable();
          return;
        case TEST_EMAIL_DOMAINS.alwaysFails:
          throw unavailable();
        case TEST_EMAIL_DOMAINS.alwaysThrottled:
          throw new AwsError("Throttling", 400, "Maximum sending rate exceeded.");
      }
    },
    emailDelivery(address) {
      const [, local = "", domain = ""] = /^(.*)@(.*)$/.exec(address.toLowerCase()) ?? [];
      if (repaired || domain !== SIMULATOR_DOMAIN) return "delivered";
      // No other mailbox is there.
      return SIMULATED[local.replace(/\+.*$/, "")] ?? "bounced";
    },
    repair() {
      repaired = true;
      optOuts.forget(TEST_PHONES.optedOut);
    },
    break() {
      repaired = false;
      refusals.clear();
      optOuts.forget(TEST_PHONES.optedOut);
      optOuts.put(TEST_PHONES.optedOut, true);
    },
  };
}

function unavailable(): AwsError {
  return new AwsError("ServiceUnavailable", 503, "Service is temporarily unavailable");
}
