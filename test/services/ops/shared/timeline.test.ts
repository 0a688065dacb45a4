import { STOPPED_CODE, UNREADABLE_CODE } from "../../../../contracts/sending-stops";
import { meaningOf } from "../../../../services/ops/shared/timeline";

test.each(["SMS_RETRYING", "EMAIL_PENDING"] as const)(
  "a reminder in %s that an operator's stop holds back is said to wait for it, not for another try",
  (status) => {
    expect(meaningOf(status, STOPPED_CODE)).toMatch(/^it waits because an operator stopped sending/);
    expect(meaningOf(status, UNREADABLE_CODE)).toMatch(/^it waits because it cannot be read whether/);
    expect(meaningOf(status, "InternalErrorException")).not.toContain("operator");
    expect(meaningOf("SMS_SENT", STOPPED_CODE)).toBe("the SMS was accepted");
  },
);
