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

export interface TestContacts {
  /** @throws {AwsError} the error of SNS */
  smsOutcome(phoneNumber: string, message: string): "delivered" | "dropped";
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
          throw new AwsError("InvalidParameter", 400, "Invalid parameter: PhoneNumber Reason: not valid to publish to");
        case TEST_PHONES.throttledTwice:
          if (isRefusedAgain(phoneNumber, message)) throw smsThrottle();
          return "delivered";
        case TEST_PHONES.alwaysFails:
          throw new AwsError("InternalError", 500, "Internal error");
        case TEST_PHONES.optedOut:
          return "dropped";
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

/** The throttling error of Publish; that of CheckIfPhoneNumberIsOptedOut is `Throttled` with status 429. */
export function smsThrottle(): AwsError {
  return new AwsError("Throttling", 400, "Rate exceeded");
}

function unavailable(): AwsError {
  return new AwsError("ServiceUnavailable", 503, "Service is temporarily unavailable");
}
