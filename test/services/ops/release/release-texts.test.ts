import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { dayTextsName, SMS_RATE_LIMIT } from "../../../../contracts/tables/sms-rate-limit";
import { dynamoRateBudget } from "../../../../services/adapters/dynamodb/dynamo-rate-budget";
import { systemClock } from "../../../../services/adapters/system-clock";
import { clinicDay } from "../../../../services/domain/appointment/appointment-time";
import { actsOfToday } from "../../../support/acts-of-today";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { type OpsOptions, ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { RATE_LIMIT_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

const ARN = "arn:aws:sts::123456789012:assumed-role/OnCall/ana";
const dayBefore = (days: number) => clinicDay(Date.now() - days * 86_400_000, CLINIC_TIME_ZONE);
const TODAY = dayBefore(0);

let dynamo: TestDynamo;
let aws: AwsServer;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  aws.on("GetCallerIdentity", () => ({ Arn: ARN }));
  const Key = { [SMS_RATE_LIMIT.partitionKey]: SMS_RATE_LIMIT.limit };
  await dynamo.direct.send(new DeleteCommand({ TableName: RATE_LIMIT_TABLE, Key }));
});

/** Seven days, of which the last had the most, and today; with a factor of 3 and a minimum of 1,000. */
const store = async (today: number, more: object = {}, days = 7) => {
  const counts = Array.from({ length: days }, (_, index) => [dayTextsName(dayBefore(days - index)), 500 + index]);
  const Item = { [SMS_RATE_LIMIT.partitionKey]: SMS_RATE_LIMIT.limit, ...Object.fromEntries(counts), ...more };
  await dynamo.direct.send(
    new PutCommand({ TableName: RATE_LIMIT_TABLE, Item: { ...Item, [dayTextsName(TODAY)]: today } }),
  );
};
const LIMIT = 3 * 506;

const release = (args: readonly string[] = ["--yes"], options?: OpsOptions) =>
  ops(["release", "texts", "--environment", "test", "--because", "the new clinic", ...args], options);
const released = async () => {
  const { volume } = dynamoRateBudget(dynamo.direct, RATE_LIMIT_TABLE, systemClock);
  return (await volume()).released;
};

test("says how many went out and what is usual, asks for confirmation, and releases the texts of today", async () => {
  await store(LIMIT);
  const { status, out, err } = await release([], { answer: "y" });
  expect(err).toBe(
    `Texts of test are held: 1,518 texts went out on ${TODAY}, up to 1,518 may; the most of the 28 days before were 506.\nRelease those of today? [y/N] y\n`,
  );
  expect([status, out.replace(/\s+/g, " ")]).toEqual([
    0,
    `The texts of test are released for today, ${TODAY}. What waits is sent within 5 minutes, as fast as the account's rate allows. Tomorrow's texts are not released. `,
  ]);
  expect(await released()).toBe(TODAY);
  const [begun, end] = (await actsOfToday(dynamo)).slice(-2);
  expect(begun).toMatchObject({
    act: "release",
    by: ARN,
    because: "the new clinic",
    options: { what: "texts", day: TODAY, texts: LIMIT },
  });
  expect(end).toMatchObject({ how: "done" });
});

test.each([
  ["fewer than may go out", LIMIT - 1, {}, 7, `are not held: 1,517 texts went out on ${TODAY}, up to`],
  ["too few days are known", 9_000, {}, 6, `are not held: 9,000 texts went out on ${TODAY}.`],
  ["released already", 9_000, { released: TODAY }, 7, `are released already for today: 9,000 texts went out on`],
])("releases nothing if nothing is held: %s", async (_, texts, more, days, said) => {
  await store(texts, more, days);
  const { status, out } = await release();
  expect([status, out.replace(/\s+/g, " ")]).toEqual([0, expect.stringContaining(`The texts of test ${said}`)]);
  expect(await released()).toBe("released" in more ? TODAY : undefined);
});

test("a release of yesterday says nothing of today", async () => {
  await store(LIMIT, { released: dayBefore(1) });
  expect((await release()).out).toContain("are released for today");
});

test("where no text was ever sent, nothing is held and nothing is written", async () => {
  expect((await release()).out).toBe(`The texts of test are not held: 0 texts went out on ${TODAY}.\n`);
});

test("records who released them, when and why, before they are released", async () => {
  await store(LIMIT);
  aws.on("ExecuteStatement", () => new AwsFailure("AccessDeniedException", 400));
  const { status, err } = await release();
  expect([status, err]).toEqual([3, expect.stringContaining("ops: This act cannot be recorded:")]);
  expect(await released()).toBeUndefined();
});

test("releases nothing after the answer no, and nothing without a terminal or --yes", async () => {
  await store(LIMIT);
  const { status, err } = await release([], { answer: "n" });
  expect([status, err.split("\n").at(-2)]).toEqual([0, "Nothing was released."]);
  expect((await release([])).status).toBe(2);
  expect(await released()).toBeUndefined();
});

test("fails if they were released while it asked", async () => {
  await store(LIMIT);
  const { status, err } = await release([], { answer: "y", onQuestion: () => store(LIMIT, { released: TODAY }) });
  expect([status, err]).toEqual([1, expect.stringContaining("The texts of test were released in the meantime.\n")]);
});

test("prints JSON for scripts", async () => {
  const about = { environment: "test", day: TODAY, usual: 506, limit: LIMIT };
  await store(12);
  expect(JSON.parse((await release(["--json"])).out)).toEqual({ ...about, texts: 12, held: false, released: false });
  await store(LIMIT);
  expect(JSON.parse((await release(["--json", "--yes"])).out)).toEqual({
    ...about,
    texts: LIMIT,
    held: true,
    released: true,
    by: ARN,
  });
});
