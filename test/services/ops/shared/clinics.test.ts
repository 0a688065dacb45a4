/** The commands in a deployment with clinic profiles. */
import { readFileSync } from "node:fs";
import { clinicProfiles } from "../../../../contracts/clinics/profile-files";
import { checkClinics } from "../../../../contracts/clinics/profiles";
import { ENV } from "../../../../contracts/environment";
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { PRODUCER_SETTINGS } from "../../../support/data/deployed";
import { appointment, logEntry } from "../../../support/data/records";
import { functionEnvironment } from "../../../support/environment";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { ops } from "../../../support/ops";
import type { AwsServer } from "../../../support/servers/aws-server";
import { LOG_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ALL_QUEUES, ServedQueues } from "../../../support/servers/served-queues";
import { TestFolder } from "../../../support/test-folder";

const DLQ = "healthcare-appointments-dlq-test";
const FILE = {
  default: "north",
  clinics: [
    { id: "north", name: "North Clinic" },
    { id: "south", name: "South Clinic", timeZone: "America/Phoenix", linkDomains: ["video.example.com"] },
  ],
};

const folder = new TestFolder();
afterAll(() => folder.remove());
const path = folder.write("clinics.json", JSON.stringify(FILE));
const other = folder.write("other.json", JSON.stringify({ ...FILE, default: "south" }));
const profiles = profilesOf(path);
const clinics = clinicsInMemory(profiles.clinics);

function profilesOf(file: string) {
  const check = checkClinics(readFileSync(file, "utf8"));
  if (!check.ok) throw new Error(check.problems.join());
  const { timeZone, defaultCountry, countries, smsWording, reminderPlan, sendWindow } = CLINIC;
  return clinicProfiles(check.file, { timeZone, defaultCountry, countries, smsWording, reminderPlan, sendWindow });
}

let dynamo: TestDynamo;
let aws: AwsServer;
let queues: ServedQueues;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  deploy(profiles.digest);
  queues = new ServedQueues(aws, ...ALL_QUEUES);
  await dynamo.emptyAppointments();
});

function deploy(digest: string): void {
  const Variables = { ...functionEnvironment(aws.endpoint), [ENV.clinics]: digest };
  aws.on(PRODUCER_SETTINGS, () => ({ Environment: { Variables } }));
}

const run = (...args: string[]) => ops([...args, "--environment", "test"]);
const NEEDS = [
  ["send", "--patient-id", "p", "--appointment-time", "2199-12-02T14:30"],
  ["import", folder.write("one.json", JSON.stringify([{ ...appointment(), appointmentId: "a" }]))],
  ["appointments", "check"],
  ["dlq", "show", "some-id"],
  ["dlq", "redrive", "--dry-run"],
  ["dlq", "drop", "--dry-run", "--reason", "INVALID_JSON", "--because", "a test"],
  ["smoke", "--dry-run"],
];

describe.each(NEEDS)("%s %s", (...command) => {
  test("without the file of profiles does nothing, and says what it needs", async () => {
    const { status, err } = await run(...command);
    expect(status).toBe(2);
    expect(err).toMatch(/^ops: test has clinic profiles, which this command needs\.\n.*--clinics/);
  });

  test("refuses a file that is not the deployed one", async () => {
    const { status, err } = await run(...command, "--clinics", other);
    expect(status).toBe(2);
    expect(err).toContain(`does not have the clinic profiles of test`);
    expect(err).toContain(profiles.digest);
  });

  test("refuses a file if the deployment has no profiles", async () => {
    deploy("none");
    const { status, err } = await run(...command, "--clinics", path);
    expect([status, err]).toEqual([2, expect.stringContaining("test is deployed without clinic profiles")]);
  });

  test("takes the deployed file", async () => {
    expect((await run(...command, "--clinics", path)).err).not.toContain("profiles");
  });
});

test.each([
  ["that is not there", "none.json", undefined, /none.json cannot be read \(ENOENT\)/],
  [
    "that has an unknown zone",
    "bad.json",
    { default: "n", clinics: [{ id: "n", name: "N", timeZone: "X" }] },
    /timeZone/,
  ],
])("a file of profiles %s is misuse", async (_, name, content, problem) => {
  const file = content ? folder.write(name, JSON.stringify(content)) : folder.at(name);
  const { status, err } = await run("appointments", "check", "--clinics", file);
  expect([status, err]).toEqual([2, expect.stringMatching(problem)]);
});

const south = appointment({ clinicId: "south", appointmentId: "a-1", appointmentTime: "2199-12-02T14:30" });
const keyOf = (of: typeof south) => {
  const clinic = clinics.find(of.clinicId);
  if (!clinic) throw new Error("no clinic");
  return identifyNotification(of, clinic);
};

test("send names the notification of the clinic, whose local time it reads", async () => {
  const file = folder.write("south.json", JSON.stringify(south));
  const { status, out } = await run("send", "--file", file, "--clinics", path);
  expect([status, out]).toEqual([0, expect.stringContaining(keyOf(south).notificationId)]);
  expect(keyOf(south).timestamp).toBe(Date.parse("2199-12-02T21:30:00Z"));
});

test.each([
  ["clinicId", { clinicId: "west" }],
  ["link", { link: "https://evil.example/visit" }],
])("send refuses an appointment whose %s its clinic does not allow", async (field, changes) => {
  const file = folder.write("refused.json", JSON.stringify({ ...south, ...changes }));
  const { status, err } = await run("send", "--file", file, "--clinics", path);
  expect([status, err]).toEqual([2, expect.stringContaining(`${field} must be`)]);
  expect(err).not.toMatch(/west|evil/);
});

describe("dlq", () => {
  const put = (of: object) => queues.put(DLQ, JSON.stringify(of), { DeadLetterReason: "EMAIL_REFUSED" }, 0);

  test("list counts by clinic as messages name it, and may be limited to one", async () => {
    put(south);
    put(south);
    put(appointment());
    put({ ...south, clinicId: "a b <script>" });
    const { groups } = JSON.parse((await run("dlq", "list", "--json")).out);
    const counts = groups.map(({ clinicId, count }: { clinicId?: string; count: number }) => [clinicId, count]);
    expect(counts).toEqual([
      ["south", 2],
      [undefined, 2],
    ]);
    expect((await run("dlq", "list")).out).toMatch(/detail +clinic +belongs to/);
    expect(JSON.parse((await run("dlq", "list", "--json", "--clinic", "south")).out)).toMatchObject({ messages: 2 });
  });

  test("show has the clinic, and the appointment's time there", async () => {
    put(south);
    const { out } = await run("dlq", "show", keyOf(south).notificationId, "--clinics", path);
    expect(out).toMatch(/^Clinic +south$/m);
    expect(out).toMatch(/^Appointment +a-1, .* 14:30 MST$/m);
  });

  test("redrive moves the messages of one clinic", async () => {
    put(south);
    put(appointment());
    put({ ...south, clinicId: "west" });
    const { out } = await run("dlq", "redrive", "--yes", "--json", "--clinics", path, "--clinic", "south");
    expect(JSON.parse(out)).toMatchObject({ moved: { "email-fallback": 1 } });
    expect(queues.visibleIn("healthcare-email-fallback-test").map((body) => JSON.parse(body))).toEqual([south]);
  });
});

describe("import", () => {
  const written = (row: object, ...more: string[]) => {
    const file = folder.write("import.json", JSON.stringify([{ ...south, ...row }]));
    return run("import", file, "--clinics", path, ...more);
  };

  test("reads a local time in the zone of the entry's clinic", async () => {
    expect((await written({})).status).toBe(0);
    expect(await dynamo.appointment("a-1")).toMatchObject({ clinicId: "south" });
    const rejected = await written({ clinicId: "west" }, "--dry-run");
    expect([rejected.status, rejected.err]).toEqual([1, expect.stringContaining("clinicId must be")]);
  });

  test("reads it in the stored clinic's zone if the entry has none: the same time is no move", async () => {
    await written({});
    const { clinicId, ...without } = south;
    const file = folder.write("without.json", JSON.stringify([without]));
    const { out } = await run("import", file, "--clinics", path);
    expect(out).toContain("unchanged or already reminded: 1");
    expect(await dynamo.appointment("a-1")).toMatchObject({ clinicId: "south" });
    expect(await dynamo.appointment("a-1")).not.toHaveProperty("revision");
  });

  test("raises the revision if the clinic changes", async () => {
    await written({});
    await written({ clinicId: "north" });
    expect(await dynamo.appointment("a-1")).toMatchObject({ clinicId: "north", revision: 1 });
  });

  test("makes a declined reminder due again, in another revision, once the patient wants it", async () => {
    await written({ contactPreference: "none" });
    const { reminderDate, ...item } = (await dynamo.appointment("a-1")) as Record<string, unknown>;
    await dynamo.putAppointments({ ...item, reminderDeclinedAt: "2199-12-01T14:00:00.000Z" } as never);
    expect((await written({ contactPreference: "none" })).out).toContain("(1 already reminded)");
    await written({ contactPreference: "sms" });
    const after = await dynamo.appointment("a-1");
    expect(after).toMatchObject({ reminderDate, revision: 1, contactPreference: "sms" });
    expect(after).not.toHaveProperty("reminderDeclinedAt");
  });

  test("refuses options that a profile decides", async () => {
    const { status, err } = await written({}, "--time-zone", "UTC");
    expect([status, err]).toEqual([2, expect.stringContaining("cannot be combined with clinic profiles")]);
  });

  test("counts the patients who want no reminders", async () => {
    const { out } = await written({ contactPreference: "none" }, "--dry-run");
    expect(out).toContain("of these, of patients who want no reminders: 1\n");
  });
});

test("appointments check finds what a clinic's profile does not allow", async () => {
  const item = { ...south, reminderDate: "2199-12-01" };
  await dynamo.putAppointments(
    { ...item, appointmentId: "good" },
    { ...item, appointmentId: "west", clinicId: "west" },
    { ...item, appointmentId: "link", link: "https://evil.example/" },
  );
  const { out } = await run("appointments", "check", "--json", "--clinics", path);
  const found = JSON.parse(out).findings.map(({ code, field }: { code: string; field: string }) => `${code} ${field}`);
  expect(found.filter((one: string) => one.startsWith("BREAKS")).sort()).toEqual([
    "BREAKS_CONTRACT clinicId",
    "BREAKS_CONTRACT link",
  ]);
});

describe("log", () => {
  const DAY = "2198-05-01";
  async function remind(clinicId: string, patientId: string) {
    const of = { ...south, clinicId, patientId };
    const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
    const log = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, new FrozenClock(Date.parse(`${DAY}T15:00:00Z`)));
    await log.apply("decline", logEntry({ appointment: of, key: keyOf(of), clinicId, contact: {} }));
  }

  test("counts, lists, exports and shows by clinic", async () => {
    await remind("south", "p-1");
    await remind("south", "p-2");
    await remind("north", "p-1");
    const byClinic = JSON.parse((await run("log", "day", DAY, "--by-clinic", "--json")).out);
    expect(byClinic.totals).toEqual([
      { clinicId: "north", status: "DECLINED", count: 1 },
      { clinicId: "south", status: "DECLINED", count: 2 },
    ]);
    expect((await run("log", "day", DAY, "--by-clinic")).out).toMatch(/^south +2 +DECLINED/m);
    expect((await run("log", "day", DAY, "--list")).out).toMatch(/claimed +clinic +patient/);
    expect((await run("log", "day", DAY, "--clinic", "south")).out).toContain("2 notifications");
    expect((await run("log", "patient", "p-1")).out.match(/^Clinic +\w+$/gm)).toHaveLength(2);
    expect((await run("log", "patient", "p-1", "--clinic", "south")).out).toMatch(/^Clinic +south$/m);
    const range = ["--from", DAY, "--to", DAY];
    const [head = "", ...rows] = (await run("log", "export", ...range, "--clinic", "south")).out.trim().split("\n");
    const column = head.split(",").indexOf("clinicId");
    expect(rows.map((row) => row.split(",")[column])).toEqual(["south", "south"]);
    const replayed = await run("log", "replay", ...range, "--clinic", "north", "--dry-run");
    expect(replayed.out).toBe("would be published: 1\n");
  });
});
