/** The commands of a restore of tables: sending stays stopped until every erasure is as it was. */
import { DeleteCommand, GetCommand, PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import { ENV } from "../../../../contracts/environment";
import { resourceNames } from "../../../../contracts/resource-names";
import { erasedPatientKey } from "../../../../contracts/tables/erasures";
import { SENDING_STOPS } from "../../../../contracts/tables/sending-stops";
import { dynamoStops } from "../../../../services/adapters/dynamodb/dynamo-stops";
import { systemClock } from "../../../../services/adapters/system-clock";
import { queuesOf } from "../../../../services/ops/doctor/facts/deployed-names";
import { deployed, SMS_SETTINGS } from "../../../support/data/deployed";
import { appointment } from "../../../support/data/records";
import { functionEnvironment } from "../../../support/environment";
import { type OpsOptions, ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { ACTS_TABLE, APPOINTMENTS, STOPS_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ServedQueues } from "../../../support/servers/served-queues";
import { answerAboutTables } from "../../../support/servers/table-settings";

const ARN = "arn:aws:sts::123456789012:assumed-role/OnCall/ana";
const Key = { [SENDING_STOPS.partitionKey]: SENDING_STOPS.item };
const QUEUES = queuesOf(resourceNames("test"));
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

let aws: AwsServer;
let dynamo: TestDynamo;
let queues: ServedQueues;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  aws.on(SMS_SETTINGS, withShortLease);
  aws.on("GetCallerIdentity", () => ({ Arn: ARN }));
  answerAboutTables(aws);
  queues = new ServedQueues(aws, ...QUEUES);
  await dynamo.direct.send(new DeleteCommand({ TableName: STOPS_TABLE, Key }));
  await dynamo.emptyAppointments();
  for (const { day, actId } of await acts())
    await dynamo.direct.send(new DeleteCommand({ TableName: ACTS_TABLE, Key: { day, actId } }));
});

/** The second look of an erasure follows after the lease. */
function withShortLease() {
  return { Environment: { Variables: { ...functionEnvironment(aws.endpoint), [ENV.leaseSeconds]: "0.2" } } };
}

async function acts(): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client: dynamo.direct }, { TableName: ACTS_TABLE }))
    items.push(...(page.Items ?? []));
  return items.sort((a, b) => String(a.actId).localeCompare(String(b.actId)));
}
const run = (args: readonly string[], options: OpsOptions = {}) => ops([...args, "--environment", "test"], options);
const restore = (command: string, args: readonly string[] = [], options: OpsOptions = {}) =>
  run(["restore", command, ...args], options);
const begin = (to = ago(1)) => restore("begin", ["--to", to, "--because", "INC-1"]);
const stops = async () => (await dynamo.direct.send(new GetCommand({ TableName: STOPS_TABLE, Key }))).Item;
const booked = (appointmentId: string, patientId: string) => ({
  ...appointment({ appointmentTime: "2999-03-01T19:30:00Z", doctorName: "Rivera", phoneNumber: "+12065550142" }),
  appointmentId,
  patientId,
});
const back = (id: string) => dynamo.putAppointments(booked(`a-${id}`, id));

/** Books patients and erases them. */
async function erased(...ids: string[]): Promise<void> {
  for (const id of ids) {
    await back(id);
    expect((await run(["patient", "erase", id, "--yes"])).status).toBe(0);
  }
}

describe("restore begin", () => {
  test("stops both channels of all clinics, and marks what is restored, by whom, when and why", async () => {
    const to = ago(2);
    const { status, out, err } = await begin(to);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toContain("Then: npm run ops -- restore check --environment test\n");
    expect(await stops()).toMatchObject({
      SMS: { act: "stop", because: "INC-1" },
      EMAIL: { act: "stop" },
      restore: { to, by: ARN, because: "INC-1", at: expect.any(String) },
    });
    expect(await acts()).toMatchObject([{ act: "restore-begin", options: { to }, by: ARN }, { how: "done" }]);
  });

  test("keeps the earlier of two points in time, since more erasures were made since then", async () => {
    const [early, late] = [ago(5), ago(2)];
    await begin(late);
    await begin(early);
    expect((await stops())?.restore.to).toBe(early);
    await begin(late);
    expect((await stops())?.restore.to).toBe(early);
  });

  test.each([
    ["in the future", () => ago(-1), "--to is in the future"],
    ["more than 35 days ago", () => ago(36 * 24), "--to is more than 35 days ago"],
    ["without an offset", () => "2026-11-22T14:00:00", "Must be a time in ISO 8601 with its offset"],
    ["that does not exist", () => "2026-13-45T99:00:00Z", "Must be a time in ISO 8601"],
  ])("refuses a time %s, and stops nothing", async (_, to, problem) => {
    const { status, out, err } = await begin(to());
    expect([status, out, err]).toEqual([2, "", expect.stringContaining(problem)]);
    expect([await stops(), await acts()]).toEqual([undefined, []]);
  });

  test("refuses to begin without a time", async () => {
    const { status, err } = await restore("begin");
    expect([status, err]).toEqual([2, expect.stringContaining("--to is missing")]);
  });
});

describe("while a restore has begun", () => {
  test("start refuses, and names the next command", async () => {
    await begin();
    for (const args of [["--yes"], ["--dry-run"], ["--yes", "--channel", "sms"]]) {
      const { status, out, err } = await run(["start", ...args]);
      expect([status, out]).toEqual([1, ""]);
      expect(err).toBe(
        "ops: Nothing was started: sending stays stopped until the restore is finished.\n" +
          "     See what is left: npm run ops -- restore check --environment test\n",
      );
    }
    expect(await stops()).toMatchObject({ SMS: {}, EMAIL: {}, restore: {} });
  });

  test("a start that was confirmed before the restore began starts nothing", async () => {
    await run(["stop"]);
    const { status } = await run(["start"], { answer: "y", onQuestion: async () => void (await begin()) });
    expect([status, await stops()]).toMatchObject([1, { SMS: {}, EMAIL: {} }]);
  });

  test("functions see the stop, and nothing of the mark", async () => {
    await begin();
    const seen = dynamoStops(dynamo.client, STOPS_TABLE, systemClock);
    expect(await Promise.all([seen.isStopped("SMS", "north"), seen.isStopped("EMAIL", "north")])).toEqual([true, true]);
    const { SMS, EMAIL, ...Item } = (await stops()) ?? {};
    await dynamo.direct.send(new PutCommand({ TableName: STOPS_TABLE, Item }));
    expect(Item.restore).toBeDefined();
    const without = dynamoStops(dynamo.client, STOPS_TABLE, systemClock);
    expect(await without.isStopped("SMS", "restore")).toBe(false);
  });

  test("stops of operators keep the mark", async () => {
    await begin();
    await run(["stop", "--channel", "sms"]);
    expect((await stops())?.restore).toBeDefined();
  });
});

describe("restore check", () => {
  test("is ok if nothing came back, and changes nothing", async () => {
    await erased("p-1");
    await begin();
    const before = JSON.stringify([await stops(), await acts()]);
    const { status, out, err } = await restore("check");
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/Recorded +1 since .+, 1 of them still as they were\n/);
    expect(out).toContain("The restore can be finished.");
    expect(JSON.stringify([await stops(), await acts()])).toBe(before);
  });

  test("names by id each patient whose data came back, and how to erase them again", async () => {
    await erased("p-1", "p-2");
    await begin();
    await back("p-2");
    const { status, out } = await restore("check");
    expect(status).toBe(1);
    expect(out).toMatch(/Recorded +2 since .+, 1 of them/);
    expect(out).toMatch(/FAIL {2}Patient p-2 at default +erased .+; stored: appointments 1\n/);
    expect(out).toContain("Next: npm run ops -- restore replay --because TEXT --environment test\n");
    expect(out).not.toMatch(/Rivera|5550142|p-1/);
  });

  test("finds a patient about whom older messages are not refused any more, though nothing is stored", async () => {
    await erased("p-1");
    await begin();
    await dynamo.direct.send(new DeleteCommand({ TableName: APPOINTMENTS, Key: erasedPatientKey("p-1") }));
    const { status, out } = await restore("check");
    expect([status, out]).toEqual([1, expect.stringContaining("older messages are not refused")]);
  });

  test("finds a patient whose erasure is back at the time of an earlier one", async () => {
    await erased("p-1");
    await begin();
    const Item = { ...erasedPatientKey("p-1"), erased: { default: Date.now() - 2 * HOUR }, reminderDate: "#erased" };
    await dynamo.direct.send(new PutCommand({ TableName: APPOINTMENTS, Item }));
    expect((await restore("check")).out).toContain("older messages are not refused");
  });

  test("counts an erasure that began and has no end", async () => {
    const at = ago(0.5);
    const Item = { day: at.slice(0, 10), actId: `${at}#1`, at, act: "patient-erase", patientId: "p-9", by: ARN };
    await dynamo.direct.send(new PutCommand({ TableName: ACTS_TABLE, Item }));
    await begin();
    const { status, out } = await restore("check");
    expect([status, out]).toEqual([1, expect.stringMatching(/Patient p-9 +erased .+ the audit has no end/)]);
  });

  test("leaves out erasures from before the point in time", async () => {
    const at = ago(3);
    const act = { day: at.slice(0, 10), actId: `${at}#1` };
    const begun = { ...act, at, act: "patient-erase", patientId: "p-9", by: ARN };
    const end = { ...act, actId: `${act.actId}#end`, how: "done", endedAt: at };
    for (const Item of [begun, end]) await dynamo.direct.send(new PutCommand({ TableName: ACTS_TABLE, Item }));
    await begin(ago(2));
    expect(await restore("check")).toMatchObject({ status: 0, out: expect.stringMatching(/Recorded +none since/) });
    await begin(ago(4));
    expect(await restore("check")).toMatchObject({ status: 1, out: expect.stringContaining("Patient p-9") });
  });

  test("accepts a patient who was booked again after the erasure, if the operator says so", async () => {
    await erased("p-1");
    await begin();
    await dynamo.putAppointments(booked("a-new", "p-1"));
    expect((await restore("check")).status).toBe(1);
    expect((await restore("check", ["--keep", "p-1"])).status).toBe(0);
  });

  test.each([
    [
      "sending is not stopped",
      () => run(["restore", "begin", "--to", ago(1)]).then(removeStop),
      /FAIL +Emails +are sent/,
    ],
    ["items do not expire", () => settings({ expires: false }), /FAIL .+operator-acts-test: expiry +off/],
    [
      "a table cannot be restored",
      () => settings({ isRecoverable: false }),
      /FAIL .+sending-stops-test: recovery +off/,
    ],
    ["a table is gone", gone, /FAIL +Protection from deletion +table \S+ does not exist/],
    ["a setting cannot be read", denied, /\? .+sms-replies-test: expiry +not checked: AWS denied/],
  ])("fails if %s", async (_, prepare, line) => {
    await begin();
    await prepare();
    const { status, out } = await restore("check");
    expect([status, out]).toEqual([1, expect.stringMatching(line)]);
    expect(out).toContain("The restore cannot be finished yet.");
  });

  const settings = (given: object) => answerAboutTables(aws, given);
  function gone() {
    aws.on("DescribeTable", () => new AwsFailure("ResourceNotFoundException", 400));
  }
  function denied() {
    aws.on("DescribeTimeToLive", () => new AwsFailure("AccessDeniedException", 400));
  }
  async function removeStop() {
    const { EMAIL: _, ...Item } = (await stops()) ?? {};
    await dynamo.direct.send(new PutCommand({ TableName: STOPS_TABLE, Item }));
  }

  test("warns of tables that can be deleted, as those of a deployment without deletionProtection", async () => {
    await begin();
    settings({ isProtected: false });
    const { status, out } = await restore("check");
    expect([status, out]).toEqual([
      0,
      expect.stringMatching(/warn +Protection from deletion +off.+ operator-acts-test/),
    ]);
  });

  test("warns of messages in a DLQ, which are looked at before they are redriven", async () => {
    await begin();
    queues.put("healthcare-appointments-test", "{}");
    queues.put("healthcare-appointments-dlq-test", "{}");
    const { status, out } = await restore("check");
    expect(status).toBe(0);
    expect(out).toMatch(/ok +healthcare-appointments-test +about 1 message, processed once sending starts\n/);
    expect(out).toMatch(/warn +healthcare-appointments-dlq-test +about 1 message\n +-> sent before the restore: look/);
  });

  test("warns if the audit itself was restored: erasures after that are not known", async () => {
    await begin();
    settings({ restoredTo: Date.parse(ago(4)) / 1_000 });
    const { status, out } = await restore("check");
    expect([status, out]).toEqual([
      0,
      expect.stringMatching(/warn +Audit +restored to .+ erasures after that are not/),
    ]);
    expect(out).toContain("Compare with the receipts");
  });

  test("ends with an error if the audit cannot be read", async () => {
    await begin();
    aws.on(
      "Query",
      () => new AwsFailure("AccessDeniedException", 400, "not authorized to perform: dynamodb:Query on x"),
    );
    const { status, out, err } = await restore("check");
    expect([status, out, err]).toEqual([3, "", expect.stringContaining("AWS denied dynamodb:Query")]);
  });

  test("refuses a mark that has no time", async () => {
    await begin();
    await dynamo.direct.send(
      new PutCommand({ TableName: STOPS_TABLE, Item: { ...(await stops()), restore: "by hand" } }),
    );
    expect(await restore("check")).toMatchObject({
      status: 1,
      err: expect.stringContaining("Begin the restore again"),
    });
    expect((await begin()).status).toBe(0);
    expect((await restore("check")).status).toBe(0);
  });
});

test.each(["check", "replay", "finish"])("restore %s without a restore says that none has begun", async (command) => {
  const { status, out, err } = await restore(command);
  expect([status, out]).toEqual([1, ""]);
  expect(err).toMatch(/^ops: No restore has begun in test\.\n {5}To begin one: npm run ops -- restore begin --to TIME/);
  expect(await acts()).toEqual([]);
});

describe("restore replay", () => {
  test("erases again each patient who came back, with one act each, and check is ok then", async () => {
    await erased("p-1", "p-2", "p-3");
    await begin();
    await back("p-1");
    await back("p-3");
    const before = (await acts()).length;
    const { status, out } = await restore("replay", ["--because", "INC-1"]);
    expect([status, out]).toEqual([0, expect.stringContaining("Erased again: 2 patients, 0 left.")]);
    expect((await acts()).slice(before)).toMatchObject([
      { act: "patient-erase", patientId: "p-1", clinicIds: ["default"], because: "INC-1" },
      { how: "done", counts: { appointments: 1 } },
      { act: "patient-erase", patientId: "p-3" },
      { how: "done" },
    ]);
    expect((await restore("check")).status).toBe(0);
  });

  test("that is interrupted goes on with those that are left", async () => {
    await erased("p-1", "p-2");
    await begin();
    await back("p-1");
    await back("p-2");
    const interrupt = new AbortController();
    aws.on(SMS_SETTINGS, () => {
      interrupt.abort();
      return withShortLease();
    });
    const { status, out } = await restore("replay", [], { interrupted: interrupt.signal });
    expect([status, out]).toEqual([130, expect.stringContaining("Erased again: 0 patients, 2 left.")]);
    aws.on(SMS_SETTINGS, withShortLease);
    expect((await restore("check")).out).toMatch(/Patient p-1 at default +erased .+ the audit has no end/);
    expect(await restore("replay")).toMatchObject({ status: 0, out: expect.stringContaining("2 patients, 0 left") });
    expect((await restore("check")).status).toBe(0);
  });

  test("keeps what was booked after the erasure, if the operator says so", async () => {
    await erased("p-1");
    await begin();
    await dynamo.putAppointments(booked("a-new", "p-1"));
    expect(await restore("replay", ["--keep", "p-1"])).toMatchObject({
      status: 0,
      out: expect.stringContaining("0 patients"),
    });
    expect(await dynamo.appointment("a-new")).toMatchObject({ doctorName: "Rivera" });
  });
});

describe("restore finish", () => {
  test("refuses as long as a check fails, and keeps the mark", async () => {
    await erased("p-1");
    await begin();
    await back("p-1");
    const before = (await acts()).length;
    const { status, out, err } = await restore("finish");
    expect([status, out, err]).toEqual([1, "", expect.stringContaining("See which: npm run ops -- restore check")]);
    expect([(await stops())?.restore, (await acts()).length]).toEqual([expect.anything(), before]);
  });

  test("removes the mark, keeps sending stopped, and names start, which works then", async () => {
    await begin();
    const { status, out } = await restore("finish", ["--because", "INC-1: done"]);
    expect([status, out]).toEqual([0, expect.stringContaining("Next: npm run ops -- start --because TEXT")]);
    expect(await stops()).toMatchObject({ SMS: {}, EMAIL: {} });
    expect((await stops())?.restore).toBeUndefined();
    expect((await acts()).slice(2)).toMatchObject([{ act: "restore-finish", because: "INC-1: done" }, { how: "done" }]);
    expect((await run(["start", "--yes"])).status).toBe(0);
    expect((await stops())?.SMS).toBeUndefined();
  });

  test("does not end another restore that began during the check", async () => {
    await begin(ago(1));
    const earlier = ago(2);
    const other = { to: earlier, at: "2999-01-01T00:00:00.000Z", by: "ben", because: "INC-2" };
    const Item = { ...(await stops()), restore: other };
    // Who runs the command is asked for after the check, and two calls before the mark is removed.
    aws.on("GetCallerIdentity", () => {
      void dynamo.direct.send(new PutCommand({ TableName: STOPS_TABLE, Item }));
      return { Arn: ARN };
    });
    const { status, err } = await restore("finish");
    expect([status, err]).toEqual([1, expect.stringContaining("another one began in the meantime")]);
    expect((await stops())?.restore.to).toBe(earlier);
  });

  test("refuses if the stop was removed during the check, and keeps the mark", async () => {
    await begin();
    const { EMAIL: _, ...Item } = (await stops()) ?? {};
    aws.on("GetCallerIdentity", () => {
      void dynamo.direct.send(new PutCommand({ TableName: STOPS_TABLE, Item }));
      return { Arn: ARN };
    });
    const { status, err } = await restore("finish");
    expect([status, err]).toEqual([1, expect.stringContaining("sending was started in the meantime")]);
    expect((await stops())?.restore).toBeDefined();
  });
});
