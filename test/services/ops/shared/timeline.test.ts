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
