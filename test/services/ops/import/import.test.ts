import { existsSync, statSync } from "node:fs";
import { Readable } from "node:stream";
import type { StoredAppointment } from "../../../../contracts/tables/appointments-table";
import { dueDayOf, duePartOf } from "../../../../contracts/tables/appointments-table";
import { PRODUCER_SETTINGS } from "../../../support/data/deployed";
import { functionEnvironment } from "../../../support/environment";
import { clinicIn, ops } from "../../../support/ops";
import { AwsFailure, AwsServer } from "../../../support/servers/aws-server";
import { APPOINTMENTS, TestDynamo } from "../../../support/servers/dynamo";
import { TestFolder } from "../../../support/test-folder";

const ENVIRONMENT = "test";
let dynamo: TestDynamo;
let aws: AwsServer;
let folder: TestFolder;
const environment = { ...process.env };
beforeAll(async () => {
  dynamo = await TestDynamo.start();
  aws = await AwsServer.start(dynamo);
});
beforeEach(async () => {
  aws.reset();
  process.env.AWS_ENDPOINT_URL = aws.endpoint;
  process.env.AWS_REGION = "us-east-1";
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
  folder = new TestFolder();
  await dynamo.emptyAppointments();
});
afterEach(() => folder.remove());
afterAll(async () => {
  process.env = environment;
  await aws.stop();
  await dynamo.stop();
});

afterEach(() => jest.restoreAllMocks());

const HEADER = "appointmentId,patientId,appointmentTime,email,doctorName";
const row = (id: string | number, time = "2999-03-01T14:30", email = "pat@example.com", doctor = "Rivera") =>
  `${id},patient-${id},${time},${email},${doctor}`;
const csv = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;
const many = (count: number) => csv(...Array.from({ length: count }, (_, index) => row(`id-${index}`)));

const run = (path: string, ...options: string[]) =>
  ops(["import", path, "--environment", ENVIRONMENT, ...clinicIn("America/New_York"), ...options]);
const imported = (content: string, ...options: string[]) => run(folder.write("a.csv", content), ...options);
const writes = () => aws.of("UpdateItem").length;

/** What a command told, as counts by name. */
const counts = (out: string) =>
  Object.fromEntries([...out.matchAll(/^([a-z, A-Z]+): ([\d,]+)/gm)].map(([, name, count]) => [name, Number(count)]));

describe("What is written", () => {
  test("a new appointment is written with all its fields, due the day before in the clinic's zone", async () => {
    const header = "appointmentId,patientId,appointmentTime,phoneNumber,location,timeZone,schemaVersion";
    // In Chicago it is the second of March, 11 PM; in New York the third.
    const content = `${header}\n7,patient-7,2999-03-02T23:30,(206) 555-0100,"Room 3, ""North""",America/Chicago,1\n`;
    expect(await imported(content)).toEqual({
      status: 0,
      out: "new or changed: 1 (1 new)\nunchanged or already reminded: 0 (0 already reminded)\nover: 0\nrejected: 0\n",
      err: "",
    });
    expect(await dynamo.appointment("7")).toEqual({
      appointmentId: "7",
      patientId: "patient-7",
      appointmentTime: "2999-03-02T23:30",
      phoneNumber: "(206) 555-0100",
      location: 'Room 3, "North"',
      timeZone: "America/Chicago",
      schemaVersion: 1,
      reminderDate: duePartOf("2999-03-02", "7", "patient-7"),
    });
  });

  test.each([
    ["json", (entries: object[]) => JSON.stringify(entries)],
    ["jsonl", (entries: object[]) => entries.map((entry) => JSON.stringify(entry)).join("\n")],
  ])("%s is imported as CSV is", async (format, text) => {
    const entry = {
      appointmentId: "8",
      patientId: "p",
      appointmentTime: "2999-03-02T12:00Z",
      reminderDate: "2999-02-20",
    };
    const file = folder.write(`a.${format}`, text([entry, { ...entry, appointmentId: "9", email: null }]));
    const { status, out } = await run(file);
    expect([status, counts(out)["new or changed"]]).toEqual([0, 2]);
    for (const appointmentId of ["8", "9"]) {
      const reminderDate = duePartOf(entry.reminderDate, appointmentId, "p");
      expect(await dynamo.appointment(appointmentId)).toEqual({ ...entry, appointmentId, reminderDate });
    }
  });

  test("--days-before sets the day, a past day becomes today, and reminderDate takes precedence", async () => {
    const soon = new Date(Date.now() + 36 * 3_600_000).toISOString();
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(Date.now());
    const content = [
      "appointmentId,patientId,appointmentTime,reminderDate",
      "1,p,2999-03-10T12:00,",
      "2,p,2999-03-10T12:00,2999-03-09",
      `3,p,${soon},`,
      `4,p,${soon},2020-01-01`,
    ].join("\n");
    expect(await imported(content, "--days-before", "9")).toMatchObject({ status: 0 });
    const days = await Promise.all(["1", "2", "3", "4"].map((id) => dynamo.appointment(id)));
    expect(days.map((item) => dueDayOf(String(item?.reminderDate)))).toEqual([
      "2999-03-01",
      "2999-03-09",
      today,
      today,
    ]);
  });

  test("the clinic's zone is that of the deployment, unless --time-zone names one", async () => {
    const Variables = { ...functionEnvironment(aws.endpoint), CLINIC_TIME_ZONE: "Asia/Tokyo" };
    aws.on(PRODUCER_SETTINGS, () => ({ Environment: { Variables } }));
    const file = folder.write("a.csv", csv(row(1, "2999-03-01T20:00Z")));
    expect(await ops(["import", file, "--environment", ENVIRONMENT])).toMatchObject({ status: 0 });
    expect(await dynamo.appointment("1")).toMatchObject({ reminderDate: duePartOf("2999-03-01", "1", "patient-1") });
    expect(aws.of(PRODUCER_SETTINGS)).toHaveLength(1);
  });

  test("which phones are texted is as deployed, also beside --time-zone, unless options say it", async () => {
    const Variables = { ...functionEnvironment(aws.endpoint), DEFAULT_COUNTRY: "GB", COUNTRIES: "GB" };
    aws.on(PRODUCER_SETTINGS, () => ({ Environment: { Variables } }));
    const header = "appointmentId,patientId,appointmentTime,phoneNumber";
    const file = folder.write(
      "a.csv",
      `${header}\n1,p,2999-03-01T14:30,206 555 0100\n2,p,2999-03-01T15:30,07400 123456\n`,
    );
    const unreachable = async (...options: string[]) => {
      const zone = ["--time-zone", "Europe/London"];
      const { out } = await ops(["import", file, "--environment", ENVIRONMENT, "--dry-run", ...zone, ...options]);
      return counts(out)["of these, without a usable contact"] ?? 0;
    };
    expect(await unreachable()).toBe(1);
    expect(await unreachable("--countries", "US")).toBe(2);
    expect(await unreachable("--default-country", "US", "--countries", "US,GB")).toBe(1);
  });

  test("empty fields of a row are removed from the item, and attributes outside the contract are kept", async () => {
    await dynamo.putAppointments({
      appointmentId: "1",
      patientId: "patient-1",
      location: "Room 1",
      ttl: 5,
      source: "legacy",
    });
    const content = csv(row(1))
      .replace(HEADER, `${HEADER},location`)
      .replace(/Rivera$/m, "Rivera,");
    expect(counts((await imported(content)).out)["new or changed"]).toBe(1);
    const item = await dynamo.appointment("1");
    expect(item).toMatchObject({
      patientId: "patient-1",
      ttl: 5,
      source: "legacy",
      reminderDate: duePartOf("2999-02-28", "1", "patient-1"),
    });
    expect(item).not.toHaveProperty("location");
  });

  test("appointments that are over are counted, and not written", async () => {
    const { status, out } = await imported(csv(row(1, "2020-03-01T14:30"), row(2)));
    expect([status, counts(out)]).toMatchObject([0, { over: 1, "new or changed": 1 }]);
    expect(await dynamo.appointment("1")).toBeUndefined();
  });

  test("a row without a usable contact is written, and counted", async () => {
    const { status, out } = await imported(csv(row(1, undefined, "nowhere")));
    expect([status, counts(out)]).toMatchObject([0, { "of these, without a usable contact": 1 }]);
  });

  test("of rows with one appointmentId the last counts", async () => {
    const rows = Array.from({ length: 200 }, (_, index) =>
      row(`id-${index % 3}`, undefined, undefined, `Dr. ${index}`),
    );
    expect(await imported(csv(...rows))).toMatchObject({ status: 0 });
    const items = await Promise.all([0, 1, 2].map((id) => dynamo.appointment(`id-${id}`)));
    expect(items.map((item) => item?.doctorName)).toEqual(["Dr. 198", "Dr. 199", "Dr. 197"]);
  });

  test("a dry run checks everything, and writes nothing", async () => {
    const { status, out, err } = await imported(csv(row(1), row(2, "soon"), row(3, "2020-03-01T14:30")), "--dry-run");
    expect(out).toBe("would be written: 1\nover: 1\nrejected: 1\n");
    expect(err).toMatch(/^line 3: appointmentTime must be an ISO 8601 date and time/);
    expect([status, aws.calls, existsSync(folder.at("a.rejected.csv"))]).toEqual([1, [], false]);
  });

  test("--json prints the counts as JSON", async () => {
    const { out } = await imported(csv(row(1), row(2, "soon")), "--json");
    expect(JSON.parse(out)).toEqual({
      new: 1,
      changed: 0,
      unchanged: 0,
      cancelled: 0,
      reminded: 0,
      over: 0,
      older: 0,
      rejected: 1,
      withdrawn: 0,
      noContact: 0,
      declined: 0,
      warnings: {},
      failed: {},
      rejectedFile: folder.at("a.rejected.csv"),
      rejectedFileComplete: true,
    });
  });
});

describe("The same file may be imported again", () => {
  const reminded = async (id: string, mark: Partial<StoredAppointment>) => {
    const item = { ...(await dynamo.appointment(id)) };
    delete item.reminderDate;
    await dynamo.putAppointments({ ...item, ...mark });
  };
  const queued = { reminderQueuedAt: "2999-02-28T09:00:00.000Z" };
  const missed = { reminderMissedAt: "2999-02-28T09:00:00.000Z" };

  test("unchanged appointments are counted as such", async () => {
    await imported(csv(row(1), row(2)));
    const { out } = await imported(csv(row(1), row(2, undefined, "other@example.com")));
    expect(counts(out)).toMatchObject({ "new or changed": 1, "unchanged or already reminded": 1 });
  });

  test.each([queued, missed])(
    "an appointment whose reminder was queued is updated, and is not due again: %j",
    async (mark) => {
      await imported(csv(row(1)));
      await reminded("1", mark);
      const { status, out } = await imported(csv(row(1, undefined, "new@example.com", "")));
      expect(out).toContain("unchanged or already reminded: 1 (1 already reminded)\n");
      const item = await dynamo.appointment("1");
      expect(item).toMatchObject({ email: "new@example.com", ...mark });
      expect(item).not.toHaveProperty("doctorName");
      expect(item).not.toHaveProperty("reminderDate");
      expect(status).toBe(0);
    },
  );

  test.each([queued, missed])("a moved appointment is due again: %j", async (mark) => {
    await imported(csv(row(1)));
    await reminded("1", mark);
    expect(counts((await imported(csv(row(1, "2999-04-01T09:00")))).out)).toMatchObject({ "new or changed": 1 });
    const item = await dynamo.appointment("1");
    expect(item).toMatchObject({
      appointmentTime: "2999-04-01T09:00",
      revision: 1,
      reminderDate: duePartOf("2999-03-31", "1", "patient-1"),
    });
    expect(Object.keys(item ?? {}).filter((name) => name in { ...queued, ...missed })).toEqual([]);
  });

  test("one appointment of two patients is two items, and neither replaces the other", async () => {
    const header = "appointmentId,patientId,appointmentTime,email";
    const content = `${header}\nslot-9,a,2999-03-01T14:30,a@example.com\nslot-9,b,2999-03-01T14:30,b@example.com\n`;
    for (const expected of [2, 0])
      expect(counts((await imported(content)).out)).toMatchObject({ "new or changed": expected });
    const items = await dynamo.appointmentsOf("slot-9");
    expect(items.map(({ appointmentId, patientId, email }) => [appointmentId, patientId, email]).sort()).toEqual([
      ["slot-9", "a", "a@example.com"],
      ["slot-9", "b", "b@example.com"],
    ]);
  });

  test("an appointment that was moved away and back has another revision each time, and is due each time", async () => {
    await imported(csv(row(1)));
    expect(await dynamo.appointment("1")).not.toHaveProperty("revision");
    for (const [time, revision] of [
      ["2999-04-01T09:00", 1],
      ["2999-03-01T14:30", 2],
    ] as const) {
      await reminded("1", queued);
      for (const _ of ["moved", "the same file again"]) await imported(csv(row(1, time)));
      expect(await dynamo.appointment("1")).toMatchObject({ appointmentTime: time, revision });
      expect(await dynamo.appointment("1")).toHaveProperty("reminderDate");
    }
  });

  test("an appointment that the file has at two times is reminded at the last one, and once for all nights", async () => {
    const file = csv(row(1, "2999-03-01T14:30"), row(1, "2999-04-01T09:00"), row(1, "2999-05-01T09:00"));
    await imported(file);
    const { revision, ...first } = (await dynamo.appointment("1")) ?? {};
    expect(first).toMatchObject({ appointmentTime: "2999-05-01T09:00", reminderDate: expect.anything() });
    await imported(file);
    expect(await dynamo.appointment("1")).toEqual({ ...first, revision });
    await reminded("1", queued);
    const item = await dynamo.appointment("1");
    for (const _ of ["tomorrow", "the day after"]) {
      expect((await imported(file)).status).toBe(0);
      expect(await dynamo.appointment("1")).toEqual(item);
    }
    expect((await imported(csv(row(1, "2999-03-01T14:30")))).status).toBe(0);
    expect(await dynamo.appointment("1")).toMatchObject({
      appointmentTime: "2999-03-01T14:30",
      revision: Number(revision) + 1,
    });
    expect(await dynamo.appointment("1")).toHaveProperty("reminderDate");
  });

  test("the same start in another notation does not raise the revision or make the appointment due again", async () => {
    await imported(csv(row(1, "2999-03-01T14:30")));
    await reminded("1", queued);
    for (const time of ["2999-03-01T14:30:00-05:00", "2999-03-01T19:30Z"]) {
      expect((await imported(csv(row(1, time)))).out).toContain("(1 already reminded)");
      const item = await dynamo.appointment("1");
      expect(item).toMatchObject({ appointmentTime: time });
      for (const absent of ["revision", "reminderDate"]) expect(item).not.toHaveProperty(absent);
    }
  });

  test("a revision that a row gives raises the item's and makes it due again, and never lowers it", async () => {
    const withRevision = (revision: string) =>
      `appointmentId,patientId,appointmentTime,revision\n1,p,2999-03-01T14:30,${revision}\n`;
    await imported(withRevision("0"));
    await reminded("1", queued);
    for (const [given, revision, due] of [
      ["3", 3, true],
      ["2", 3, false],
      ["", 3, false],
      ["3", 3, false],
    ] as const) {
      expect(await imported(withRevision(given))).toMatchObject({ status: 0 });
      const item = await dynamo.appointment("1");
      expect([given, item?.revision, "reminderDate" in (item ?? {})]).toEqual([given, revision, due]);
      if (due) await reminded("1", queued);
    }
  });

  test("a local time in another zone is another time, one with an offset is not", async () => {
    const inZone = (zone: string) =>
      `appointmentId,patientId,appointmentTime,timeZone\n1,p,2999-03-01T14:30,${zone}\n2,p,2999-03-01T14:30Z,${zone}\n`;
    for (const zone of ["America/Chicago", "", "Asia/Tokyo"]) {
      await imported(inZone(zone === "Asia/Tokyo" ? "" : "Europe/Paris"));
      await reminded("1", queued);
      await reminded("2", queued);
      await imported(inZone(zone));
      expect(await dynamo.appointment("1")).toHaveProperty("reminderDate");
      expect(await dynamo.appointment("2")).not.toHaveProperty("reminderDate");
    }
  });

  test("an appointment that a booking system made due again stays due", async () => {
    await imported(csv(row(1)));
    await dynamo.putAppointments({ ...(await dynamo.appointment("1")), ...queued });
    await imported(csv(row(1)));
    expect(await dynamo.appointment("1")).toMatchObject({ reminderDate: duePartOf("2999-02-28", "1", "patient-1") });
    expect(await dynamo.appointment("1")).not.toHaveProperty("reminderQueuedAt");
  });

  describe("of an appointment with a plan", () => {
    const planned = (plan = "7d@10:00, 1d@09:00, 3h", time = "2999-03-01T14:30") =>
      `appointmentId,patientId,appointmentTime,reminderPlan\n1,patient-1,${time},"${plan}"\n`;
    const part = (due: string) => duePartOf(due, "1", "patient-1");
    const second = { ...queued, reminderDate: part("2999-02-28T14:00"), reminderStep: "1d@09:00" };

    test("makes it due for the first step", async () => {
      await imported(planned());
      const due = { reminderDate: part("2999-02-22T15:00"), reminderStep: "7d@10:00" };
      expect(await dynamo.appointment("1")).toMatchObject(due);
      const { out } = await imported(planned());
      expect(out).toContain("unchanged or already reminded: 1 (0 already reminded)");
      expect(await dynamo.appointment("1")).toMatchObject(due);
    });

    test("leaves the next step as it is, once a step was queued", async () => {
      await imported(planned());
      await dynamo.putAppointments({ ...(await dynamo.appointment("1")), ...second });
      const before = await dynamo.appointment("1");
      const { out } = await imported(planned());
      expect(out).toContain("unchanged or already reminded: 1 (0 already reminded)");
      expect(await dynamo.appointment("1")).toEqual(before);
    });

    test("begins the plan again if the appointment was moved, and removes a step that another plan does not have", async () => {
      await imported(planned());
      await dynamo.putAppointments({ ...(await dynamo.appointment("1")), ...second });
      await imported(planned(undefined, "2999-04-01T14:30"));
      const moved = await dynamo.appointment("1");
      expect(moved).toMatchObject({ revision: 1, reminderDate: part("2999-03-25T14:00"), reminderStep: "7d@10:00" });
      expect(moved).not.toHaveProperty("reminderQueuedAt");
      await imported(planned("1d", "2999-04-01T14:30"));
      const daily = await dynamo.appointment("1");
      expect(daily).toMatchObject({ reminderDate: part("2999-03-31"), reminderPlan: "1d" });
      expect(daily).not.toHaveProperty("reminderStep");
    });

    test("keeps a stored plan that the file does not have", async () => {
      await imported(planned());
      await imported(csv(row(1)));
      expect(await dynamo.appointment("1")).toMatchObject({ reminderStep: "7d@10:00" });
    });

    test("counts the days of --days-before instead", async () => {
      await imported(planned(), "--days-before", "2");
      const item = await dynamo.appointment("1");
      expect(item).toMatchObject({ reminderDate: part("2999-02-27"), reminderPlan: "7d@10:00, 1d@09:00, 3h" });
      expect(item).not.toHaveProperty("reminderStep");
    });
  });

  test("an interrupted import finishes what it had begun, and a second run completes it", async () => {
    const interrupted = new AbortController();
    aws.on("UpdateItem", ({ parameters }) => {
      if (writes() === 40) interrupted.abort();
      written.add(JSON.stringify(parameters.Key));
      return {};
    });
    const written = new Set<string>();
    const file = folder.write("a.csv", many(150));
    const args = ["import", file, "--environment", ENVIRONMENT, ...clinicIn("Asia/Tokyo")];
    const first = await ops(args, { interrupted: interrupted.signal });
    expect(first).toMatchObject({
      status: 130,
      err: expect.stringMatching(/^ops: Interrupted\.\n {5}Run the same command again/),
    });
    expect(counts(first.out)["new or changed"]).toBe(written.size);
    expect(written.size).toBeLessThan(100);
    aws.reset();
    const second = await ops(args);
    expect(second).toMatchObject({ status: 0 });
    expect(await dynamo.countAppointments()).toBe(150);
  });
});

describe("What is not taken", () => {
  test("rejected rows are written unchanged to a file that only its owner can read", async () => {
    const content = csv(row(1), '2,patient-2,soon,"a, b",', ",,2999-03-01T14:30,,").replace(/^.*$/m, `${HEADER},note`);
    const wide = content.replace(/(?<=[^e])$/gm, ",x").replace(`${HEADER},note,x`, `${HEADER},note`);
    const file = folder.write("a.csv", wide.trimEnd().replace(/\n,x$/, ""));
    const { status, out, err } = await run(file);
    const rejected = folder.at("a.rejected.csv");
    expect(folder.read("a.rejected.csv").split("\n")).toEqual([
      `${HEADER},note,rejectedLine,rejectedBecause`,
      expect.stringMatching(/^2,patient-2,soon,"a, b",,x,3,"appointmentTime must be an ISO 8601 .*"$/),
      ",,2999-03-01T14:30,,,x,4,patientId is required; appointmentId is required in the appointments table",
      "",
    ]);
    expect(statSync(rejected).mode & 0o777).toBe(0o600);
    expect(out).toContain(`The rejected entries are in ${rejected}. It has patient data`);
    expect(err).not.toContain("patient-2");
    expect([status, counts(out)]).toMatchObject([1, { "new or changed": 1, rejected: 2 }]);
  });

  test("the corrected file of rejected rows can be imported", async () => {
    await imported(csv(row(1, "soon")));
    const mended = folder.write("mended.csv", folder.read("a.rejected.csv").replace("soon", "2999-03-01T14:30"));
    expect(await run(mended)).toMatchObject({
      status: 0,
      err: expect.stringContaining("Ignored: the columns rejectedLine"),
    });
    const again = folder.write("again.csv", folder.read("mended.csv").replace("2999-03-01T14:30", "soon"));
    await run(again);
    expect(folder.read("again.rejected.csv").split("\n")[0]).toBe(`${HEADER},rejectedLine,rejectedBecause`);
  });

  test("rejected JSON entries get the reason as fields; a value that is not an object is wrapped in one", async () => {
    await run(folder.write("a.json", '[{"patientId": "p", "extra": [1]}, 7]'), "--rejected", folder.at("no.jsonl"));
    expect(
      folder
        .read("no.jsonl")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        patientId: "p",
        extra: [1],
        rejectedIndex: 0,
        rejectedBecause: "appointmentTime is required; appointmentId is required in the appointments table",
      },
      { rejectedEntry: 7, rejectedIndex: 1, rejectedBecause: "must be a JSON object" },
    ]);
    await run(folder.write("b.jsonl", '{"cut'));
    expect(JSON.parse(folder.read("b.rejected.jsonl"))).toEqual({
      rejectedEntry: '{"cut',
      rejectedLine: 1,
      rejectedBecause: "must be JSON",
    });
  });

  test("an id, and a day of the reminder that can be, are required", async () => {
    const content = [
      "appointmentId,patientId,appointmentTime,reminderDate",
      ",p,2999-03-10T12:00,",
      "2,p,2999-03-10T12:00,2999-02-29",
      "3,p,2999-03-10T12:00,tomorrow",
      "4,p,2999-03-10T12:00,2999-03-11",
      "5,p,2999-03-10T12:00,2999-03-10",
    ].join("\n");
    const { err, out } = await imported(content);
    expect(err.split("\n")).toEqual([
      "line 2: appointmentId is required in the appointments table",
      "lines 3, 4: reminderDate must be a day that exists, such as 2026-11-30",
      "line 5: reminderDate must not be after the day of the appointment",
      "",
    ]);
    expect(counts(out)["new or changed"]).toBe(1);
    expect(await imported("patientId,appointmentTime\n")).toMatchObject({ status: 2 });
  });

  test("every problem is printed once, with its first positions and the number of others, and all are in the file", async () => {
    const soon = Array.from({ length: 50 }, (_, index) => row(index, "soon"));
    const { err } = await imported(csv(...soon, row(50).replace("patient-50", ""), row(51).replace("patient-51", "")));
    expect(err.trim().split("\n")).toEqual([
      expect.stringMatching(/^lines 2, 3, 4, 5, 6 and 45 more: appointmentTime must be /),
      "lines 52, 53: patientId is required",
    ]);
    expect(folder.read("a.rejected.csv").trim().split("\n")).toHaveLength(53);
  });

  test("a failed write is reported by its code, and its entry is in the file", async () => {
    aws.on("UpdateItem", ({ text }) =>
      text.includes("id-7") ? new AwsFailure("ValidationException", 400, "pat@example.com is no good") : {},
    );
    const { status, out, err } = await imported(many(10));
    expect([status, err]).toEqual([1, "line 9: not written: ValidationException\n"]);
    expect(counts(out)).toMatchObject({ "new or changed": 9, "failed, ValidationException": 1 });
    expect(folder.read("a.rejected.csv")).toContain("Rivera,9,not written: ValidationException\n");
  });

  test("a throttled write is tried again", async () => {
    // The pauses between attempts are random, from nothing.
    jest.spyOn(Math, "random").mockReturnValue(0);
    let throttled = 6;
    aws.on("UpdateItem", () => {
      throttled -= 1;
      return throttled >= 0 ? new AwsFailure("ProvisionedThroughputExceededException", 400) : {};
    });
    expect(await imported(csv(row(1)))).toMatchObject({ status: 0 });
  });

  test("of a file that is invalid in the middle, the entries before that are written and counted", async () => {
    const { status, out, err } = await imported(`${many(100)}"cut,${row(100)}\n${row(101)}`);
    expect(counts(out)["new or changed"]).toBe(100);
    expect(err).toContain("a.csv, line 102: a quote in the row that begins here is not closed.\n");
    expect(err).toContain("The entries before it were imported");
    expect([status, await dynamo.countAppointments()]).toEqual([1, 100]);
  });

  test.each([
    ["cut", '[{"a":1},{"a'],
    ["more", "[{}] x"],
  ])("JSON that is %s, after entries that were read, ends with status 1", async (_, content) => {
    expect(await run(folder.write("a.json", content))).toMatchObject({ status: 1 });
  });
});

describe("An environment that cannot be used ends it with status 3", () => {
  test("there is none of the name", async () => {
    const { status, err, out } = await ops([
      "import",
      folder.write("a.csv", many(300)),
      "--environment",
      "nowhere",
      ...clinicIn("UTC"),
    ]);
    expect(err).toContain('ops: Environment "nowhere" does not exist in this account and region');
    expect([status, out, writes()]).toEqual([3, "", 0]);
    expect(existsSync(folder.at("a.rejected.csv"))).toBe(false);
  });

  test("it refuses", async () => {
    aws.on(
      "UpdateItem",
      () => new AwsFailure("AccessDeniedException", 400, "not authorized to perform: dynamodb:UpdateItem on"),
    );
    expect(await imported(csv(row(1)))).toMatchObject({
      status: 3,
      err: expect.stringContaining("ops: AWS denied dynamodb:UpdateItem.\n"),
    });
  });

  test("there is no connection", async () => {
    process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:1";
    expect(await imported(csv(row(1)))).toMatchObject({ status: 3, err: expect.stringContaining("Cannot connect to") });
  });
});

test("standard input is imported, and its rejected rows are written to the current folder", async () => {
  const args = ["import", "-", "--environment", ENVIRONMENT, ...clinicIn("UTC"), "--rejected", folder.at("r.csv")];
  const input = Readable.from([Buffer.from(csv(row(1), row(2, "soon")))]);
  expect(await ops(args, { input })).toMatchObject({ status: 1 });
  expect(folder.read("r.csv")).toContain("2,patient-2,soon");
  expect(await dynamo.appointment("1")).toMatchObject({ patientId: "patient-1" });
});

test.each([
  ["a header alone", csv()],
  ["a header and empty rows", csv(",,,,")],
])("a file of %s has no appointments: status 2, and nothing is written", async (_, content) => {
  const { status, out, err } = await imported(content);
  expect([status, writes()]).toEqual([2, 0]);
  expect(out).toContain("new or changed: 0 (0 new)\n");
  expect(err).toMatch(/^ops: \S+a\.csv has no appointments\.\n {5}.+\n$/);
});

test("the table is the environment's", async () => {
  await imported(csv(row(1)));
  expect(aws.of("UpdateItem").map(({ parameters }) => parameters.TableName)).toEqual([APPOINTMENTS]);
});
