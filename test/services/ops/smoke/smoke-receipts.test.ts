/** What smoke finds once receipts have followed. */
import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import type { AwsServer } from "../../../support/servers/aws-server";
import { withAwsServer } from "../../../support/servers/for-each-test";
import {
  answerDeliveryLog,
  answerItems,
  answerSmoke,
  deliveryLine,
  EMAIL,
  SMS_LOG,
  TEXT,
} from "../../../support/servers/smoke-aws";
import { send } from "../../../support/worlds/smoke-run";

let aws: AwsServer;
withAwsServer((server) => {
  aws = server;
  answerSmoke(aws);
});

/** A message of smoke whose receipt is in the log. */
function received(item: Partial<DeliveryLogItem>, status: DeliveryLogItem["status"], code?: string) {
  const line = { at: "2026-11-22T14:00:05.000Z", status, messageId: "m", ...(code && { code }) };
  return { ...item, status, ...(code && { reason: code }), history: [...(item.history ?? []), line] };
}

test("a message whose receipt came first counts as accepted: nothing more is refuted or unknown", async () => {
  answerItems(aws, received(TEXT, "SMS_DELIVERED"), received(EMAIL, "EMAIL_DELIVERED"));
  const { status, sent, ids } = await send(aws);
  expect([status, ids("refuted"), ids("unknown")]).toEqual([0, [], []]);
  expect(sent.map(({ status }) => status)).toEqual(["SMS_DELIVERED", "EMAIL_DELIVERED"]);
});

test("a message that was not delivered fails the run, and still shows that its carrier accepted it", async () => {
  answerItems(aws, received(TEXT, "UNDELIVERED", "UNREACHABLE"), EMAIL);
  answerDeliveryLog(aws, {
    [`${SMS_LOG}/Failure`]: deliveryLine("FAILURE", "Phone is currently unreachable/unavailable"),
  });
  const { status, ids } = await send(aws);
  expect([status, ids("refuted")]).toEqual([1, []]);
  expect(ids("confirmed")).toEqual(expect.arrayContaining(["sns-publish-permission", "ses-send-permission"]));
  answerSmoke(aws);
  answerItems(aws, TEXT, received(EMAIL, "UNDELIVERED", "NO_MAILBOX"));
  expect((await send(aws)).status).toBe(1);
});
