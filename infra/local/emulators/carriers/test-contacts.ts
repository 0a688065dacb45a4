/** Phones and email domains with a fixed outcome, like a payment provider's test cards. They work in every run. */
import { createHash } from "node:crypto";
import { AwsError } from "../../protocol/call";

export const TEST_PHONES = {
  refused: "+12065550190",
  throttledTwice: "+12065550191",
  alwaysFails: "+12065550192",
  optedOut: "+12065550193",
} as const;

export const TEST_EMAIL_DOMAINS = {
  refused: "reject.example",
  failsTwice: "flaky.example",
  alwaysFails: "down.example",
  alwaysThrottled: "busy.example",
} as const;

const REFUSALS_BEFORE_SUCCESS = 2;

/** What a carrier does with a text; each has its own errors. */
export type SmsOutcome = "delivered" | "refused" | "throttled" | "failed" | "opted-out";

export interface TestContacts {
  smsOutcome(phoneNumber: string, message: string): SmsOutcome;
  hasOptedOut(phoneNumber: string): boolean;
  /** @throws {AwsError} the error of SES */
  acceptEmail(address: string, body: string): void;
  /** From now on every contact works. */
  repair(): void;
  /** From now on the test contacts fail again, as at the start. */
  break(): void;
}

export function createTestContacts(): TestContacts {
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
      if (repaired) return "delivered";
      switch (phoneNumber) {
        case TEST_PHONES.refused:
          return "refused";
        case TEST_PHONES.throttledTwice:
          return isRefusedAgain(phoneNumber, message) ? "throttled" : "delivered";
        case TEST_PHONES.alwaysFails:
          return "failed";
        case TEST_PHONES.optedOut:
          return "opted-out";
        default:
          return "delivered";
      }
    },
    hasOptedOut: (phoneNumber) => !repaired && phoneNumber === TEST_PHONES.optedOut,
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
    repair() {
      repaired = true;
    },
    break() {
      repaired = false;
      refusals.clear();
    },
  };
}

function unavailable(): AwsError {
  return new AwsError("ServiceUnavailable", 503, "Service is temporarily unavailable");
}
