import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { RUNS_ITEM } from "../../../../contracts/tables/daily-runs";
import { dayTextsIn, SMS_RATE_LIMIT } from "../../../../contracts/tables/sms-rate-limit";
import { clinicDay } from "../../../../services/domain/appointment/appointment-time";
import { findHeldRun } from "../../../../services/ops/aws/floods/dynamo-held-run";
import { actsOfToday } from "../../../support/acts-of-today";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { type OpsOptions, ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { APPOINTMENTS, RATE_LIMIT_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

const ARN = "arn:aws:sts::123456789012:assumed-role/OnCall/ana";
const HELD = { since: "2026-12-01T14:00:00.000Z", day: "2026-12-01", due: 4_012, usual: 1_004, limit: 3_012 };

let dynamo: TestDynamo;
let aws: AwsServer;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  aws.on("GetCallerIdentity", () => ({ Arn: ARN }));
  await dynamo.emptyAppointments();
});

const hold = (more: object = {}) => {
  const keys = { appointmentId: RUNS_ITEM.id, patientId: RUNS_ITEM.id };
  return dynamo.direct.send(new PutCommand({ TableName: APPOINTMENTS, Item: { ...keys, held: HELD, ...more } }));
};
const release = (args: readonly string[] = ["--yes"], options?: OpsOptions) =>
  ops(["release", "run", "--environment", "test", "--because", "the new clinic", ...args], options);
const isReleased = async () => (await findHeldRun(dynamo.direct, APPOINTMENTS))?.isReleased;

test("shows what is held and what is usual, asks for confirmation, and releases it", async () => {
  await hold();
  const { status, out, err } = await release([], { answer: "y" });
  expect(status).toBe(0);
  expect(err).toMatch(
    /^The daily run of test is held since Tue, Dec 1, 2026, 09:00:00 EST, .+ ago: at least 4,012 reminders are due on 2026-12-01; the most of the 28 days before were 1,004, and up to 3,012 are not held\.\nRelease it\? \[y\/N\] y\n$/,
  );
  expect(out.replace(/\s+/g, " ")).toBe(
    "The daily run of test is released. The next sweep, within 15 minutes, queues what is due, and any number of texts may go out today. ",
  );
  expect(await isReleased()).toBe(true);
  const [begun, end] = (await actsOfToday(dynamo)).slice(-2);
  expect(begun).toMatchObject({
    act: "release",
    by: ARN,
    because: "the new clinic",
    options: { what: "run", due: 4_012 },
  });
  expect(end).toMatchObject({ how: "done" });
});

test("records who released it, when and why, before it is released", async () => {
  await hold();
  aws.on("ExecuteStatement", () => new AwsFailure("AccessDeniedException", 400));
  const { status, err } = await release();
  expect([status, err]).toEqual([3, expect.stringContaining("ops: This act cannot be recorded:")]);
  expect(await isReleased()).toBe(false);
});

test("releases nothing after the answer no, and nothing without a terminal or --yes", async () => {
  await hold();
  const { status, err } = await release([], { answer: "n" });
  expect([status, err.split("\n").at(-2)]).toEqual([0, "Nothing was released."]);
  expect((await release([])).status).toBe(2);
  expect(await isReleased()).toBe(false);
});

test("says so if nothing is held, or if it is released already", async () => {
  expect(await release()).toMatchObject({ status: 0, out: "The daily run of test is not held.\n" });
  await hold({ released: HELD.since });
  expect((await release()).out).toMatch(
    /^The daily run of test is released already\. The next sweep, within 15 minutes,/,
  );
});

test("fails if the run was done while it asked", async () => {
  await hold();
  const onQuestion = () => dynamo.emptyAppointments();
  const { status, err } = await release([], { answer: "y", onQuestion });
  expect([status, err]).toEqual([
    1,
    expect.stringContaining("ops: The daily run of test was done or held anew in the meantime.\n"),
  ]);
});

test("prints JSON for scripts", async () => {
  expect(JSON.parse((await release(["--json", "--yes"])).out)).toEqual({
    environment: "test",
    held: null,
    released: false,
  });
  await hold();
  expect(JSON.parse((await release(["--json", "--yes"])).out)).toEqual({
    environment: "test",
    held: HELD,
    released: true,
    by: ARN,
  });
});

test("releases the texts of today, too: its reminders must not be held once more", async () => {
  await hold();
  const item = { [SMS_RATE_LIMIT.partitionKey]: SMS_RATE_LIMIT.limit };
  await dynamo.direct.send(new PutCommand({ TableName: RATE_LIMIT_TABLE, Item: item }));
  await release();
  const { Item } = await dynamo.direct.send(new GetCommand({ TableName: RATE_LIMIT_TABLE, Key: item }));
  expect(dayTextsIn(Item).released).toBe(clinicDay(Date.now(), CLINIC_TIME_ZONE));
});
