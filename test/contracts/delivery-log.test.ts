import { isOutcome, OUTCOMES, STATUSES } from "../../contracts/delivery-log";

test("an outcome is one of the states", () => {
  expect(OUTCOMES.filter((outcome) => !STATUSES.includes(outcome))).toEqual([]);
});

test("a notification ends sent, delivered, undelivered, failed, without contact, declined, expired, cancelled or superseded, and in no other state", () => {
  expect(STATUSES.filter(isOutcome)).toEqual([
    "SMS_SENT",
    "SMS_DELIVERED",
    "EMAIL_SENT",
    "EMAIL_DELIVERED",
    "UNDELIVERED",
    "ALL_FAILED",
    "NO_CONTACT",
    "DECLINED",
    "EXPIRED",
    "CANCELLED",
    "SUPERSEDED",
  ]);
});
