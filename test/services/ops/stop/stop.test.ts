import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { METRIC_NAMESPACE } from "../../../../contracts/metrics";
import { SENDING_STOPS } from "../../../../contracts/tables/sending-stops";
import { stoppedTargets } from "../../../../services/domain/stops/change-stops";
import { deployed, PRODUCER_SETTINGS, variablesWithClinics } from "../../../support/data/deployed";
import { type OpsOptions, ops } from "../../../support/ops";
import { type AwsAnswer, AwsFailure, type AwsServer, HANG_UP } from "../../../support/servers/aws-server";
import { STOPS_TABLE, type TestDynamo } from "../../../support/servers/dynamo";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ServedQueues } from "../../../support/servers/served-queues";
import { TestFolder } from "../../../support/test-folder";

const Key = { [SENDING_STOPS.partitionKey]: SENDING_STOPS.item };
const APPOINTMENTS = "healthcare-appointments-test";
const EMAIL = "healthcare-email-fallback-test";
const ARN = "arn:aws:sts::123456789012:assumed-role/OnCall/ana";
const WHY = "texts name the wrong place";

let dynamo: TestDynamo;
let aws: AwsServer;
let queues: ServedQueues;
withAwsAndDynamo(async (server, tables) => {
  aws = server;
  dynamo = tables;
  deployed(aws);
  aws.on("GetCallerIdentity", () => ({ Arn: ARN }));
  queues = new ServedQueues(aws, APPOINTMENTS, EMAIL);
  await dynamo.direct.send(new DeleteCommand({ TableName: STOPS_TABLE, Key }));
});

const run = (command: "stop" | "start", args: readonly string[], options?: OpsOptions) =>
  ops([command, "--environment", "test", "--because", WHY, ...args], options);
const stop = (...args: string[]) => run("stop", args);
const start = (...args: string[]) => run("start", ["--yes", ...args]);
const item = async () => (await dynamo.direct.send(new GetCommand({ TableName: STOPS_TABLE, Key }))).Item;
/** The emitted values, with their minutes. */
const emitted = () =>
  aws.of("PutMetricData").map(({ parameters }) => {
    const [datum] = parameters.MetricData as {
      MetricName: string;
      Value: number;
      Timestamp: number;
      Dimensions: object;
    }[];
    expect(parameters.Namespace).toBe(METRIC_NAMESPACE);
    expect(datum).toMatchObject({
      MetricName: "SendingStopped",
      Dimensions: [{ Name: "Environment", Value: "test" }],
    });
    return { value: datum?.Value, minute: Number(datum?.Timestamp) / 60 };
  });
const values = () => emitted().map(({ value }) => value);

describe("stop", () => {
  test("needs no confirmation, records who did it, when and why, and explains the effect", async () => {
    const before = Date.now();
    const { status, out, err } = await stop();
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Texts and emails of test are stopped\.\nWithin 3 seconds, no new requests /);
    expect(out).toMatch(/\nTo start again: npm run ops -- start --because TEXT --environment test\n$/);
    const { SMS, EMAIL: email, changes, version } = (await item()) ?? {};
    expect(SMS).toEqual({ act: "stop", channels: ["SMS", "EMAIL"], at: expect.any(String), by: ARN, because: WHY });
    expect([email, changes, version]).toEqual([SMS, [SMS], 1]);
    expect(Date.parse(SMS.at)).toBeGreaterThanOrEqual(before);
    expect(values()).toEqual([1]);
  });

  test("of one channel says that the other is still sent", async () => {
    const { out } = await stop("--channel", "sms");
    expect(out).toMatch(/^Texts of test are stopped\.\n/);
    expect(out).toContain(
      "\nEmails are still sent. A reminder that is still waiting shortly before its appointment is sent as an email, if",
    );
    expect(out).toContain("To start again: npm run ops -- start --channel sms --because TEXT");
    const { SMS, EMAIL: email } = (await item()) ?? {};
    expect([SMS.channels, email]).toEqual([["SMS"], undefined]);
  });

  test("of a stopped channel says since when, by whom and why it is stopped, and keeps that record", async () => {
    await stop();
    const first = await item();
    const { status, out } = await ops(["stop", "--environment", "test", "--because", "another reason"]);
    expect(status).toBe(0);
    expect(out).toMatch(
      /^Texts and emails have been stopped since \w+, .+ E[DS]T, \d+ s ago, by assumed-role\/OnCall\/ana: "texts name the wrong place"\. This record is kept\.\n/,
    );
    const { version, reportedFor, ...rest } = (await item()) ?? {};
    expect({ ...rest, version: 1, reportedFor: first?.reportedFor }).toEqual(first);
    expect(values()).toEqual([1, 1]);
  });

  test("of both channels, if one is stopped, stops the other", async () => {
    await ops(["stop", "--environment", "test", "--channel", "email", "--because", "bounces"]);
    const { out } = await stop();
    expect(out).toMatch(
      /^Texts of test are stopped\.\nEmails have been stopped since .+: "bounces"\. This record is kept\./,
    );
    const { SMS, EMAIL: email } = (await item()) ?? {};
    expect([SMS.because, email.because]).toEqual([WHY, "bounces"]);
  });

  test("reads the clinic's settings only for the time zone that it shows", async () => {
    aws.on(PRODUCER_SETTINGS, () => new AwsFailure("AccessDeniedException", 403));
    expect((await stop()).status).toBe(0);
    const { status, out } = await stop();
    expect([status, out]).toEqual([0, expect.stringMatching(/ UTC, \d+ s ago, by /)]);
  });

  test.each<[string, AwsAnswer]>([
    ["refuses", new AwsFailure("AccessDenied", 403)],
    ["does not answer", HANG_UP],
    ["returns no identity", {}],
  ])("is made even if STS %s, and says that the record names nobody", async (_, answer) => {
    aws.on("GetCallerIdentity", () => answer);
    const { status, out, err } = await stop();
    expect([status, out]).toEqual([0, expect.stringContaining("are stopped.")]);
    expect(err.replaceAll("\n", " ")).toMatch(
      /^The record has "unknown" as the operator: .+ \(STS\)\. This act cannot be recorded: .+ The stop was made nevertheless;/,
    );
    expect((await item())?.SMS.by).toBe("unknown");
  });

  test("whose metric cannot be emitted takes effect, and a repeated command emits the metric", async () => {
    const refusal = "not authorized to perform: cloudwatch:PutMetricData on resource: x";
    aws.on("PutMetricData", () => new AwsFailure("AccessDenied", 403, refusal));
    const { status, out, err } = await stop();
    expect([status, out]).toEqual([1, expect.stringContaining("are stopped.")]);
    expect(err).toBe(
      "The metric of sending-stopped-alarm-test was not emitted: AWS denied cloudwatch:PutMetricData (CloudWatch).\n" +
        "The change above took effect. To emit the metric, run the same command again.\n",
    );
    expect((await item())?.SMS).toBeDefined();
    aws.on("PutMetricData", () => ({}));
    expect((await stop()).status).toBe(0);
  });

  test("that DynamoDB refuses fails, and emits no metric", async () => {
    const refusal = "not authorized to perform: dynamodb:UpdateItem on resource: x";
    aws.on("UpdateItem", () => new AwsFailure("AccessDeniedException", 400, refusal));
    const { status, out, err } = await stop();
    expect([status, out, values()]).toEqual([3, "", []]);
    expect(err).toMatch(/^ops: AWS denied dynamodb:UpdateItem\.\n/);
  });

  test("prints one JSON document for scripts", async () => {
    const { out, err } = await stop("--channel", "email", "--json");
    const { metric, stopped, ...rest } = JSON.parse(out);
    expect([rest, err]).toEqual([{ environment: "test", act: "stop", by: ARN, changed: ["EMAIL"] }, ""]);
    expect(stopped).toEqual({ EMAIL: { at: expect.any(String), by: ARN, because: WHY } });
    expect(metric).toEqual({ value: 1, minute: expect.stringMatching(/:00\.000Z$/) });
  });

  test("prints errors of STS and CloudWatch in the JSON document, too", async () => {
    aws.on("GetCallerIdentity", () => new AwsFailure("AccessDenied", 403));
    aws.on("PutMetricData", () => new AwsFailure("InvalidParameterValue", 400));
    const { status, out, err } = await stop("--json");
    expect([status, err]).toEqual([1, expect.stringMatching(/^This act cannot be recorded: .+ The stop was\s+made/)]);
    expect(JSON.parse(out)).toMatchObject({
      by: "unknown",
      byError: "AWS denied a call that the command needs",
      metric: { value: 1, error: "Unexpected error: InvalidParameterValueException" },
    });
  });
});

test.each(["stop", "start"])(
  "%s accepts a reason of one printable line with at most 200 characters",
  async (command) => {
    const given = (...because: string[]) => ops([command, "--environment", "test", ...because]);
    for (const because of ["", "  ", "x".repeat(201), "two\nlines", "\u001b[2Jcleared", "turned \u202e round"]) {
      expect([because, (await given("--because", because)).status]).toEqual([because, 2]);
    }
    expect((await ops([command, "--environment", "test"], { withoutReason: true })).status).toBe(2);
    expect((await given("--because", "x", "--channel", "fax")).status).toBe(2);
    expect(aws.calls).toEqual([]);
    expect((await given("--because", "x".repeat(200), ...(command === "start" ? ["--yes"] : []))).status).toBe(0);
  },
);

describe("start", () => {
  const wait = (queue: string, count: number) => {
    for (let index = 0; index < count; index += 1) queues.put(queue, "{}");
  };

  test("shows what is stopped and how many messages wait, asks for confirmation, and starts sending", async () => {
    await stop();
    wait(APPOINTMENTS, 3);
    const { status, out, err } = await run("start", [], { answer: "y" });
    expect(status).toBe(0);
    expect(err).toMatch(
      /^Texts and emails have been stopped since .+ by assumed-role\/OnCall\/ana: "texts name the wrong place"\.\n/,
    );
    expect(err).toContain(`About 3 messages in ${APPOINTMENTS}: 3 visible, 0 in flight, 0 delayed.\n`);
    expect(err).toContain(`No messages in ${EMAIL}.\nStart texts and emails of test again? [y/N] y\n`);
    expect(out).toMatch(
      /^Texts and emails of test are started\.\nWaiting reminders are processed within about 5 minutes/,
    );
    const { SMS, EMAIL: email, changes } = (await item()) ?? {};
    expect([SMS, email]).toEqual([undefined, undefined]);
    expect(changes.map(({ act }: { act: string }) => act)).toEqual(["start", "stop"]);
    expect(values()).toEqual([1, 0]);
  });

  test("counts delayed messages", async () => {
    await stop("--channel", "email");
    aws.on("GetQueueAttributes", () => ({
      Attributes: {
        ApproximateNumberOfMessages: "1",
        ApproximateNumberOfMessagesNotVisible: "2",
        ApproximateNumberOfMessagesDelayed: "1234",
      },
    }));
    const { out } = await start("--dry-run");
    expect(out).toContain(`About 1,237 messages in ${EMAIL}: 1 visible, 2 in flight, 1234 delayed.\n`);
    expect(out).not.toContain(APPOINTMENTS);
  });

  test("asks for confirmation even if the number of messages is unknown", async () => {
    await stop("--channel", "sms");
    const refusal = "not authorized to perform: sqs:getqueueattributes on resource: x";
    aws.on("GetQueueAttributes", () => new AwsFailure("AccessDenied", 403, refusal));
    const { status, err } = await run("start", [], { answer: "y" });
    expect(status).toBe(0);
    expect(err).toContain(`The number of messages in ${APPOINTMENTS} is unknown: AWS denied sqs:getqueueattributes.\n`);
  });

  test.each(["n", ""])("starts nothing after the answer %p", async (answer) => {
    await stop();
    const { status, err } = await run("start", [], { answer });
    expect([status, err.split("\n").at(-2)]).toEqual([0, "Nothing was started."]);
    expect((await item())?.SMS).toBeDefined();
    expect(values()).toEqual([1]);
  });

  test("that is interrupted ends with 130, and starts nothing", async () => {
    await stop();
    const ctrlC = new AbortController();
    const interrupted = ctrlC.signal;
    const { status } = await run("start", [], { answer: "", interrupted, onQuestion: () => ctrlC.abort() });
    expect([status, (await item())?.SMS.because]).toEqual([130, WHY]);
  });

  test("that is declined prints what is stopped, as JSON too", async () => {
    await stop("--channel", "sms");
    const { status, out } = await run("start", ["--json"], { answer: "n" });
    const stopped = { SMS: expect.objectContaining({ because: WHY }) };
    expect([status, JSON.parse(out)]).toEqual([0, { environment: "test", act: "start", changed: [], stopped }]);
  });

  test("without a terminal starts nothing, and says how to confirm", async () => {
    await stop();
    const { status, err } = await run("start", []);
    expect([status, err]).toEqual([2, expect.stringContaining("Use --yes to confirm in advance")]);
    expect((await item())?.SMS).toBeDefined();
  });

  test("starts nothing if sending is stopped again before the confirmation", async () => {
    await stop("--channel", "sms");
    const onQuestion = async () => {
      expect((await stop("--channel", "sms")).out).toContain("This record is kept.");
    };
    const { status, err } = await run("start", [], { answer: "y", onQuestion });
    expect(status).toBe(1);
    expect(err).toContain("ops: Nothing was changed: sending was stopped or started in the meantime.\n");
    expect((await item())?.SMS.because).toBe(WHY);
  });

  test("of one channel keeps the other stopped, and says so; the alarm stays on", async () => {
    await stop();
    const { out } = await start("--channel", "sms");
    expect(out).toMatch(/^Texts of test are started\.\n/);
    expect(out).toMatch(
      /\nEmails have been stopped since .+\.\nTo start again: npm run ops -- start --channel email .+\n$/,
    );
    expect(values()).toEqual([1, 1]);
  });

  test("of a channel that is not stopped says so, needs no confirmation, and emits the metric again", async () => {
    const { status, out } = await run("start", []);
    expect([status, out]).toEqual([0, "Texts and emails of test are not stopped.\n"]);
    expect(values()).toEqual([0]);
    expect(await item()).toMatchObject({ version: 1, changes: [] });
  });

  test("starts a channel that was stopped by hand", async () => {
    await dynamo.direct.send(new PutCommand({ TableName: STOPS_TABLE, Item: { ...Key, SMS: "wrong texts" } }));
    const { status, err } = await run("start", [], { answer: "yes" });
    expect([status, err]).toEqual([0, expect.stringMatching(/^Texts have been stopped by hand: "wrong texts"\.\n/)]);
    expect((await item())?.SMS).toBeUndefined();
  });

  test("prints the plan and the result as JSON", async () => {
    await stop("--channel", "sms");
    wait(APPOINTMENTS, 2);
    const plan = JSON.parse((await start("--dry-run", "--json")).out);
    expect(plan).toEqual({
      environment: "test",
      dryRun: true,
      stopped: { SMS: { at: expect.any(String), by: ARN, because: WHY } },
      waiting: { SMS: { visible: 2, inFlight: 0, delayed: 0 } },
    });
    expect(JSON.parse((await start("--json")).out)).toMatchObject({
      act: "start",
      changed: ["SMS"],
      stopped: {},
      metric: { value: 0 },
    });
  });
});

describe("--clinic", () => {
  const FILE = { default: "north", clinics: ["north", "south", "west"].map((id) => ({ id, name: `${id} clinic` })) };
  const folder = new TestFolder();
  afterAll(() => folder.remove());
  const path = folder.write("clinics.json", JSON.stringify(FILE));
  const withProfiles = () => {
    const Variables = variablesWithClinics(aws.endpoint, path);
    aws.on(PRODUCER_SETTINGS, () => ({ Environment: { Variables } }));
  };
  const targets = async () => stoppedTargets(await item());

  test("stops and starts the only clinic of a deployment without profiles", async () => {
    const { out } = await stop("--clinic", "default");
    expect(out).toMatch(/^Texts and emails of clinic default in test are stopped\.\nWithin 3 seconds/);
    expect(out).toMatch(/\nTo start again: npm run ops -- start --clinic default --because TEXT --environment test\n$/);
    expect([await targets(), values()]).toEqual([["EMAIL:default", "SMS:default"], [1]]);
    expect((await start("--clinic", "default")).out).toMatch(
      /^Texts and emails of clinic default in test are started\./,
    );
    expect([await targets(), values()]).toEqual([[], [1, 0]]);
  });

  test("stops several clinics of the file, records them once, and says what becomes of their emails", async () => {
    withProfiles();
    const { status, out } = await stop(
      ...["--clinic", "north", "--clinic", "west", "--channel", "sms", "--clinics", path],
    );
    expect(status).toBe(0);
    expect(out).toMatch(/^Texts of clinics north and west in test are stopped\.\n/);
    expect(out).toContain(
      "\nEmails of clinics north and west are still sent. A reminder that is still waiting shortly ",
    );
    expect(await item()).toMatchObject({ "SMS:north": 1, "SMS:west": 1, records: { "1": { by: ARN, because: WHY } } });
  });

  test.each([
    ["a clinic that the file does not have", ["--clinic", "east"], "--clinic names a clinic that test does not have"],
    [
      "such a clinic among others",
      ["--clinic", "north", "--clinic", "east"],
      "--clinic, in place 2, names a clinic that test does not have",
    ],
    ["a clinic in capital letters", ["--clinic", "North"], "--clinic names a clinic that test does not have"],
    ["no clinic", ["--clinic", ""], "--clinic names a clinic that test does not have"],
  ])("refuses %s, and stops nothing", async (_, args, problem) => {
    withProfiles();
    const { status, err } = await stop(...args, "--clinics", path);
    expect([status, err]).toEqual([2, `ops: ${problem}.\n     Use the ids of the file that --clinics names.\n`]);
    expect([await item(), values()]).toEqual([undefined, []]);
  });

  test("refuses more clinics than one update of DynamoDB can have", async () => {
    const many = Array.from({ length: 101 }, (_, index) => ["--clinic", `c-${index}`]).flat();
    const { status, err } = await stop(...many);
    expect([status, err]).toEqual([2, expect.stringContaining("--clinic names 101 clinics; 100 are possible in one")]);
  });

  test("refuses a clinic that a deployment without profiles does not have, and names the one that it has", async () => {
    const { status, err } = await stop("--clinic", "north");
    expect([status, err]).toEqual([
      2,
      "ops: --clinic names a clinic that test does not have.\n     Its only clinic is default.\n",
    ]);
  });

  test("needs the file of clinic profiles to stop a clinic, and not to start one that is stopped", async () => {
    withProfiles();
    expect(await stop("--clinic", "north")).toMatchObject({
      status: 2,
      err: expect.stringContaining("Use --clinics with the file"),
    });
    await stop("--clinic", "north", "--clinics", path);
    expect((await start("--clinic", "north")).status).toBe(0);
    expect(await targets()).toEqual([]);
    // Which clinic was meant is not known without the file.
    expect((await start("--clinic", "north")).status).toBe(2);
    const { out } = await start("--clinic", "north", "--clinics", path);
    expect(out).toBe("Texts and emails of clinic north in test are not stopped.\n");
  });

  test("a start of all clinics leaves the stops of single clinics, and says how to end them; the alarm stays on", async () => {
    withProfiles();
    await stop("--clinic", "north", "--channel", "sms", "--clinics", path);
    await stop();
    const { out } = await start();
    expect(out).toMatch(
      /^Texts and emails of test are started\.\n[\s\S]+\nTexts of clinic north have been stopped since .+\.\nTo start again: npm run ops -- start --clinic north --channel sms --because TEXT --environment test\n$/,
    );
    expect([await targets(), values()]).toEqual([["SMS:north"], [1, 1, 1]]);
    expect((await start()).out).toMatch(
      /^Texts and emails of test are not stopped\.\nTexts of clinic north have been /,
    );
  });

  test("a start of one clinic says that its reminders wait for a start of all clinics", async () => {
    await stop("--clinic", "default");
    await stop();
    const { out } = await start("--clinic", "default");
    expect(out).toMatch(
      /^Texts and emails of clinic default in test are started\.\nReminders of these clinics still wait, because sending is stopped for all clinics\.\nTexts and emails have been stopped since /,
    );
    expect(await targets()).toEqual(["SMS", "EMAIL"]);
  });

  test("start shows the stops of these clinics, and what waits in the queues of all, before it asks", async () => {
    await stop("--clinic", "default", "--channel", "sms");
    const { err } = await run("start", ["--clinic", "default"], { answer: "n" });
    expect(err).toMatch(/^Texts of clinic default have been stopped since .+ by assumed-role\/OnCall\/ana: ".+"\.\n/);
    expect(err).toContain(`No messages in ${APPOINTMENTS}.\nStart texts of clinic default in test again? [y/N] n\n`);
    expect(await targets()).toEqual(["SMS:default"]);
  });

  test("prints what is stopped as JSON, by clinic", async () => {
    await stop("--channel", "email");
    const { out } = await stop("--clinic", "default", "--channel", "sms", "--json");
    const record = { at: expect.any(String), by: ARN, because: WHY };
    expect(JSON.parse(out)).toMatchObject({
      changed: ["SMS:default"],
      stopped: { EMAIL: record, clinics: { default: { SMS: record } } },
      metric: { value: 1 },
    });
  });

  test("a stop that was written by hand for a clinic is shown, and ended", async () => {
    await dynamo.direct.send(new PutCommand({ TableName: STOPS_TABLE, Item: { ...Key, "SMS:south": "wrong texts" } }));
    const { err } = await run("start", ["--clinic", "south"], { answer: "y" });
    expect(err).toMatch(/^Texts of clinic south have been stopped by hand: "wrong texts"\.\n/);
    expect(await targets()).toEqual([]);
  });
});

test("a stop and a start within a minute are reported for one minute each, in order", async () => {
  await stop();
  await start();
  await stop();
  const minutes = emitted();
  expect(minutes.map(({ value }) => value)).toEqual([1, 0, 1]);
  const [first = 0, ...others] = minutes.map(({ minute }) => minute);
  expect(others.map((minute) => minute - first)).toEqual([1, 2]);
});
