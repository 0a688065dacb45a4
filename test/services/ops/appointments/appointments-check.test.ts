/** `appointments check`: items of the table whose reminder never goes out. */
import { APPOINTMENTS_TABLE } from "../../../../contracts/tables/appointments-table";
import { deployed, PRODUCER_SETTINGS } from "../../../support/data/deployed";
import { ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import type { TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

let dynamo: TestDynamo;
let aws: AwsServer;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  await dynamo.emptyAppointments();
});

const check = (...options: string[]) => ops(["appointments", "check", "--environment", "test", ...options]);
const item = (id: string, changes: object = {}) => ({
  appointmentId: `a-${id}`,
  patientId: `p-${id}`,
  appointmentTime: "2999-03-09T14:30",
  phoneNumber: "+12065550100",
  doctorName: "Zq9secret",
  reminderDate: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
  ...changes,
});
const many = (count: number, changes: object = {}) =>
  Array.from({ length: count }, (_, row) => item(String(row), changes));

test("a reminderDate that is not a date is found in the index, by ids, field and problem", async () => {
  await dynamo.putAppointments(item("1"), item("2", { reminderDate: "3/8/2027" }));
  expect(await check()).toEqual({
    status: 1,
    out: [
      "appointment a-2, patient p-2: reminderDate is not an existing day written YYYY-MM-DD, nor a quarter of an hour: it is never due (NO_DATE)",
      "Read 2 items of the index of due reminders: 1 with a problem.",
      "",
    ].join("\n"),
    err: "",
  });
});

test("a table that is as it should be ends with status 0, an empty one too", async () => {
  const none = "items of the index of due reminders: no problems.\n";
  expect(await check()).toEqual({ status: 0, out: `Read 0 ${none}`, err: "" });
  await dynamo.putAppointments(...many(3));
  expect(await check()).toEqual({ status: 0, out: `Read 3 ${none}`, err: "" });
});

test("a reminder that is long past, by the deployed catchUpDays, is found", async () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  await dynamo.putAppointments(item("1", { reminderDate: daysAgo(5) }), item("2", { reminderDate: daysAgo(10) }));
  const { out } = await check();
  expect(out).toMatch(
    /^appointment a-2, patient p-2: reminderDate is too far in the past .* \(LONG_PAST\)\nRead 2 items/,
  );
});

test("every page is read, and only ids and problems are printed", async () => {
  await dynamo.putAppointments(...many(1_000), ...many(7, { reminderDate: "soon" }), item("x", { location: 5 }));
  const { out } = await check();
  expect(aws.of("Scan")).toHaveLength(2);
  expect(aws.of("Scan").every(({ parameters }) => parameters.IndexName === APPOINTMENTS_TABLE.dueIndex)).toBe(true);
  expect(out).toContain("appointment a-x, patient p-x: location must be a string of 0 to 500 characters: each run");
  expect(out).toContain("\nMore than 5 items have these problems:\n7 items: reminderDate is not an existing day");
  expect(out).toContain("Read 1,001 items of the index of due reminders: 8 with a problem.\n");
  expect(out.match(/^appointment /gm)).toHaveLength(6);
  expect(out).not.toMatch(/Zq9secret|soon|\+1206/);
});

test("--json prints all of them in one document", async () => {
  await dynamo.putAppointments(...many(7, { reminderDate: "2999-03-08#10" }));
  const { status, out } = await check("--json");
  const { findings, ...rest } = JSON.parse(out) as { findings: object[] };
  expect([status, rest]).toEqual([1, { read: 7, complete: true, found: 7, problems: { UNKNOWN_PART: 7 } }]);
  expect(findings).toHaveLength(7);
  expect(findings).toContainEqual({
    appointmentId: "a-0",
    patientId: "p-0",
    code: "UNKNOWN_PART",
    field: "reminderDate",
    problem: expect.stringContaining("never due"),
  });
  await dynamo.emptyAppointments();
  expect(JSON.parse((await check("--json")).out)).toMatchObject({ findings: [], read: 0 });
});

test("--table finds items that are not in the index", async () => {
  const { appointmentTime: _, ...timeless } = item("1");
  const { reminderDate: __, ...undated } = item("2");
  await dynamo.putAppointments(timeless, undated, { ...undated, appointmentId: "a-3", reminderQueuedAt: "2027" });
  expect(await check()).toMatchObject({ status: 0 });
  const { status, out } = await check("--table");
  expect(out.split("\n").sort()).toEqual([
    "",
    "Read 3 items of the table: 2 with a problem.",
    expect.stringMatching(/^appointment a-1, patient p-1: appointmentTime is missing .*\(NOT_IN_INDEX\)$/),
    expect.stringMatching(/^appointment a-2, patient p-2: reminderDate is missing.*\(NO_REMINDER_DATE\)$/),
  ]);
  expect(status).toBe(1);
});

test("--limit limits the items read, and the output says that there are more", async () => {
  await dynamo.putAppointments(...many(30));
  expect((await check("--limit", "10")).out).toBe(
    "Read 10 items of the index of due reminders, and there are more: no problems.\n",
  );
  expect(JSON.parse((await check("--limit", "10", "--json")).out)).toMatchObject({ read: 10, complete: false });
  expect(await check("--limit", "0")).toMatchObject({ status: 2 });
});

test("ids that others wrote move no cursor", async () => {
  await dynamo.putAppointments(item("\u001b[2J", { reminderDate: "x" }));
  const { out } = await check();
  expect(out).not.toContain("\u001b");
});

test("it ends with status 3 without permission to read, and names the action", async () => {
  const refusal = "User: arn is not authorized to perform: dynamodb:Scan on resource";
  aws.on("Scan", () => new AwsFailure("AccessDeniedException", 400, refusal));
  expect(await check()).toMatchObject({ status: 3, err: expect.stringContaining("AWS denied dynamodb:Scan") });
  aws.on(PRODUCER_SETTINGS, () => new AwsFailure("ResourceNotFoundException", 404));
  expect(await check()).toMatchObject({ status: 3, err: expect.stringContaining('Environment "test" does not exist') });
});

test("Ctrl-C ends it with status 130, and what it found by then", async () => {
  const interrupted = new AbortController();
  aws.on("Scan", () => {
    if (aws.of("Scan").length === 2) interrupted.abort();
    return { Items: [], LastEvaluatedKey: { appointmentId: { S: "a" } } };
  });
  const { status, out } = await ops(["appointments", "check", "--environment", "test"], {
    interrupted: interrupted.signal,
  });
  expect([status, out]).toEqual([
    130,
    "Read 0 items of the index of due reminders, and there are more: no problems.\n",
  ]);
});
