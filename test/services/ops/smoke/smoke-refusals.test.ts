/** Smoke if permissions are missing or calls fail. */
import { ENV } from "../../../../contracts/environment";
import { PRODUCER_SETTINGS } from "../../../support/data/deployed";
import { functionEnvironment } from "../../../support/environment";
import { ops } from "../../../support/ops";
import { AwsFailure, type AwsServer, sqsTakes } from "../../../support/servers/aws-server";
import { withAwsServer } from "../../../support/servers/for-each-test";
import { answerItems, answerSmoke, EMAIL, history, NAMES, TEXT } from "../../../support/servers/smoke-aws";
import { PHONE, PROBED, REFUSAL, send, sendAndProbe } from "../../../support/worlds/smoke-run";

let aws: AwsServer;
withAwsServer((server) => {
  aws = server;
  answerSmoke(aws);
});

test("at an hour at which a text would wait nothing is sent, and smoke says when to try again", async () => {
  const variables = { ...functionEnvironment(aws.endpoint), [ENV.sendWindow]: "02:00-02:01" };
  aws.on(PRODUCER_SETTINGS, () => ({ Environment: { Variables: variables } }));
  jest.spyOn(Date, "now").mockReturnValue(Date.parse("2026-12-01T15:00:00Z"));
  const { status, err } = await ops(["smoke", "--environment", "test", "--phone", PHONE, "--yes"]);
  jest.restoreAllMocks();
  expect(status).toBe(2);
  expect(err).toContain("Quiet hours: the text would wait until the window opens");
  expect(err).toContain("The send window is 02:00-02:01 in America/New_York.");
  expect(aws.of("SendMessage")).toEqual([]);
});

describe("If a consumer does not have a permission", () => {
  const refused = (status: "SMS_RETRYING" | "EMAIL_PENDING", code: string) => ({
    status,
    history: history(status, code),
  });

  test("smoke does not wait for the retries, and refutes only the facts about that permission", async () => {
    answerItems(aws, refused("SMS_RETRYING", "AuthorizationError"), refused("EMAIL_PENDING", "AccessDenied"));
    const { status, ids, because } = await send(aws);
    expect(status).toBe(1);
    expect(ids("refuted")).toEqual(["sns-publish-permission", "sns-opt-out-permission", "ses-send-permission"]);
    expect(because("sns-publish-permission")).toBe("the consumer got AuthorizationError");
  });

  test("other errors of the account end the wait too, and refute nothing", async () => {
    answerItems(aws, TEXT, refused("EMAIL_PENDING", "SenderNotVerified"));
    const { status, ids, because } = await send(aws);
    expect([status, ids("refuted")]).toEqual([1, []]);
    expect(because("ses-send-permission")).toBe(
      "the consumer got SenderNotVerified: the cause is the account or the sender, not the role",
    );
  });

  test("an error that passed, as right after a deployment, refutes nothing", async () => {
    answerItems(aws, { ...TEXT, history: history("SMS_RETRYING", "AuthorizationError") }, EMAIL);
    const { status, ids } = await send(aws);
    expect([status, ids("refuted")]).toEqual([0, []]);
  });
});

describe("If the operator does not have a permission, its facts are unknown", () => {
  const calls: Readonly<Record<string, readonly [action: string, facts: readonly string[]]>> = {
    CreateQueue: ["sqs:CreateQueue", PROBED],
    FilterLogEvents: ["logs:FilterLogEvents", ["sms-origination-identity", "sms-delivery-log-id", "sms-parts-counted"]],
    GetMetricData: ["cloudwatch:GetMetricData", ["cloudwatch-custom-metrics", "sns-encrypted-topic"]],
    UpdateItem: ["dynamodb:UpdateItem", ["dynamodb-condition", "dynamodb-condition-item"]],
    DescribeTable: ["dynamodb:DescribeTable", ["dynamodb-customer-key"]],
    DescribeTimeToLive: ["dynamodb:DescribeTimeToLive", ["dynamodb-ttl"]],
    [`GET /schedules/${NAMES.schedule}`]: ["scheduler:GetSchedule", ["scheduler-time-zone"]],
    "GET /2015-03-31/event-source-mappings": ["lambda:ListEventSourceMappings", ["lambda-partial-batch"]],
    [`GET /2024-08-31/functions/${NAMES.smsConsumer}/recursion-config`]: [
      "lambda:GetFunctionRecursionConfig",
      ["lambda-recursion"],
    ],
  };

  test("for every permission at once", async () => {
    for (const call of Object.keys(calls)) aws.on(call, REFUSAL);
    const { ids, because } = await sendAndProbe();
    expect(ids("refuted")).toEqual([]);
    for (const [action, facts] of Object.values(calls)) {
      expect(facts.map(because)).toEqual(facts.map(() => `AWS denied ${action}`));
    }
    expect(ids("unknown").sort()).toEqual(
      Object.values(calls)
        .flatMap(([, facts]) => facts)
        .sort(),
    );
  });
});

describe("The queues of the probe", () => {
  const left = async () => {
    const { status, err, leftBehind } = await sendAndProbe();
    return { status, err, leftBehind };
  };
  const numbers = (names: readonly string[]) => names.map((name) => name.slice(-2));

  test("that cannot be deleted are named, and fail the run", async () => {
    aws.on("DeleteQueue", REFUSAL);
    const { status, err, leftBehind } = await left();
    expect([status, numbers(leftBehind)]).toEqual([1, ["-3", "-2", "-1"]]);
    expect(err).toBe(`Delete these queues if they exist: ${leftBehind.join(", ")}.\n`);
  });

  test("are named even if the probe itself failed", async () => {
    aws.on("SendMessage", (call) =>
      String(call.parameters.QueueUrl).includes("healthcare-smoke-") ? REFUSAL() : sqsTakes(call),
    );
    aws.on("DeleteQueue", REFUSAL);
    expect(numbers((await left()).leftBehind)).toEqual(["-3", "-2", "-1"]);
  });

  test("are named even if the messages could not be sent", async () => {
    aws.on("BatchGetItem", REFUSAL);
    aws.on("DeleteQueue", REFUSAL);
    const { status, out, err } = await ops(["smoke", "--environment", "test", "--yes"]);
    expect([status, out]).toEqual([3, ""]);
    expect(err).toMatch(/^Delete these queues if they exist: (?:healthcare-smoke-\S+-\d(?:, |\.\n)){3}ops: /);
  });

  test("whose creation was refused do not exist, and are not named", async () => {
    aws.on("CreateQueue", REFUSAL);
    aws.on("DeleteQueue", REFUSAL);
    expect((await left()).leftBehind).toEqual([]);
  });

  test("are found and deleted if the response to their creation was lost", async () => {
    aws.on("CreateQueue", () => new AwsFailure("InternalError", 500));
    const { leftBehind } = await left();
    expect(leftBehind).toEqual([]);
    expect(aws.of("DeleteQueue").map(({ parameters }) => String(parameters.QueueUrl).slice(-2))).toEqual(["-3"]);
  });
});

describe("A phone", () => {
  const misuse = async (phone: string) => {
    aws.on(PRODUCER_SETTINGS, () => ({
      Environment: { Variables: { ...functionEnvironment(aws.endpoint), [ENV.countries]: "US,CA" } },
    }));
    const { status, out, err } = await ops(["smoke", "--environment", "test", "--phone", phone, "--yes"]);
    expect([status, out, aws.of("SendMessage")]).toEqual([2, "", []]);
    return err.split("\n")[0];
  };

  test("outside the setting countries is misuse, reported before anything is sent", async () => {
    const sentence = "ops: --phone is of a country that is not in the setting countries: no text can be sent to it.";
    expect(await misuse("+44 7911 123456")).toBe(sentence);
  });

  test("that cannot receive texts is misuse, and the error says why", async () => {
    expect(await misuse("+1 800 555 0199")).toBe("ops: --phone is a toll-free number: no text can be sent to it.");
  });

  test("of a fixed line is sent a text, with a warning that it may not arrive", async () => {
    const { err, sent } = await send(aws, "--phone", "+44 20 7946 0958");
    expect(err).toBe("--phone is in a range of fixed lines: the text may be accepted, but never arrive.\n");
    expect(sent.map(({ channel }) => channel)).toEqual(["SMS", "EMAIL"]);
  });
});

test("if the operator may not write to the table of acts, whether its policy denies it is unknown", async () => {
  aws.on("PutItem", () => new AwsFailure("AccessDeniedException", 400, "not authorized to perform: dynamodb:PutItem"));
  const { ids, because } = await sendAndProbe();
  expect([ids("refuted"), ids("unknown")]).toEqual([[], ["dynamodb-denied-write"]]);
  expect(because("dynamodb-denied-write")).toBe("these credentials may not write there anyway");
});
