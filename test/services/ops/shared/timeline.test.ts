import { STOPPED_CODE, UNREADABLE_CODE } from "../../../../contracts/tables/sending-stops";
import { meaningOf } from "../../../../services/ops/shared/timeline";

test.each(["SMS_RETRYING", "EMAIL_PENDING"] as const)(
  "a reminder in %s that an operator's stop holds back is said to wait for it, not for another try",
  (status) => {
    expect(meaningOf(status, STOPPED_CODE)).toMatch(/^waiting because an operator stopped sending/);
    expect(meaningOf(status, UNREADABLE_CODE)).toMatch(/^waiting because the table of stops cannot be read/);
    expect(meaningOf(status, "InternalErrorException")).not.toContain("operator");
    expect(meaningOf("SMS_SENT", STOPPED_CODE)).toBe("the SMS was accepted");
  },
);

test("a text that quiet hours hold back is said to wait for them, and one that they ended to have had no hour left", () => {
  expect(meaningOf("SMS_RETRYING", "QUIET_HOURS")).toMatch(/^waiting because the send window closed/);
  expect(meaningOf("EXPIRED", "QUIET_HOURS")).toBe("only hours of the night were left before the appointment");
  expect(meaningOf("SMS_WAITING", "QUIET_HOURS")).toMatch(/waits for the send window/);
});
