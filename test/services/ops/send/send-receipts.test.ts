/** `send --watch` waits for the receipt of the text or email that it caused. */
import { ENV } from "../../../../contracts/environment";
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import type { TransitionName } from "../../../../services/domain/notification/transitions";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed, SMS_SETTINGS } from "../../../support/data/deployed";
import { logEntry, NOW } from "../../../support/data/records";
import { functionEnvironment } from "../../../support/environment";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { LOG_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ServedQueues } from "../../../support/servers/served-queues";

let dynamo: TestDynamo;
let aws: AwsServer;
withAwsAndDynamo((server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
});

type Step = readonly [transition: TransitionName, more?: object];
const TEXTED: readonly Step[] = [["claimSms"], ["recordSmsSent", { channel: "SMS", messageId: "sms-1" }]];
const EMAILED: readonly Step[] = [["claimEmail"], ["recordEmailSent", { channel: "EMAIL", messageId: "ses-1" }]];
const UNREACHABLE = { channel: "SMS", messageId: "sms-1", code: "UNREACHABLE" };

let patients = 0;
/**
 * Sends an appointment, and takes the steps once it is queued. The command sees the end of each stage.
 * @param stages lists of steps
 * @param args further options
 */
async function send(stages: readonly (readonly Step[])[], ...args: string[]) {
  patients += 1;
  const of = { patientId: `patient-${patients}`, appointmentTime: "2199-12-02T14:30", phoneNumber: "(206) 555-0100" };
  const key = identifyNotification(of, CLINIC);
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const log = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, new FrozenClock(NOW));
  const take = async (steps: readonly Step[]) => {
    for (const [transition, more] of steps) await log.apply(transition, logEntry({ appointment: of, key, ...more }));
  };
  const queues = new ServedQueues(aws, "healthcare-appointments-test");
  const stop = new AbortController();
  const reads = () => aws.of("BatchGetItem").length;
  // A stage follows once the command has read the one before: a second read begins after the first has its answer.
  const takeAll = async () => {
    for (const steps of stages) {
      await take(steps);
      for (const before = reads(); reads() < before + 2 && !stop.signal.aborted; )
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  let taken: Promise<void> | undefined;
  aws.on("SendMessage", (call) => {
    taken = takeAll();
    return queues.send(call);
  });
  const flags = ["--patient-id", of.patientId, "--appointment-time", of.appointmentTime, "--phone-number"];
  const run = await ops(["send", "--environment", "test", ...flags, of.phoneNumber, "--watch", ...args]);
  stop.abort();
  await taken;
  return run;
}

test("a text that the carrier delivers is followed to its receipt", async () => {
  const { status, out, err } = await send([TEXTED, [["recordSmsDelivered", { channel: "SMS", messageId: "sms-1" }]]]);
  expect(err).toContain("The carrier accepted the text. Waiting up to 2 min for its receipt.\n");
  expect(err).toContain("Delivered: the carrier reports that the text arrived.\n");
  expect([status, out]).toEqual([0, expect.stringMatching(/\nSMS_DELIVERED: 1\n$/)]);
});

test("a text that is not delivered is no success: the reason and what to do are named", async () => {
  const { status, out, err } = await send([TEXTED, [["recordUndelivered", UNREACHABLE]]]);
  expect(err).toContain(
    "Not delivered: the phone or its carrier could not be reached (UNREACHABLE). Nothing else is sent.",
  );
  expect(err).toContain("What to do: Check the number");
  expect([status, out]).toEqual([1, expect.stringContaining("UNDELIVERED, UNREACHABLE: 1\n")]);
});

test("a text that is not delivered, and is followed by an email, is followed to the email's receipt", async () => {
  const text = { ...UNREACHABLE, fallbackMessage: "{}" };
  const stages = [TEXTED, [["fallBackUndelivered", text] as const], EMAILED];
  const { status, out, err } = await send([
    ...stages,
    [["recordEmailDelivered", { channel: "EMAIL", messageId: "ses-1" }]],
  ]);
  expect(err.split("\n").filter(Boolean)).toEqual([
    "The carrier accepted the text. Waiting up to 2 min for its receipt.",
    "The text was not delivered: the phone or its carrier could not be reached (UNREACHABLE). An email follows.",
    "The carrier accepted the email. Waiting up to 2 min for its receipt.",
    "Delivered: the patient's mail server accepted the email.",
  ]);
  expect([status, out]).toEqual([0, expect.stringMatching(/\nEMAIL_DELIVERED, UNREACHABLE: 1\n$/)]);
});

test("without a receipt in the given time it ends as accepted, which is no failure", async () => {
  const { status, out, err } = await send([TEXTED], "--receipt-for", "1s");
  expect(err).toMatch(
    /No receipt of the text within 1 s: .+\nCheck later: npm run ops -- log notification [0-9a-f]{32}\n$/,
  );
  expect([status, out]).toEqual([0, expect.stringMatching(/\nSMS_SENT: 1\n$/)]);
  const json = await send([TEXTED], "--receipt-for", "1s", "--json");
  expect([json.status, JSON.parse(json.out)]).toMatchObject([
    0,
    { outcomes: { SMS_SENT: 1 }, open: 0, withoutReceipt: 1 },
  ]);
});

test("a receipt of a text is not waited for where there are none, and one of an email is", async () => {
  const off = { ...functionEnvironment(aws.endpoint), [ENV.textReceipts]: "off" };
  aws.on(SMS_SETTINGS, () => ({ Environment: { Variables: off } }));
  const text = await send([TEXTED]);
  expect([text.status, text.err]).toEqual([
    0,
    expect.stringMatching(/^Receipts of texts are off in this environment\./),
  ]);
  const email = await send([EMAILED], "--receipt-for", "1s");
  expect([email.status, email.err]).toEqual([0, expect.stringContaining("No receipt of the email within 1 s")]);
});

test("without the permission to read whether there are receipts of texts none is waited for", async () => {
  aws.on(SMS_SETTINGS, () => new AwsFailure("AccessDeniedException", 403));
  const { status, err } = await send([TEXTED]);
  expect([status, err]).toEqual([0, expect.stringMatching(/^Receipts of texts may be off: .+not readable\./)]);
});

test("--receipt-for none ends with the carrier's acceptance", async () => {
  const { status, out, err } = await send([TEXTED], "--receipt-for", "none");
  expect([status, err, out]).toEqual([0, "", expect.stringMatching(/\nSMS_SENT: 1\n$/)]);
});
