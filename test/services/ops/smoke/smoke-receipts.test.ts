/** What smoke finds of the receipts of its messages. */
import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import { ENV } from "../../../../contracts/environment";
import { functionEnvironment } from "../../../support/environment";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { withAwsServer } from "../../../support/servers/for-each-test";
import {
  answerDeliveryLog,
  answerItems,
  answerSmoke,
  deliveryLine,
  EMAIL,
  NAMES,
  SMS_LOG,
  TEXT,
} from "../../../support/servers/smoke-aws";
import { send } from "../../../support/worlds/smoke-run";

let aws: AwsServer;
withAwsServer((server) => {
  aws = server;
  answerSmoke(aws);
});

type Item = Partial<DeliveryLogItem>;
/** The message as its carrier had accepted it. */
const accepted = ({ history = [], ...item }: Item): Item => {
  const before = history.slice(0, -1);
  return { ...item, status: before.at(-1)?.status, history: before };
};
const undelivered = (item: Item, code: string): Item => {
  const { history = [] } = accepted(item);
  const line = { at: "2026-11-22T14:00:05.000Z", status: "UNDELIVERED", messageId: "m", code } as const;
  return { ...item, status: "UNDELIVERED", reason: code, history: [...history, line] };
};

test("a receipt that comes after the acceptance is waited for, and the message has the status that it leads to", async () => {
  let reads = 0;
  answerItems(aws, accepted(TEXT), accepted(EMAIL));
  aws.on("GetMetricData", ({ parameters }) => {
    reads += 1;
    if (reads === 1) answerItems(aws, TEXT, EMAIL);
    const queries = parameters.MetricDataQueries as { Id: string }[];
    const Timestamps = [Date.now() / 1_000];
    return { MetricDataResults: queries.map(({ Id }) => ({ Id, Timestamps, Values: [1] })) };
  });
  const { status, sent, ids } = await send(aws, "--watch-for", "4s");
  expect([status, ids("refuted"), ids("unknown")]).toEqual([0, [], []]);
  expect(sent.map(({ status }) => status)).toEqual(["SMS_DELIVERED", "EMAIL_DELIVERED"]);
  expect(reads).toBe(2);
});

test("without a receipt in time nothing is refuted, and the facts of receipts are unknown", async () => {
  answerItems(aws, accepted(TEXT), accepted(EMAIL));
  const { status, ids, because } = await send(aws, "--watch-for", "1s");
  expect([status, ids("refuted"), ids("unknown")]).toEqual([0, [], ["sms-receipt", "ses-receipt"]]);
  expect(because("ses-receipt")).toMatch(/^there was none in time/);
});

test.each([
  ["off", () => ({ Environment: { Variables: variables("off") } }), "receipts of texts are off"],
  ["not known", () => new AwsFailure("AccessDeniedException", 403), "AWS denied lambda:GetFunctionConfiguration"],
])("where receipts of texts are %s, none is waited for", async (_, answer, why) => {
  answerItems(aws, accepted(TEXT), EMAIL);
  aws.on(`GET /2015-03-31/functions/${NAMES.smsConsumer}/configuration`, answer);
  const { because } = await send(aws, "--watch-for", "1s");
  expect(because("sms-receipt")).toBe(why);
});

function variables(receipts: string): Record<string, string> {
  return { ...functionEnvironment(aws.endpoint), [ENV.textReceipts]: receipts };
}

test("a message that was not delivered fails the run, and still shows that its carrier accepted it", async () => {
  answerItems(aws, undelivered(TEXT, "UNREACHABLE"), EMAIL);
  const line = deliveryLine("FAILURE", "Phone is currently unreachable/unavailable");
  answerDeliveryLog(aws, { [`${SMS_LOG}/Failure`]: line });
  const { status, ids, because } = await send(aws);
  expect([status, ids("refuted")]).toEqual([1, []]);
  expect(ids("confirmed")).toEqual(expect.arrayContaining(["sns-publish-permission", "ses-send-permission"]));
  expect(because("sms-receipt")).toBe("it was not delivered (UNREACHABLE)");
  answerSmoke(aws);
  answerItems(aws, TEXT, undelivered(EMAIL, "NO_MAILBOX"));
  expect((await send(aws)).status).toBe(1);
});
