/** A clinic tries its own settings in the local run: those in cdk.context.json, and `-c KEY=VALUE` as for `cdk`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { ENV } from "../../../../contracts/environment";
import { resourceNames } from "../../../../contracts/resource-names";
import { mergeContext, rateLine, readContextFile, settingsLine } from "../../../../infra/local/command-line/context";
import { UserError } from "../../../../infra/local/command-line/user-error";
import { startLocalCloudProcess } from "../../../support/servers/local-cloud";
import { TestFolder } from "../../../support/test-folder";

const read = (path: string) => readFileSync(join(__dirname, "../..", "..", "..", path), "utf8");

describe("The settings of a run", () => {
  test("come from the command line first, then from cdk.json, then from cdk.context.json, as with cdk", () => {
    const own = {
      file: { timeZone: "UTC", schedule: "08:00", catchUpDays: 3 },
      commandLine: { timeZone: "Asia/Tokyo" },
    };
    expect(mergeContext({ timeZone: "Europe/Paris", schedule: "07:00" }, own)).toMatchObject({
      timeZone: "Asia/Tokyo",
      schedule: "07:00",
      catchUpDays: 3,
    });
  });

  test("have the local carrier's rate if they name none, and their own rate otherwise", () => {
    expect(mergeContext({}, {})).toMatchObject({ smsPartsPerSecond: 1000, smsTextsPerSecond: 1000, smsConcurrency: 5 });
    // The samples share phones.
    expect(mergeContext({}, {}).maxTextsPerPhone).toBe("off");
    expect(mergeContext({}, { commandLine: { maxTextsPerPhone: "3" } }).maxTextsPerPhone).toBe("3");
    const rates = (project: object, file: object) =>
      Object.entries(mergeContext({ ...project }, { file: { ...file } })).filter(([name]) =>
        /^sms.*(?:PerSecond|Concurrency)$/.test(name),
      );
    expect(rates({}, { smsPartsPerSecond: 3 })).toEqual([["smsPartsPerSecond", 3]]);
    expect(rates({ smsConcurrency: 4 }, {})).toEqual([["smsConcurrency", 4]]);
  });

  test("turn on the receipts of SNS's texts, unless a setting says or requires otherwise", () => {
    const smsSettings = (file: object) => mergeContext({}, { file: { ...file } }).smsAccountSettings;
    expect(mergeContext({}, {})).toMatchObject({ smsAccountSettings: "managed", smsMonthlySpendLimit: 1 });
    expect(mergeContext({}, { file: { smsMonthlySpendLimit: 50 } })).toMatchObject({ smsMonthlySpendLimit: 50 });
    expect(smsSettings({ smsAccountSettings: "untouched" })).toBe("untouched");
    // The receipts of End User Messaging need no setting, and managed settings no deletion of their logs.
    expect(smsSettings({ smsCarrier: "end-user-messaging" })).toBeUndefined();
    expect(smsSettings({ retainData: "false" })).toBeUndefined();
  });

  test("are listed with their origin; a rate that makes the run slow is printed with settings for a faster run", () => {
    const file = { timeZone: "UTC", smsPartsPerSecond: 3, "availability-zones:account=1:region=x": [] };
    expect(settingsLine({ file, commandLine: { schedule: "08:00" } })).toBe(
      "Settings: timeZone, smsPartsPerSecond (cdk.context.json); schedule (-c)",
    );
    expect(rateLine({ file })).toMatch(/-c smsPartsPerSecond=1000 -c smsTextsPerSecond=1000 -c smsConcurrency=5$/);
    const commandLine = { smsPartsPerSecond: "1000", smsTextsPerSecond: "1000", smsConcurrency: "5" };
    expect(rateLine({ file, commandLine })).toBeUndefined();
    expect([settingsLine({}), rateLine({})]).toEqual([undefined, undefined]);
  });
});

describe("cdk.context.json", () => {
  const folder = new TestFolder();
  afterAll(() => folder.remove());

  test("may be missing", async () => {
    expect(await readContextFile(join(folder.path, "none"))).toEqual({});
  });

  test.each([
    ["{", "cdk.context.json is not valid JSON"],
    ["", "cdk.context.json is not valid JSON"],
    ['["timeZone"]', "cdk.context.json must be a JSON object"],
    ["null", "cdk.context.json must be a JSON object"],
  ])("that holds %p is refused by its name", async (text, message) => {
    folder.write("cdk.context.json", text);
    const reading = readContextFile(folder.path);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(UserError);
  });
});

test("the local run uses a clinic's settings: those in docs/deploying.md", async () => {
  const [, example = ""] = /```json\n(\{\n {2}"environment".*?)```/s.exec(read("docs/deploying.md")) ?? [];
  const file = JSON.parse(example) as Record<string, unknown>;
  const cloud = await startLocalCloudProcess({ settings: { file, commandLine: { schedule: "07:30" } } });
  try {
    const names = resourceNames("prod");
    const FunctionName = names.smsConsumer;
    const lambda = new LambdaClient(cloud.clientConfig);
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(Environment?.Variables).toMatchObject({
      [ENV.environment]: "prod",
      [ENV.timeZone]: "America/Chicago",
      [ENV.smsPartsPerSecond]: "3",
    });
    const scheduler = new SchedulerClient(cloud.clientConfig);
    expect(await scheduler.send(new GetScheduleCommand({ Name: names.schedule }))).toMatchObject({
      ScheduleExpression: "cron(30 7 * * ? *)",
      ScheduleExpressionTimezone: "America/Chicago",
    });
    expect(cloud.environment).toBe("prod");
    expect(Object.keys(await cloud.queueCounts())).toContain(names.appointmentsQueue);
  } finally {
    await cloud.stop();
  }
});

test("an unknown setting or an invalid value is refused, as by cdk", async () => {
  const starting = startLocalCloudProcess({ settings: { commandLine: { timezone: "UTC", schedule: "25:00" } } });
  await expect(starting).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(
      /^There is no setting timezone; did you mean timeZone\?\nSetting schedule got "25:00"/,
    ),
  });
});
