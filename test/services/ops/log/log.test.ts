import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import type { LogEntry } from "../../../../services/domain/notification/delivery-log";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { appointment, logEntry } from "../../../support/data/records";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { ops } from "../../../support/ops";
import type { AwsServer } from "../../../support/servers/aws-server";
import { LOG_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

let dynamo: TestDynamo;
let aws: AwsServer;
withAwsAndDynamo((server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
});

const log = (...args: string[]) => ops(["log", ...args, "--environment", "test"]);

let patients = 0;
/** Takes up a reminder and ends it, at a time by the clinic's clock. */
async function remind(
  at: string,
  ending: "sent" | "failed" | "sent after a lost answer" | "waiting for days",
  changes = {},
) {
  patients += 1;
  const of = appointment({ patientId: `patient-${patients}`, appointmentId: `a-${patients}`, ...changes });
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const delivery = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, new FrozenClock(Date.parse(at)));
  const entry = (more: Partial<LogEntry>) => logEntry({ appointment: of, claimId: `claim-${patients}`, ...more });
  let { item } = await delivery.apply("claimSms", entry({ channel: "SMS" }));
  for (let line = 2; ending === "waiting for days" && line <= 100; line += 2) {
    await delivery.apply("retrySms", entry({ channel: "SMS", code: "POSTPONED", held: item }));
    if (line < 100) item = (await delivery.apply("claimSms", entry({ channel: "SMS" }))).item;
  }
  if (ending === "sent after a lost answer") {
    await delivery.apply("retrySms", entry({ channel: "SMS", code: "TimeoutError", sendInDoubt: true }));
    await delivery.apply("claimSms", entry({ channel: "SMS" }));
  }
  if (ending.startsWith("sent")) {
    const fallbackMessage = JSON.stringify(of);
    const sent = entry({ channel: "SMS", messageId: `sms-${patients}`, smsParts: 2, fallbackMessage });
    await delivery.apply("recordSmsSent", sent);
  } else if (ending === "failed") {
    await delivery.apply("fallBackToEmail", entry({ channel: "SMS", code: "InvalidParameter" }));
    await delivery.apply("claimEmail", entry({ channel: "EMAIL" }));
    await delivery.apply("giveUp", entry({ channel: "EMAIL", code: "MessageRejected" }));
  }
  return { of, id: identifyNotification(of, CLINIC).notificationId };
}
const SECRETS = ["Sarah", "+1206", "@example.com"];

describe("log notification", () => {
  test("prints each step in the clinic's time, without names and contacts", async () => {
    const { of, id } = await remind("2026-12-01T15:00:00Z", "failed");
    const { status, out, err } = await log("notification", id);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain(`Patient       ${of.patientId}\n`);
    expect(out).toContain("ALL_FAILED: nothing could be sent");
    const at = "Tue, Dec 1, 2026, 10:00:00 EST";
    expect(out.split("\n").slice(6)).toEqual([
      "when                            channel  state          reason or carrier's id",
      `${at}  SMS      SMS_SENDING`,
      `${at}  SMS      EMAIL_PENDING  InvalidParameter`,
      `${at}  EMAIL    EMAIL_SENDING`,
      `${at}  EMAIL    ALL_FAILED     MessageRejected`,
      "",
    ]);
    for (const secret of SECRETS) expect(out).not.toContain(secret);
  });

  test("of a long history shows where lines are left out, and how many", async () => {
    const { of, id } = await remind("2026-12-01T15:00:00Z", "waiting for days");
    const lines = (await log("notification", id)).out.trimEnd().split("\n").slice(7);
    expect(lines.map((line) => line.trim()).indexOf("60 lines omitted from a long history")).toBe(10);
    expect(lines).toHaveLength(10 + 1 + 30);
    const { notifications } = JSON.parse((await log("patient", of.patientId, "--json")).out);
    expect(notifications).toMatchObject([{ transition: 100, historyGap: { after: 10, lines: 60 } }]);
  });

  test("names the revision of the appointment if there is one", async () => {
    const { id } = await remind("2026-12-01T15:00:00Z", "sent", { revision: 2 });
    expect((await log("notification", id)).out).toContain("\nRevision      2\n");
    const { id: first } = await remind("2026-12-01T15:00:00Z", "sent");
    expect((await log("notification", first)).out).not.toContain("Revision");
  });

  test("prints the number of parts of a sent text", async () => {
    const { id } = await remind("2026-12-01T15:00:00Z", "sent");
    const lines = (await log("notification", id)).out.split("\n");
    expect(lines.filter((line) => line.includes("part"))).toEqual([
      expect.stringMatching(/SMS_SENT +accepted as sms-\d+, 2 parts$/),
    ]);
  });

  test("of an id that is not there fails with one sentence", async () => {
    const { status, out, err } = await log("notification", "0123");
    expect([status, out]).toEqual([1, ""]);
    expect(err).toMatch(/^ops: The delivery log of test has no notification 0123\.\n {5}.+\n$/);
  });
});

describe("log patient", () => {
  test("prints all notifications of a patient, the latest appointment first", async () => {
    const same = { patientId: "patient-of-two" };
    const first = await remind("2026-12-01T15:00:00Z", "sent", { ...same, appointmentTime: "2026-12-02T10:00" });
    const second = await remind("2026-12-01T15:00:00Z", "failed", { ...same, appointmentTime: "2026-12-03T10:00" });
    const { out } = await log("patient", "patient-of-two");
    expect(out.indexOf(second.id)).toBeGreaterThan(-1);
    expect(out.indexOf(first.id)).toBeGreaterThan(out.indexOf(second.id));
  });

  test("prints one JSON document for scripts, without names and contacts", async () => {
    const { of } = await remind("2026-12-01T15:00:00Z", "sent");
    const { out } = await log("patient", of.patientId, "--json");
    const notification = { patientId: of.patientId, status: "SMS_SENT", history: expect.any(Array) };
    expect(JSON.parse(out)).toMatchObject({ notifications: [notification], complete: true });
    for (const secret of SECRETS) expect(out).not.toContain(secret);
  });

  test("shows no control characters of an id that a sender chose", async () => {
    await remind("2026-12-01T15:00:00Z", "sent", { patientId: "patient-\u001b[2J" });
    expect((await log("patient", "patient-\u001b[2J")).out).not.toContain("\u001b");
  });

  test("of a patient who is not there fails with one sentence", async () => {
    expect(await log("patient", "nobody")).toMatchObject({
      status: 1,
      err: expect.stringContaining("of patient nobody."),
    });
  });
});

describe("log day", () => {
  test("prints a day's totals, by state and reason; the day is the clinic's", async () => {
    // At the clinic it is still the third when it is the fourth in UTC.
    for (const at of ["2026-12-04T02:00:00Z", "2026-12-03T15:00:00Z"]) await remind(at, "sent");
    await remind("2026-12-03T16:00:00Z", "failed");
    await remind("2026-12-04T16:00:00Z", "sent");
    const { out } = await log("day", "2026-12-03");
    expect(out.split("\n")).toEqual([
      "2026-12-03: 3 notifications",
      "",
      "count  state       reason           meaning",
      "2      SMS_SENT                     the SMS was accepted",
      expect.stringMatching(/^1 {6}ALL_FAILED {2}MessageRejected {2}nothing could be sent/),
      "",
      "Receipts: 0 delivered, 0 undelivered, 2 accepted without a receipt so far.",
      "",
    ]);
  });

  test("lists those in a state, by when they were taken up", async () => {
    const late = await remind("2026-12-05T18:00:00Z", "failed");
    const early = await remind("2026-12-05T16:00:00Z", "failed");
    const other = await remind("2026-12-05T17:00:00Z", "sent");
    const { out } = await log("day", "2026-12-05", "--list", "--state", "all_failed");
    expect(out.indexOf(late.id)).toBeGreaterThan(out.indexOf(early.id));
    expect(out).not.toContain(other.id);
  });

  test("says which of them may have been reminded twice, and how many", async () => {
    await remind("2026-12-06T15:00:00Z", "sent");
    await remind("2026-12-06T16:00:00Z", "sent after a lost answer");
    const { out } = await log("day", "2026-12-06", "--list");
    expect(out).toContain("Possible duplicates, since a carrier's response was lost: 1.\n");
    expect(out.match(/SMS_SENT, maybe twice/g)).toHaveLength(1);
    expect(JSON.parse((await log("day", "2026-12-06", "--json")).out)).toMatchObject({ possibleDuplicate: 1 });
  });

  test("of a day on which nothing was says so", async () => {
    expect((await log("day", "2025-01-01")).out).toBe("2025-01-01: 0 notifications\n");
  });

  test.each([["2026-02-30"], ["tomorrow"]])("of %s, which is no day, fails as misuse", async (day) => {
    expect((await log("day", day)).status).toBe(2);
  });
});

describe("log export", () => {
  const days = (from: string, to: string, ...more: string[]) => log("export", "--from", from, "--to", to, ...more);

  test("writes every notification of the days, as CSV with a header", async () => {
    const first = await remind("2026-12-07T15:00:00Z", "sent");
    const second = await remind("2026-12-08T15:00:00Z", "failed");
    await remind("2026-12-09T15:00:00Z", "sent");
    const { status, out, err } = await days("2026-12-07", "2026-12-08");
    const [head = "", ...rows] = out.trimEnd().split("\n");
    expect({ status, err }).toEqual({ status: 0, err: "2 notifications.\n" });
    expect(head).toMatch(/^notificationId,patientId,appointmentId,appointmentTime,status,/);
    expect(rows.map((row) => row.split(",")[0])).toEqual([first.id, second.id]);
    // What is new comes last, so that older columns stay where they were.
    expect(head).toMatch(
      /,updatedAt,smsParts,revision,transition,duplicates,lastDuplicateAt,clinicId,reply,repliedAt$/,
    );
    expect(rows.map((row) => row.split(",").slice(-8).join(","))).toEqual(["2,,2,,,default,,", ",,4,,,default,,"]);
    for (const secret of SECRETS) expect(out).not.toContain(secret);
  });

  test("as JSON lines has the history too", async () => {
    await remind("2026-12-10T15:00:00Z", "sent");
    const { out } = await days("2026-12-10", "2026-12-10", "--format", "jsonl");
    expect(JSON.parse(out).history).toHaveLength(2);
  });

  test("holds names and contacts only when it is to, and says so", async () => {
    await remind("2026-12-11T15:00:00Z", "sent");
    const { out, err } = await days("2026-12-11", "2026-12-11", "--reveal");
    for (const secret of SECRETS) expect(out).toContain(secret);
    expect(err).toContain("patient data");
  });

  test("does not let a sender's text become a formula", async () => {
    await remind("2026-12-12T15:00:00Z", "sent", { patientId: '=HYPERLINK("x")' });
    expect((await days("2026-12-12", "2026-12-12")).out).toContain(`"'=HYPERLINK(""x"")"`);
  });

  test.each([
    ["a;=1+1", `"a;'=1+1"`],
    ['a," -1', `"a,"" '-1"`],
    ["a|@SUM(1)", `"a|'@SUM(1)"`],
  ])("makes no formula of %j where a spreadsheet of another locale begins a cell", async (patientId, cell) => {
    await remind("2026-12-14T15:00:00Z", "sent", { patientId });
    expect((await days("2026-12-14", "2026-12-14")).out).toContain(cell);
  });

  test.each(["csv", "jsonl"])("as %s shows no characters that would change what a reader sees", async (format) => {
    await remind("2026-12-15T15:00:00Z", "sent", { patientId: "a\u202eb\u2028c\u001b[2J" });
    const { out } = await days("2026-12-15", "2026-12-15", "--format", format);
    expect([...out].filter((character) => ["\u202e", "\u2028", "\u001b"].includes(character))).toEqual([]);
  });

  test("of more notifications than one call reads has each once", async () => {
    await Promise.all(Array.from({ length: 130 }, () => remind("2026-12-13T15:00:00Z", "sent")));
    const { out } = await days("2026-12-13", "2026-12-13");
    const ids = out
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((row) => row.split(",")[0]);
    expect([ids.length, new Set(ids).size]).toEqual([130, 130]);
  });

  test("that is interrupted says that it is not whole, and ends with 130", async () => {
    await remind("2026-12-14T15:00:00Z", "sent");
    const args = ["log", "export", "--from", "2026-12-14", "--to", "2026-12-14", "--environment", "test"];
    const run = await ops(args, { interrupted: AbortSignal.abort() });
    expect(run).toMatchObject({ status: 130, err: "0 notifications, incomplete: interrupted.\n" });
  });

  test("of days in the wrong order fails as misuse", async () => {
    expect((await days("2026-12-08", "2026-12-07")).status).toBe(2);
  });
});

describe("log export of a year", () => {
  /** A year in which nothing was but what a test adds, and its calls. */
  const year = async (from: string, to: string) => {
    aws.calls.length = 0;
    const { out, status } = await log("export", "--from", from, "--to", to, "--format", "jsonl");
    const ids = out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line).notificationId]));
    return {
      status,
      ids,
      scans: aws.of("Scan").length,
      queries: aws.of("Query").length,
      gets: aws.of("BatchGetItem").length,
    };
  };

  test("asks only for the parts of days that have something, and has all of them in the order of the days", async () => {
    const reminded: string[] = [];
    for (const at of ["2021-02-01", "2021-02-01", "2021-12-31"])
      reminded.push((await remind(`${at}T15:00:00Z`, "sent", { patientId: `patient-of-${at}` })).id);
    const { queries, ids, ...calls } = await year("2021-01-01", "2021-12-31");
    expect(calls).toEqual({ status: 0, scans: 1, gets: 1 });
    expect([2, 3]).toContain(queries);
    expect(ids.at(-1)).toBe(reminded[2]);
    expect([...ids].sort()).toEqual([...reminded].sort());
  });

  test("on which nothing was takes one call", async () => {
    expect(await year("2019-01-01", "2019-12-31")).toEqual({ status: 0, ids: [], scans: 1, queries: 0, gets: 0 });
  });

  test("asks for every part where the index is too large to be looked through, and misses nothing", async () => {
    const { id } = await remind("2022-03-01T15:00:00Z", "sent");
    const key = {
      notificationId: { S: "x" },
      timestamp: { N: "1" },
      dayPart: { S: "2000-01-01#0" },
      createdAt: { S: "x" },
    };
    aws.on("Scan", () => ({ Items: [], LastEvaluatedKey: key }));
    try {
      expect(await year("2022-02-20", "2022-03-10")).toMatchObject({ ids: [id], scans: 19, queries: 19 * 16 });
    } finally {
      aws.reset();
      deployed(aws);
    }
  });

  test("has notifications that are newer than the scan", async () => {
    const { id } = await remind(new Date().toISOString(), "sent");
    aws.on("Scan", () => ({ Items: [] }));
    try {
      const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      const { ids, queries } = await year(day(-180), day(180));
      expect(ids).toContain(id);
      expect(queries).toBe(5 * 16);
    } finally {
      aws.reset();
      deployed(aws);
    }
  });

  test("that is interrupted asks for nothing more", async () => {
    aws.calls.length = 0;
    const args = ["log", "export", "--from", "2021-01-01", "--to", "2021-12-31", "--environment", "test"];
    expect((await ops(args, { interrupted: AbortSignal.abort() })).status).toBe(130);
    expect([...aws.of("Scan"), ...aws.of("Query")]).toEqual([]);
  });
});

test("a week is queried day by day, without a scan", async () => {
  aws.calls.length = 0;
  await log("export", "--from", "2020-01-01", "--to", "2020-01-07");
  expect([aws.of("Scan").length, aws.of("Query").length]).toEqual([0, 7 * 16]);
});

test("no command scans the table itself", async () => {
  aws.calls.length = 0;
  await log("export", "--from", "2021-01-01", "--to", "2021-12-31");
  for (const command of [
    ["patient", "x"],
    ["notification", "x"],
    ["day", "2021-01-01"],
  ])
    await log(...command);
  expect(aws.of("Scan").map(({ parameters }) => parameters.IndexName)).toEqual(["DayIndex"]);
  expect(aws.of("Query").length).toBeGreaterThan(10);
});
