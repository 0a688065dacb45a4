/** `audit` over HTTP: the acts of a range of days. */
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { OperatorAct, OperatorActEnd } from "../../../../contracts/tables/operator-acts";
import { deployed, PRODUCER_SETTINGS } from "../../../support/data/deployed";
import { type OpsOptions, ops } from "../../../support/ops";
import { AwsFailure, type AwsServer, OPERATOR } from "../../../support/servers/aws-server";
import { ACTS_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

let aws: AwsServer;
let dynamo: TestDynamo;
withAwsAndDynamo((server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
});

const audit = (args: readonly string[], options?: OpsOptions) =>
  ops(["audit", "--environment", "test", ...args], options);
const listed = async (...args: string[]) => JSON.parse((await audit([...args, "--json"])).out);
const rows = (out: string) => out.split("\n").map((line) => line.replaceAll(/ {2,}/g, " | "));

let acts = 0;
/** Stores an act that began at a time (UTC), as the command does. */
async function store(at: string, changes: Partial<OperatorAct> = {}, end?: Partial<OperatorActEnd>): Promise<string> {
  acts += 1;
  const key = { day: at.slice(0, 10), actId: `${at}#${String(acts).padStart(4, "0")}` };
  const begin = { act: "send", at, by: OPERATOR, because: "ticket 1", environment: "test", ttl: 1, ...changes };
  const put = (Item: object) => dynamo.direct.send(new PutCommand({ TableName: ACTS_TABLE, Item }));
  await put({ ...key, ...begin });
  if (end) await put({ day: key.day, actId: `${key.actId}#end`, how: "done", endedAt: at, ttl: 1, ...end });
  return key.actId;
}

test("lists who did what, when and why, with the end and its counts, the newest last", async () => {
  const redrive = { act: "redrive", because: "INC-1", options: { reason: ["EMAIL_REFUSED"] } } as const;
  const ids = { counts: { moved: 2, failed: 0 }, notificationIds: ["n-1", "n-2"] };
  await store("2026-01-05T15:00:00.000Z", { patientId: "p-1", notificationIds: ["n-9"] }, { counts: { queued: 1 } });
  await store("2026-01-05T14:00:00.000Z", redrive, ids);
  await store("2026-01-05T16:00:00.000Z", { act: "import" }, { how: "failed", error: "TimeoutError" });
  const { status, out, err } = await audit(["--from", "2026-01-05", "--to", "2026-01-05"]);
  expect([status, err]).toEqual([0, ""]);
  expect(rows(out)).toEqual([
    "test, 2026-01-05 (America/New_York): 3 acts",
    "",
    "when | act | by | ended | because | what",
    "Mon, Jan 5, 2026, 09:00:00 EST | redrive | assumed-role/OnCall/ana | done | INC-1 | moved 2, 2 notifications, reason EMAIL_REFUSED",
    "Mon, Jan 5, 2026, 10:00:00 EST | send | assumed-role/OnCall/ana | done | ticket 1 | queued 1, patient p-1, notification n-9",
    "Mon, Jan 5, 2026, 11:00:00 EST | import | assumed-role/OnCall/ana | failed, TimeoutError | ticket 1",
    "",
  ]);
});

test("an act that was killed is marked, and so is an end that somebody inserted alone", async () => {
  const killed = await store("2026-01-06T15:00:00.000Z");
  const forged = { day: "2026-01-06", actId: "2026-01-06T16:00:00.000Z#x#end", how: "done", ttl: 1 };
  const Item = { ...forged, endedAt: "2026-01-06T16:00:00.000Z" };
  await dynamo.direct.send(new PutCommand({ TableName: ACTS_TABLE, Item }));
  const { out } = await audit(["--from", "2026-01-06", "--to", "2026-01-06"]);
  expect(out).toMatch(/ send +assumed-role\/OnCall\/ana +no end /);
  expect(out).toContain("Without an end: 1. Such an act is still running, or was killed.");
  expect(out).toContain("Without a beginning: 1. No command writes these: see docs/security.md.");
  const { acts: found } = await listed("--from", "2026-01-06", "--to", "2026-01-06");
  expect(found).toMatchObject([
    { actId: killed, end: null },
    { actId: forged.actId, end: { how: "done" } },
  ]);
});

test("the days are the clinic's: an act after midnight in UTC is of the day before", async () => {
  const evening = await store("2026-01-09T03:00:00.000Z");
  const ids = async (day: string) =>
    (await listed("--from", day, "--to", day)).acts.map(({ actId }: OperatorAct) => actId);
  expect([await ids("2026-01-08"), await ids("2026-01-09")]).toEqual([[evening], []]);
});

test("without the deployment's settings, days and times are UTC", async () => {
  aws.on(PRODUCER_SETTINGS, () => new AwsFailure("AccessDeniedException", 403));
  const evening = await store("2026-01-11T03:00:00.000Z");
  const { timeZone, acts: found } = await listed("--from", "2026-01-11", "--to", "2026-01-11");
  expect([timeZone, found]).toEqual(["UTC", [expect.objectContaining({ actId: evening })]]);
});

test("selects by act, by identity in any case, by patient and by notification, also what the end names", async () => {
  const bob = "arn:aws:iam::123456789012:user/Bob";
  const at = (hour: number) => `2026-01-13T${hour}:00:00.000Z`;
  const a = await store(at(15), { act: "drop", by: bob, notificationIds: ["n-a"] });
  const b = await store(at(16), { act: "patient-erase", patientId: "p-b" });
  const c = await store(at(17), { act: "redrive" }, { notificationIds: ["n-a"] });
  const ids = async (...args: string[]) =>
    (await listed("--from", "2026-01-13", "--to", "2026-01-13", ...args)).acts.map(({ actId }: OperatorAct) => actId);
  expect(await ids()).toEqual([a, b, c]);
  expect(await ids("--act", "drop")).toEqual([a]);
  expect(await ids("--by", "USER/bob")).toEqual([a]);
  expect(await ids("--patient", "p-b")).toEqual([b]);
  expect(await ids("--notification", "n-a")).toEqual([a, c]);
  expect(await ids("--notification", "n-a", "--act", "redrive")).toEqual([c]);
});

test("lists the last seven days by default", async () => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const [recent, old] = [await store(ago(5)), await store(ago(9))];
  const found = (await listed()).acts.map(({ actId }: OperatorAct) => actId);
  expect([found.includes(recent), found.includes(old)]).toEqual([true, false]);
});

test("lists a year of acts, one query for each day, and no more than a year", async () => {
  const first = await store("2024-02-01T15:00:00.000Z", {}, {});
  const last = await store("2025-01-31T15:00:00.000Z");
  const { acts: found } = await listed("--from", "2024-02-01", "--to", "2025-01-31");
  expect(found.map(({ actId }: OperatorAct) => actId)).toEqual([first, last]);
  expect(aws.of("Query")).toHaveLength(368);
  const more = await audit(["--from", "2024-02-01", "--to", "2025-02-01"]);
  expect([more.status, more.err]).toEqual([
    2,
    expect.stringContaining("ops: More than 366 days cannot be listed at once.\n"),
  ]);
});

test.each([
  [["--from", "2026-02-02", "--to", "2026-02-01"], "--from is after --to"],
  [["--from", "2999-02-02"], "--from is in the future"],
  [["--act", "sned"], "Allowed choices are redrive, drop"],
  [["--from", "2026-02-30"], "Must be an existing day"],
])("refuses %j with a sentence", async (args, sentence) => {
  const { status, err } = await audit(args);
  expect([status, err]).toEqual([2, expect.stringContaining(sentence)]);
});

test("no act is no error", async () => {
  const { status, out } = await audit(["--from", "2020-01-01", "--to", "2020-01-02"]);
  expect([status, out]).toEqual([0, "test, 2020-01-01 to 2020-01-02 (America/New_York): no acts\n"]);
});

test("says which permission is missing, and that there is no such environment", async () => {
  const refusal = "not authorized to perform: dynamodb:Query on resource: x";
  aws.on("Query", () => new AwsFailure("AccessDeniedException", 400, refusal));
  expect(await audit([])).toMatchObject({ status: 3, err: expect.stringContaining("AWS denied dynamodb:Query.") });
  const elsewhere = await ops(["audit", "--environment", "nowhere"]);
  expect(elsewhere).toMatchObject({ status: 3 });
});

test("Ctrl-C ends it, and says that there may be more", async () => {
  const interrupted = AbortSignal.abort();
  await store("2026-01-20T15:00:00.000Z");
  const { status, err } = await audit(["--from", "2026-01-20", "--to", "2026-01-20"], { interrupted });
  expect([status, err]).toEqual([130, "Interrupted: there may be more acts.\n"]);
});

test("fits a narrow terminal: a line for each part of an act", async () => {
  await store("2026-01-22T15:00:00.000Z", {}, { counts: { queued: 1 } });
  const { out } = await audit(["--from", "2026-01-22", "--to", "2026-01-22"], { columns: 60 });
  expect(out.split("\n").filter((line) => line.length > 60)).toEqual([]);
  expect(out).toContain("by: assumed-role/OnCall/ana\n");
});
