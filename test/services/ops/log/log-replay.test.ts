import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { systemClock } from "../../../../services/adapters/system-clock";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { deployed } from "../../../support/data/deployed";
import { appointment, logEntry } from "../../../support/data/records";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { skippingClock } from "../../../support/fakes/skipping-clock";
import { ops } from "../../../support/ops";
import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { LOG_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";

let dynamo: TestDynamo;
let aws: AwsServer;
withAwsAndDynamo((server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  aws.on("PublishBatch", () => ({}));
});

const replay = (...args: string[]) => ops(["log", "replay", ...args, "--environment", "test"]);

/** The events that were published, in no order. */
const published = () =>
  aws
    .of("PublishBatch")
    .flatMap(({ parameters }) => Object.entries(parameters))
    .filter(([name]) => name.endsWith(".Message"))
    .map(([, body]) => JSON.parse(String(body)));

let patients = 0;
/** @returns the id of a notification that was taken up at the time, and ended unless it is held */
async function notification(at: string, held = false): Promise<string> {
  patients += 1;
  const of = appointment({ patientId: `patient-${patients}`, appointmentId: `replay-${patients}` });
  const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const log = dynamoDeliveryLog(dynamo.direct, LOG_TABLE, settings, new FrozenClock(Date.parse(at)));
  await log.apply("claimSms", logEntry({ appointment: of, channel: "SMS" }));
  if (!held) await log.apply("recordSmsSent", logEntry({ appointment: of, channel: "SMS", messageId: "sms-1" }));
  return identifyNotification(of, CLINIC).notificationId;
}

test("one notification's event is published as it was, with its transition and without names and contacts", async () => {
  const notificationId = await notification("2026-12-01T15:00:00Z");
  expect(await replay("--notification", notificationId)).toEqual({ status: 0, out: "published: 1\n", err: "" });
  const [event, ...others] = published();
  expect(event).toMatchObject({ notificationId, status: "SMS_SENT", transition: 2, messageId: "sms-1" });
  expect(others).toEqual([]);
  for (const secret of ["Sarah", "+1206", "@example.com"]) expect(JSON.stringify(event)).not.toContain(secret);
});

test("the events of a range of the clinic's days are published, only of ended notifications", async () => {
  const ids = [
    // At the clinic it is still the third.
    await notification("2026-12-04T02:00:00Z"),
    await notification("2026-12-04T15:00:00Z"),
  ];
  await notification("2026-12-04T15:00:00Z", true);
  await notification("2026-12-05T15:00:00Z");
  expect(await replay("--from", "2026-12-03", "--to", "2026-12-04")).toMatchObject({
    status: 0,
    out: "published: 2\n",
  });
  expect(
    published()
      .map((event) => event.notificationId)
      .sort(),
  ).toEqual(ids.sort());
});

test("a dry run counts, and publishes nothing", async () => {
  await notification("2026-12-07T15:00:00Z");
  const { status, out } = await replay("--from", "2026-12-07", "--dry-run", "--json");
  expect([status, JSON.parse(out)]).toEqual([0, { dryRun: true, interrupted: false, events: 1, failed: {} }]);
  expect(aws.of("PublishBatch")).toEqual([]);
});

describe("--rate", () => {
  beforeAll(async () => {
    for (let count = 0; count < 25; count += 1) await notification("2026-12-14T15:00:00Z");
  });
  afterEach(() => jest.restoreAllMocks());

  /** When each call of up to ten events was made, in ms from the start, on a clock whose waits take no time. */
  async function timesOfCalls(...options: string[]): Promise<readonly number[]> {
    const clock = skippingClock();
    jest.spyOn(systemClock, "now").mockImplementation(clock.now);
    jest.spyOn(systemClock, "sleep").mockImplementation(clock.sleep);
    const times: number[] = [];
    aws.on("PublishBatch", () => {
      times.push(clock.now());
      return {};
    });
    const { status } = await replay("--from", "2026-12-14", ...options);
    expect([status, published().length]).toEqual([0, options.includes("--dry-run") ? 0 : 25]);
    return times;
  }

  test.each([
    [[], [0, 100, 200]],
    [
      ["--rate", "5"],
      [0, 2_000, 4_000],
    ],
    [
      ["--rate", "100000"],
      [0, 0.1, 0.2],
    ],
    [["--rate", "1", "--dry-run"], []],
  ])("bounds the events a second: with %j, calls of ten events are made at %j ms", async (options, times) => {
    expect(await timesOfCalls(...options)).toEqual(times);
  });

  test.each(["0", "-1", "1.5", "fast", ""])("of %j is misuse", async (rate) => {
    expect(await replay("--from", "2026-12-14", "--rate", rate)).toMatchObject({ status: 2 });
    expect(aws.of("PublishBatch")).toEqual([]);
  });
});

test("a failed publish is reported by its code, and is not a success", async () => {
  const id = await notification("2026-12-09T15:00:00Z");
  aws.on("PublishBatch", () => new AwsFailure("NotFound", 404));
  expect(await replay("--notification", id)).toMatchObject({
    status: 1,
    out: "published: 0\nfailed, NotFoundException: 1\n",
  });
});

test("a replay that finds nothing is not a success", async () => {
  for (const nothing of [
    ["--notification", "none"],
    ["--from", "2020-01-01"],
  ])
    expect(await replay(...nothing)).toMatchObject({ status: 1, out: "published: 0\n" });
});

test.each([
  ["nothing", []],
  ["a notification and a day", ["--notification", "x", "--from", "2026-12-01"]],
  ["a last day alone", ["--to", "2026-12-01"]],
  ["days that run backwards", ["--from", "2026-12-02", "--to", "2026-12-01"]],
])("%s is misuse", async (_, args) => {
  expect(await replay(...args)).toMatchObject({ status: 2 });
});
