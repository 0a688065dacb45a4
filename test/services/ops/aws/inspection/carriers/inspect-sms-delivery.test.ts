/** SNS's delivery logs, read over HTTP. */
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { inspectSmsDelivery } from "../../../../../../services/ops/aws/inspection/carriers/inspect-sms-delivery";
import { AwsFailure, AwsServer } from "../../../../../support/servers/aws-server";
import { ACCOUNT, answerDeliveryLog, deliveryLine, SMS_LOG, TEXT_ID } from "../../../../../support/servers/smoke-aws";

const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:any`;
const SINCE = 1_700_000_000_000;

let aws: AwsServer;
let client: CloudWatchLogsClient;
beforeAll(async () => {
  aws = await AwsServer.start();
  client = new CloudWatchLogsClient(aws.client);
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const inspect = () => inspectSmsDelivery(client, FUNCTION, TEXT_ID, SINCE);
const asked = () => aws.of("FilterLogEvents").map(({ parameters }) => parameters);

test("a text is looked for by the id of Publish, first among the delivered, then among the failed", async () => {
  answerDeliveryLog(aws, {
    [SMS_LOG]: undefined,
    [`${SMS_LOG}/Failure`]: deliveryLine("FAILURE", "Phone has blocked SMS"),
  });
  expect(await inspect()).toEqual({
    how: "known",
    value: { delivered: false, parts: 1, failure: "Phone has blocked SMS" },
  });
  const search = { startTime: SINCE, filterPattern: `{ $.notification.messageId = "${TEXT_ID}" }` };
  expect(asked()).toEqual([
    { ...search, logGroupName: SMS_LOG },
    { ...search, logGroupName: `${SMS_LOG}/Failure` },
  ]);
});

test("its line is found on a later page, behind empty ones", async () => {
  let page = 0;
  aws.on("FilterLogEvents", () => {
    page += 1;
    return page < 4 ? { events: [], nextToken: `${page}` } : { events: [{ message: deliveryLine("SUCCESS", "") }] };
  });
  expect(await inspect()).toEqual({ how: "known", value: { delivered: true, parts: 1, failure: undefined } });
  expect(asked().map(({ nextToken }) => nextToken)).toEqual([undefined, "1", "2", "3"]);
});

test("pages without end are read up to a bound", async () => {
  aws.on("FilterLogEvents", () => ({ events: [], nextToken: "another" }));
  expect(await inspect()).toEqual({ how: "known", value: undefined });
  expect(asked()).toHaveLength(2 * 50);
});

test("in an account without a delivered text the failed ones are found all the same", async () => {
  answerDeliveryLog(aws, { [`${SMS_LOG}/Failure`]: deliveryLine("FAILURE", "Phone number is opted out") });
  expect(await inspect()).toMatchObject({ how: "known", value: { failure: "Phone number is opted out" } });
});

test("an account that logs no deliveries has neither group", async () => {
  answerDeliveryLog(aws, {});
  expect(await inspect()).toEqual({ how: "missing" });
});

test("without permission to read the log, the answer stays unknown", async () => {
  aws.on("FilterLogEvents", () => new AwsFailure("AccessDeniedException", 400));
  expect(await inspect()).toMatchObject({ how: "unknown", action: "logs:FilterLogEvents" });
});
