/** `report`: what became of a month's reminders, against the emulator of the delivery log. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ENV } from "../../../../contracts/environment";
import { dayPartsOf } from "../../../../contracts/tables/day-parts";
import { once } from "../../../../services/domain/concurrency/once";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed, PRODUCER_SETTINGS, SMS_SETTINGS, variablesWithClinics } from "../../../support/data/deployed";
import { functionEnvironment } from "../../../support/environment";
import { type OpsOptions, ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { LOG_TABLE } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { TestFolder } from "../../../support/test-folder";
import { ENDINGS, type Ending, RemindedMonths } from "../../../support/worlds/reminded-months";

let aws: AwsServer;
let months: RemindedMonths;
let folder: TestFolder;
withAwsAndDynamo((server, tables) => {
  aws = server;
  deployed(aws);
  months ??= new RemindedMonths(tables);
  folder = new TestFolder();
  itIs("2027-04-02T12:00:00-04:00");
});
afterEach(() => {
  jest.restoreAllMocks();
  folder.remove();
});

const itIs = (at: string) => jest.spyOn(Date, "now").mockReturnValue(Date.parse(at));
const report = (args: readonly string[], options?: OpsOptions) =>
  ops(["report", "--environment", "test", ...args], options);
/** The document of a month. */
const documentOf = async (month: string, ...args: string[]) => {
  const { status, out, err } = await report(["--month", month, "--json", ...args]);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  return JSON.parse(out);
};
const partsRead = () =>
  aws.of("Query").map(({ parameters }) => {
    const { ":value": value } = parameters.ExpressionAttributeValues as { ":value": { S: string } };
    return value.S;
  });

/** Writes what the tests of a block read, before the first of them. */
const withReminders = (write: () => Promise<void>) => {
  let written: Promise<void> | undefined;
  beforeEach(() => {
    written ??= write();
    return written;
  });
};

/** Every block has months of its own, since the log keeps the items of the others. */
describe("a month", () => {
  const OF: Readonly<Record<Ending, string>> = {
    sending: "open",
    accepted: "accepted",
    delivered: "delivered",
    undelivered: "undelivered",
    emailed: "delivered",
    "emailed after a text": "accepted",
    bounced: "undelivered",
    failed: "failed",
    "no contact": "noContact",
    declined: "declined",
    expired: "expired",
    cancelled: "cancelled",
    superseded: "cancelled",
  };

  // The third of the month: each report reads three days.
  beforeEach(() => itIs("2027-03-03T15:00:00-05:00"));
  const march = once(() => documentOf("2027-03", "--no-compare"));
  withReminders(async () => {
    // The n-th ending occurs n times.
    for (const [index, ending] of ENDINGS.entries()) {
      const day = `0${(index % 3) + 1}`;
      for (let times = 0; times <= index; times += 1)
        await months.remind({ at: `2027-03-${day}T15:00:00Z`, ending, clinicId: times % 2 === 0 ? "north" : "south" });
    }
    await months.remind({ at: "2027-03-02T15:00:00Z", ending: "delivered", clinicId: "north", reply: "CONFIRM" });
    await months.remind({ at: "2027-03-02T15:00:00Z", ending: "accepted", clinicId: "south", reply: "CANCEL" });
    await months.remind({ at: "2027-03-03T15:00:00Z", ending: "accepted", clinicId: "south", reply: "RESCHEDULE" });
  });
  /** The reminders of an ending on its day. */
  const times = (ending: Ending) => ENDINGS.indexOf(ending) + 1;
  const endings = (group: string) =>
    ENDINGS.filter((ending) => OF[ending] === group).reduce((sum, ending) => sum + times(ending), 0);

  test("counts every reminder in the group of its outcome, and the groups add up", async () => {
    const { reminders, outcomes } = await march();
    expect(outcomes).toEqual({
      delivered: endings("delivered") + 1,
      accepted: endings("accepted") + 2,
      undelivered: endings("undelivered"),
      failed: endings("failed"),
      noContact: endings("noContact"),
      declined: endings("declined"),
      expired: endings("expired"),
      cancelled: endings("cancelled"),
      open: endings("open"),
      others: 0,
    });
    const sum = (Object.values(outcomes) as number[]).reduce((all, one) => all + one, 0);
    expect([reminders, sum]).toEqual([94, 94]);
  });

  test("counts the last answer to each reminder", async () => {
    expect((await march()).answers).toEqual({ CONFIRM: 1, CANCEL: 1, RESCHEDULE: 1 });
  });

  test("adds up by day, by clinic and by channel, in every number", async () => {
    const { reminders, outcomes, answers, parts, emails, costs, ...by } = await march();
    type Row = { reminders: number; outcomes: object; answers: object; parts: number; emails: number; dollars: number };
    const sumOf = (rows: readonly Row[], of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0);
    for (const rows of [by.byDay, by.byClinic, by.byChannel] as Row[][]) {
      expect(sumOf(rows, (row) => row.reminders)).toBe(reminders);
      expect(sumOf(rows, (row) => row.parts)).toBe(parts);
      expect(sumOf(rows, (row) => row.emails)).toBe(emails);
      expect(sumOf(rows, (row) => row.dollars)).toBeCloseTo(costs.sending, 9);
      for (const [name, count] of Object.entries({ ...outcomes, ...answers }))
        expect([
          name,
          sumOf(rows, (row) => (({ ...row.outcomes, ...row.answers }) as Record<string, number>)[name] ?? 0),
        ]).toEqual([name, count]);
    }
    expect(by.byDay.map(({ day }: { day: string }) => day)).toEqual(["2027-03-01", "2027-03-02", "2027-03-03"]);
    expect(by.byClinic.map(({ clinicId }: { clinicId: string }) => clinicId)).toEqual(["north", "south"]);
  });

  test("counts why reminders did not reach the patient, by channel and reason, most frequent first", async () => {
    const { notReached } = await march();
    expect(notReached).toEqual([
      expect.objectContaining({ status: "NO_CONTACT", count: times("no contact") }),
      expect.objectContaining({ status: "ALL_FAILED", reason: "MessageRejected", count: times("failed") }),
      expect.objectContaining({
        status: "UNDELIVERED",
        channel: "EMAIL",
        reason: "NO_MAILBOX",
        count: times("bounced"),
      }),
      expect.objectContaining({
        status: "UNDELIVERED",
        channel: "SMS",
        reason: "UNREACHABLE",
        count: times("undelivered"),
      }),
    ]);
  });

  test("counts why emails went out in place of texts", async () => {
    const { inPlaceOfTexts } = await march();
    expect(inPlaceOfTexts).toMatchObject([
      { reason: "OPTED_OUT", count: times("emailed after a text"), meaning: "the patient has opted out of texts" },
      { reason: "NO_USABLE_PHONE", count: times("emailed"), meaning: "there is no usable phone number" },
    ]);
  });

  test("costs what its parts and emails cost, also of a text whose patient got an email later", async () => {
    const texts = times("accepted") + times("delivered") + times("undelivered") + times("emailed after a text") + 3;
    const emails = times("emailed") + times("emailed after a text") + times("bounced");
    const { costs } = await documentOf(
      "2027-03",
      "--no-compare",
      "--part-price",
      "1",
      "--carrier-fee",
      "0.5",
      "--email-price",
      "0.25",
      "--reminder-price",
      "0.01",
      "--monthly-price",
      "50",
    );
    expect(costs).toMatchObject({
      lines: [
        { amount: 2 * texts, dollars: 2 * texts },
        { amount: 2 * texts, dollars: texts },
        { amount: emails, dollars: emails / 4 },
        { amount: 94, dollars: 0.94 },
        { amount: 1, dollars: 50 },
      ],
      sending: 3 * texts + emails / 4 + 0.94,
      total: 3 * texts + emails / 4 + 0.94 + 50,
      prices: { areListPrices: false },
    });
  });

  test("of one clinic has its reminders only, and no costs of the environment", async () => {
    const { reminders, byClinic, costs, clinics } = await documentOf("2027-03", "--no-compare", "--clinic", "south");
    expect(byClinic).toEqual([expect.objectContaining({ clinicId: "south", reminders })]);
    expect([clinics, costs.lines.length, costs.total]).toEqual([["south"], 4, costs.sending]);
  });

  test("is printed as tables without names, contacts and ids of patients", async () => {
    const { status, out } = await report(["--month", "2027-03", "--no-compare"]);
    expect(status).toBe(0);
    expect(out).toMatch(/^Reminders of test in March 2027, as of Wed, Mar 3, 2027, 15:00 EST\n/);
    expect(out).toMatch(/\nAll reminders +94 +100\.0 % +/);
    expect(out).not.toMatch(/patient-\d|appointment-\d|message-\d|Sarah|\+1206|@example\.com/);
  });

  test("is printed in a narrow terminal, too", async () => {
    const { out } = await report(["--month", "2027-03", "--no-compare"], { columns: 40 });
    expect(out.split("\n").filter((line) => line.length > 40)).toEqual([]);
  });

  test("reads each part of each day of both months by one query, and nothing that says whose a reminder is", async () => {
    await documentOf("2027-03");
    const days = (month: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
    const expected = [...days("2027-03", 3), ...days("2027-02", 28)].flatMap(dayPartsOf);
    expect(partsRead().sort()).toEqual(expected.sort());
    const others = aws.calls.filter(({ action }) => action !== "Query").map(({ action }) => action);
    expect(others.sort()).toEqual([SMS_SETTINGS, PRODUCER_SETTINGS].sort());
    for (const { parameters } of aws.of("Query")) {
      expect(parameters).toMatchObject({ TableName: LOG_TABLE, IndexName: "DayIndex" });
      const names = Object.values(parameters.ExpressionAttributeNames as Record<string, string>);
      expect(names.sort()).toEqual(
        ["dayPart", "status", "channel", "reason", "clinicId", "reply", "smsParts", "possibleDuplicate"].sort(),
      );
    }
  });

  test("names the clinics if it has their profiles", async () => {
    const profiles = join(__dirname, "../../../../examples/clinics.json");
    aws.on(PRODUCER_SETTINGS, () => ({ Environment: { Variables: variablesWithClinics(aws.endpoint, profiles) } }));
    await months.remind({ at: "2027-03-03T15:00:00Z", ending: "declined", clinicId: "saguaro-eye-phoenix" });
    const args = ["--month", "2027-03", "--no-compare", "--clinic", "saguaro-eye-phoenix"];
    expect((await report(args)).out).toContain("\nsaguaro-eye-phoenix ");
    expect((await report([...args, "--clinics", profiles])).out).toContain("\nSaguaro Eye Center ");
  });
});

describe("the month before", () => {
  withReminders(async () => {
    await months.remind({ at: "2026-11-10T15:00:00Z", ending: "delivered", parts: 3 });
    await months.remind({ at: "2026-12-01T15:00:00Z", ending: "undelivered", parts: 1 });
  });

  test("is compared with, if the log has something of it", async () => {
    itIs("2026-12-01T18:00:00-05:00");
    const { before, reminders } = await documentOf("2026-12");
    expect(before).toMatchObject({ month: "2026-11", reminders: 1, parts: 3, outcomes: { delivered: 1 } });
    expect(reminders).toBe(1);
  });

  test("is not shown if the log has nothing of it", async () => {
    itIs("2026-11-01T18:00:00-05:00");
    expect((await documentOf("2026-11")).before).toBeNull();
    expect(partsRead().filter((part) => part.startsWith("2026-10"))).toHaveLength(31 * 16);
  });

  test("is not read with --no-compare", async () => {
    itIs("2026-12-01T18:00:00-05:00");
    expect((await documentOf("2026-12", "--no-compare")).before).toBeNull();
    expect(partsRead().sort()).toEqual(dayPartsOf("2026-12-01"));
  });
});

describe("what is not known", () => {
  const notKnown = async (month: string) => {
    const { final, notKnown, daysIncomplete, daysRead } = await documentOf(month, "--no-compare");
    return { final, daysIncomplete, daysRead, text: (notKnown as string[]).join("\n") };
  };

  test("a month that is not over is read until today, and says so", async () => {
    itIs("2027-05-02T12:00:00-04:00");
    const { final, daysRead, text } = await notKnown("2027-05");
    expect([final, daysRead]).toEqual([false, 2]);
    expect(text).toContain("The month is not over: the figures are those of Sun, May 2, 2027, 12:00 EDT.");
  });

  test("what a carrier accepted without a receipt is not delivered, and whether receipts are on is said", async () => {
    itIs("2027-06-01T20:00:00Z");
    await months.remind({ at: "2027-06-01T15:00:00Z", ending: "accepted" });
    expect((await notKnown("2027-06")).text).toContain(
      "\n1 reminder was accepted by a carrier, and no receipt has come. A receipt may come within days; some carriers send none.",
    );
    const variables = { ...functionEnvironment(aws.endpoint), [ENV.textReceipts]: "off" };
    aws.on(SMS_SETTINGS, () => ({ Environment: { Variables: variables } }));
    expect((await notKnown("2027-06")).text).toContain("Receipts of texts are off");
  });
});

describe("a month that is over", () => {
  const march = once(() => documentOf("2028-03", "--no-compare"));
  beforeEach(() => itIs("2028-04-02T12:00:00Z"));
  withReminders(async () => {
    const at = {
      "2028-02-29": "2028-03-01T04:59:59Z",
      "2028-03-01": "2028-03-01T05:00:00Z",
      // The clocks go forward at 2 in the morning of 12 March: a day of 23 hours.
      "2028-03-11": "2028-03-12T04:59:59Z",
      "2028-03-12": "2028-03-13T03:59:59Z",
      "2028-03-13": "2028-03-13T04:00:00Z",
      "2028-03-31": "2028-04-01T03:59:59Z",
      "2028-04-01": "2028-04-01T04:00:00Z",
    };
    for (const moment of Object.values(at)) await months.remind({ at: moment, ending: "delivered" });
  });

  test("is final if all of its reminders have receipts", async () => {
    const { final, notKnown, daysIncomplete, daysRead } = await march();
    expect({ final, notKnown, daysIncomplete, daysRead }).toEqual({
      final: true,
      notKnown: [],
      daysIncomplete: [],
      daysRead: 31,
    });
  });

  test("has the days of the clinic, at both ends and when the clocks change", async () => {
    expect(CLINIC_TIME_ZONE).toBe("America/New_York");
    const { byDay, reminders } = await march();
    const days = (byDay as { day: string; reminders: number }[]).filter((day) => day.reminders > 0);
    expect(days.map(({ day }) => day)).toEqual(["2028-03-01", "2028-03-11", "2028-03-12", "2028-03-13", "2028-03-31"]);
    expect(reminders).toBe(5);
  });
});

test("a month begins when it begins at the clinic", async () => {
  itIs("2028-06-01T03:59:59Z");
  const early = await report(["--month", "2028-06"]);
  expect([early.status, early.err]).toEqual([2, expect.stringContaining("ops: --month is in the future.\n")]);
  itIs("2028-06-01T04:00:00Z");
  expect((await documentOf("2028-06", "--no-compare")).daysRead).toBe(1);
});

test.each(["2027-13", "2027-00", "2027-3", "2027-03-01", "March", "", "1999-12", "2027-03 "])(
  "--month %j is refused with the option's name, and nothing is called",
  async (month) => {
    const { status, out, err } = await report(["--month", month]);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain("option '--month <month>'");
    expect(err).toContain("Must be an existing month, such as 2027-03.");
    expect(aws.calls).toEqual([]);
  },
);

test("--month is required", async () => {
  expect(await report([])).toMatchObject({ status: 2, err: expect.stringContaining("--month <month>") });
});

test.each(["--part-price", "--carrier-fee", "--email-price", "--reminder-price", "--monthly-price"])(
  "%s must be an amount",
  async (option) => {
    for (const text of ["-1", "free", "1e3", "0.0000000001", "1,5"])
      expect(await report(["--month", "2027-03", option, text])).toMatchObject({
        status: 2,
        err: expect.stringContaining(`option '${option} <dollars>'`),
      });
  },
);

describe("--html", () => {
  beforeEach(() => itIs("2029-05-01T12:00:00-04:00"));

  test("writes the page, and prints its path only", async () => {
    const path = folder.at("may.html");
    const { status, out, err } = await report(["--month", "2029-05", "--no-compare", "--html", path]);
    expect([status, out, err]).toEqual([0, "", `Wrote ${path}.\n`]);
    expect(folder.read("may.html")).toMatch(/^<!doctype html><html lang="en">/);
  });

  test("refuses a path that cannot be written before anything is read", async () => {
    for (const path of [folder.at("no-folder/may.html"), folder.at(".")]) {
      const { status, err } = await report(["--month", "2029-05", "--no-compare", "--html", path]);
      expect([status, err]).toEqual([2, expect.stringMatching(/cannot be written: (?:ENOENT|EISDIR)\.\n$/)]);
    }
    expect(aws.calls).toEqual([]);
  });

  test("writes no page if the log cannot be read, or Ctrl-C ended it", async () => {
    const args = ["--month", "2029-05", "--no-compare", "--html", folder.at("may.html")];
    aws.on("Query", () => new AwsFailure("AccessDeniedException", 400));
    expect((await report(args)).status).toBe(3);
    expect((await report(args, { interrupted: AbortSignal.abort() })).status).toBe(130);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
