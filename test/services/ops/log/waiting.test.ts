/** What the operators' commands say of texts that wait for their send window. */
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { appointment, logEntry } from "../../../support/data/records";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { ops } from "../../../support/ops";
import type { AwsServer } from "../../../support/servers/aws-server";
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

const NIGHT = Date.parse("2026-12-01T22:00:00-05:00");
const MORNING = Date.parse("2026-12-02T09:00:00-05:00");
const NOON = Date.parse("2026-12-02T12:00:00-05:00");

async function wait(id: string, waitingUntil: number, changes = {}) {
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const delivery = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, new FrozenClock(NIGHT));
  const of = appointment({ appointmentId: id, ...changes });
  await delivery.apply("waitForWindow", logEntry({ appointment: of, code: "QUIET_HOURS", waitingUntil }));
  return identifyNotification(of, CLINIC).notificationId;
}
const log = (...args: string[]) => ops(["log", ...args, "--environment", "test"]);

test("log day says how many texts wait, and until when", async () => {
  for (const [id, until] of [
    ["a", MORNING],
    ["b", NOON],
    ["c", MORNING],
  ] as const)
    await wait(id, until);
  const { out } = await log("day", "2026-12-01", "--list");
  expect(out).toMatch(/3 +SMS_WAITING +QUIET_HOURS +no claim holds it; its text waits/);
  expect(out).toContain(
    "Waiting for a send window: 2 texts until Wed, Dec 2, 2026, 09:00:00 EST; 1 text until Wed, Dec 2, 2026, 12:00:00 EST.",
  );
  expect(out).toMatch(/ b +SMS_WAITING +until Wed, Dec 2, 2026, 12:00:00 EST/);
  const json = JSON.parse((await log("day", "2026-12-01", "--list", "--json")).out);
  expect(json.waiting).toEqual([
    { until: "2026-12-02T14:00:00.000Z", count: 2 },
    { until: "2026-12-02T17:00:00.000Z", count: 1 },
  ]);
  expect(json.notifications).toContainEqual(
    expect.objectContaining({ appointmentId: "b", waitingUntil: "2026-12-02T17:00:00.000Z" }),
  );
});

test("log day has no such line if nothing waits", async () => {
  const { out } = await log("day", "2026-12-03");
  expect(out).not.toContain("send window");
});

test("log notification says when the window opens", async () => {
  const id = await wait("d", MORNING);
  expect((await log("notification", id)).out).toContain("The window opens at Wed, Dec 2, 2026, 09:00:00 EST; the text");
});

test("send --watch ends with the time at which a text that waits will go out", async () => {
  const queue = "healthcare-appointments-test";
  const queues = new ServedQueues(aws, queue);
  const until = Date.parse("2199-12-02T14:00:00Z");
  const start = "2199-12-02T14:30";
  const sent = { patientId: "patient-9", appointmentTime: start, phoneNumber: "(206) 555-0100" };
  await wait("e", until, { ...sent, appointmentId: undefined });
  const flags = ["--patient-id", "patient-9", "--appointment-time", start, "--phone-number", "(206) 555-0100"];
  const { status, err } = await ops(["send", "--environment", "test", ...flags, "--watch"]);
  expect(status).toBe(0);
  expect(err).toContain("Quiet hours: 1 text will be sent after the window opens at Mon, Dec 2, 2199, 09:00:00 EST.");
  expect(queues.visibleIn(queue)).toHaveLength(1);
});
