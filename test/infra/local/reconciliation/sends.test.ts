import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import { replyCode } from "../../../../contracts/replies/history-code";
import { MEANINGS } from "../../../../contracts/replies/meanings";
import { isSend, sendsOf } from "../../../../infra/local/reconciliation/sends";

test("an answer of the patient is no second text", () => {
  const sent = { at: "", status: "SMS_SENT", channel: "SMS", messageId: "sms-1" } as const;
  const answers = MEANINGS.map((meaning) => ({ ...sent, messageId: `r-${meaning}`, code: replyCode(meaning) }));
  const item = { messageId: "sms-1", history: [sent, ...answers] } as unknown as DeliveryLogItem;
  expect(sendsOf(item, "SMS")).toEqual(["sms-1"]);
  expect(answers.filter(isSend)).toEqual([]);
});
