import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { momentText } from "../../../../services/ops/output/time-text";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed, PRODUCER_SETTINGS } from "../../../support/data/deployed";
import { appointment, logEntry, NOW } from "../../../support/data/records";
import { awsEnvironment } from "../../../support/environment";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { ops } from "../../../support/ops";
import { AwsFailure, AwsServer } from "../../../support/servers/aws-server";
import { LOG_TABLE, TestDynamo } from "../../../support/servers/dynamo";
import { ServedQueues } from "../../../support/servers/served-queues";

const APPOINTMENTS = "healthcare-appointments-test";

let dynamo: TestDynamo;
let aws: AwsServer;
let queues: ServedQueues;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "send-"));
  dynamo = await TestDynamo.start();
  aws = await AwsServer.start(dynamo);
});
beforeEach(() => {
  aws.reset();
  awsEnvironment(aws.endpoint);
  deployed(aws);
  queues = new ServedQueues(aws, APPOINTMENTS);
});
afterAll(async () => {
  await aws.stop();
  await dynamo.stop();
  await rm(folder, { recursive: true });
});

const send = (...args: string[]) => ops(["send", "--environment", "test", ...args]);
const queued = () => queues.visibleIn(APPOINTMENTS).map((body) => JSON.parse(body));
const FLAGS = [
  "--patient-id",
  "patient-1",
  "--appointment-time",
  "2199-12-02T14:30",
  "--phone-number",
  "(206) 555-0100",
];

test("an appointment from flags is queued as another system would queue it, and its notification is named", async () => {
  const { status, out, err } = await send(...FLAGS);
  const sent = { patientId: "patient-1", appointmentTime: "2199-12-02T14:30", phoneNumber: "(206) 555-0100" };
  const { notificationId } = identifyNotification(sent, CLINIC);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(out).toBe(`queued on ${APPOINTMENTS}: notification ${notificationId}\n`);
  expect(queued()).toEqual([sent]);
});

test("an appointment from a file is queued", async () => {
  const file = join(folder, "one.json");
  await writeFile(file, JSON.stringify(appointment()));
  expect((await send("--file", file)).status).toBe(0);
  expect(queued()).toEqual([appointment()]);
});

test("an appointment that breaks the contract is not queued: the error names each field, and no value", async () => {
  const { status, err } = await send("--patient-id", " ", "--appointment-time", "Ana", "--time-zone", "Mars/Olympus");
  expect(status).toBe(2);
  for (const field of ["patientId", "appointmentTime", "timeZone"]) expect(err).toContain(field);
  for (const value of ["Ana", "Olympus"]) expect(err).not.toContain(value);
  expect(queued()).toEqual([]);
});

test("an appointment from standard input is queued", async () => {
  const input = JSON.stringify(appointment());
  expect((await ops(["send", "--environment", "test", "--file", "-"], { input })).status).toBe(0);
  expect(queued()).toEqual([appointment()]);
});

test.each([
  ["that is not there", "none.json", undefined],
  ["that is not JSON", "broken.json", "{ Ana"],
])("a file %s is misuse, reported in one sentence", async (_, name, text) => {
  const file = join(folder, name);
  if (text) await writeFile(file, text);
  const { status, err } = await send("--file", file);
  expect(status).toBe(2);
  expect(err).toMatch(/^ops: .+\.\n/);
  expect(err).not.toContain("Ana");
});

test("a file and flags together are misuse", async () => {
  expect((await send("--file", "x.json", ...FLAGS)).status).toBe(2);
});

test.each([
  ["2020-01-01T10:00", "EXPIRED"],
  ["2999-01-01T10:00", "NO_CONTACT"],
])("a warning names the outcome of an appointment that will not be sent: at %s %s", async (time, end) => {
  const { err } = await send("--patient-id", "p", "--appointment-time", time, "--phone-number", "n/a");
  expect(["EXPIRED", "NO_CONTACT"].filter((one) => err.includes(one))).toEqual([end]);
});

test("warnings are the same as for an appointment in a file, and have no value", async () => {
  const input = JSON.stringify({
    patientId: "p",
    appointmentTime: "2999-03-10T02:30",
    phoneNumber: "n/a",
    email: "ana@example.com",
    doctorName: "MÃ¼ller",
    mobile: "206-555-0100",
    cancelled: true,
  });
  const { status, err } = await ops(["send", "--environment", "test", "--file", "-"], { input });
  expect(status).toBe(0);
  const fields = [...err.matchAll(/^warning: (\w+): /gm)].map(([, field]) => field);
  expect(fields.sort()).toEqual(["appointmentTime", "cancelled", "doctorName", "phoneNumber"]);
  expect(err).toMatch(/^Ignored: .*mobile/m);
  for (const value of ["ller", "206-555", "ana@"]) expect(err).not.toContain(value);
});

test("--watch-for implies --watch", async () => {
  const { out } = await send("--patient-id", "p", "--appointment-time", "2999-01-01T10:00", "--watch-for", "1s");
  expect(out).toContain("queued on");
  const { err } = await send("--patient-id", "p", "--appointment-time", "2999-01-01T10:00", "--watch-for", "1s");
  expect(err).toContain("No outcome yet: 1.");
});

describe("A watched notification", () => {
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const of = { patientId: "patient-1", appointmentTime: "2199-12-02T14:30", phoneNumber: "(206) 555-0100" };
  const key = identifyNotification(of, CLINIC);
  const entry = (more = {}) => logEntry({ appointment: of, key, ...more });

  test("is followed to its outcome", async () => {
    const log = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, new FrozenClock(NOW));
    aws.on("SendMessage", (call) => {
      void log.apply("claimSms", entry()).then(() => log.apply("recordSmsSent", entry({ messageId: "sms-1" })));
      return queues.send(call);
    });
    const run = await send(...FLAGS, "--watch", "--receipt-for", "none");
    expect(run).toMatchObject({ status: 0, out: expect.stringContaining("SMS_SENT: 1\n") });
  });

  test.each([
    ["sent again", {}],
    ["sent again with a corrected phone", { phoneNumber: "(206) 555-0101" }],
  ])(
    "that had ended with a text, %s, is reported at once with its outcome and time, and is no success",
    async (_, changes) => {
      const again = { ...of, patientId: "patient-3", ...changes };
      const log = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, new FrozenClock(NOW));
      const sent = { appointment: again, key: identifyNotification(again, CLINIC) };
      await log.apply("claimSms", entry(sent));
      await log.apply("recordSmsSent", entry({ ...sent, messageId: "sms-1" }));
      const flags = ["--patient-id", "patient-3", "--appointment-time", of.appointmentTime];
      // No consumer receives the message, as while sending is stopped: the outcome in the log is not waited for.
      const { status, out, err } = await send(...flags, "--phone-number", again.phoneNumber, "--watch");
      expect(err).toContain(`It ended on ${momentText(NOW, CLINIC_TIME_ZONE)}.\n`);
      expect(err).toContain("To send another reminder of the same appointment, raise its revision.\n");
      expect([status, out]).toEqual([1, expect.stringContaining("already reminded, nothing sent (SMS_SENT): 1\n")]);
      const json = await send(...flags, "--phone-number", again.phoneNumber, "--watch", "--json");
      const endedBefore = [{ status: "SMS_SENT", endedAt: new Date(NOW).toISOString() }];
      expect([json.status, JSON.parse(json.out)]).toEqual([
        1,
        expect.objectContaining({ queued: true, open: 0, endedBefore }),
      ]);
    },
  );

  test("that had failed before, with the same contacts, is reported as a duplicate once that is counted", async () => {
    const failed = { ...of, patientId: "patient-4" };
    const log = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, new FrozenClock(NOW));
    const key = identifyNotification(failed, CLINIC);
    await log.apply("claimSms", entry({ appointment: failed, key, channel: "SMS" }));
    const fellBack = { appointment: failed, key, channel: "SMS", code: "InvalidParameter" } as const;
    await log.apply("fallBackToEmail", entry(fellBack));
    await log.apply("claimEmail", entry({ appointment: failed, key, channel: "EMAIL" }));
    const { item } = await log.apply(
      "giveUp",
      entry({ appointment: failed, key, channel: "EMAIL", code: "MessageRejected" }),
    );
    aws.on("SendMessage", (call) => {
      void log.countDuplicate(item);
      return queues.send(call);
    });
    const flags = ["--patient-id", "patient-4", "--appointment-time", of.appointmentTime, "--watch"];
    const { status, out } = await send(...flags, "--phone-number", of.phoneNumber);
    expect([status, out]).toEqual([1, expect.stringContaining("it had ended before, nothing sent (ALL_FAILED): 1\n")]);
  });

  test("without an outcome in the given time is no success", async () => {
    const other = ["--patient-id", "patient-2", "--appointment-time", "2199-12-02T14:30"];
    const { status, err } = await send(...other, "--watch", "--watch-for", "1s");
    expect(status).toBe(1);
    expect(err).toContain("No outcome yet: 1");
  });
});

test("a missing permission is named", async () => {
  const refusal =
    "User: arn:aws:sts::1:role is not authorized to perform: lambda:GetFunctionConfiguration on resource: x";
  aws.on(PRODUCER_SETTINGS, () => new AwsFailure("AccessDeniedException", 403, refusal));
  const { status, err } = await send(...FLAGS);
  expect(status).toBe(3);
  expect(err).toContain("AWS denied lambda:GetFunctionConfiguration");
});

test("an environment that does not exist is named", async () => {
  aws.on(PRODUCER_SETTINGS, () => new AwsFailure("ResourceNotFoundException", 404));
  const { status, err } = await send(...FLAGS);
  expect(status).toBe(3);
  expect(err).toContain('Environment "test" does not exist');
});
