/** A clinic tries its own settings in the local run: those of an environment, and `-c KEY=VALUE` as for `cdk`. */
import { join } from "node:path";
import { mergeContext, namedSettings, rateLine, settingsLine } from "../../../../infra/local/command-line/context";
import { readContextFile, readOwnSettings } from "../../../../infra/local/command-line/own-settings";
import { UserError } from "../../../../infra/local/command-line/user-error";
import { startLocalCloudProcess } from "../../../support/servers/local-cloud";
import { TestFolder } from "../../../support/test-folder";

/** An environment's file with these settings. */
const fileOf = (settings: object) => ({ path: "infra/environments/prod.json", settings: { ...settings } });

describe("The settings of a run", () => {
  test("come from the command line first, then cdk.json, cdk.context.json and the environment's file, as with cdk", () => {
    const own = {
      file: fileOf({ timeZone: "UTC", schedule: "08:00", catchUpDays: 3, retentionDays: 50 }),
      contextFile: { "reminders:timeZone": "Europe/Rome", "reminders:catchUpDays": 4, "reminders:schedule": "06:00" },
      commandLine: { timeZone: "Asia/Tokyo" },
    };
    const project = { "reminders:timeZone": "Europe/Paris", "reminders:schedule": "07:00" };
    expect(namedSettings(project, own)).toEqual({
      timeZone: "Asia/Tokyo",
      schedule: "07:00",
      catchUpDays: 4,
      retentionDays: 50,
    });
    expect(mergeContext(project, own)).toMatchObject({
      "reminders:timeZone": "Asia/Tokyo",
      "reminders:schedule": "07:00",
      "reminders:catchUpDays": 4,
    });
    // The app reads the file itself, and names it in errors.
    expect(mergeContext(project, own)).not.toHaveProperty("reminders:retentionDays");
  });

  test("are those of the environment that is named, in the folder of files, and of any account and region", () => {
    expect(mergeContext({}, { environment: "prod", environmentsFolder: "infra/environments" })).toMatchObject({
      environment: "prod",
      "reminders:environmentsFolder": "infra/environments",
      "reminders:account": "",
      "reminders:region": "",
    });
    expect(mergeContext({ environment: "test" }, {})).toMatchObject({
      environment: "test",
      "reminders:environmentsFolder": "",
    });
  });

  test("leave the context of others as it is", () => {
    const others = { "@aws-cdk/core:newStyle": true, "acme:stage": "x", timeZone: "UTC" };
    expect(mergeContext(others, { contextFile: { "availability-zones:x": [] } })).toMatchObject({
      ...others,
      "availability-zones:x": [],
    });
  });

  test("have the local carrier's rate if they name none, and their own rate otherwise", () => {
    expect(mergeContext({}, {})).toMatchObject({
      "reminders:smsPartsPerSecond": 1000,
      "reminders:smsTextsPerSecond": 1000,
      "reminders:smsConcurrency": 5,
    });
    // The samples share phones.
    expect(mergeContext({}, {})["reminders:maxTextsPerPhone"]).toBe("off");
    expect(mergeContext({}, { commandLine: { maxTextsPerPhone: "3" } })["reminders:maxTextsPerPhone"]).toBe("3");
    expect(mergeContext({}, { file: fileOf({ maxTextsPerPhone: 3 }) })).not.toHaveProperty(
      "reminders:maxTextsPerPhone",
    );
    const rates = (project: object, file: object) =>
      Object.entries(mergeContext({ ...project }, { file: fileOf(file) })).filter(([name]) =>
        /:sms.*(?:PerSecond|Concurrency)$/.test(name),
      );
    expect(rates({}, { smsPartsPerSecond: 3 })).toEqual([]);
    expect(rates({ "reminders:smsConcurrency": 4 }, {})).toEqual([["reminders:smsConcurrency", 4]]);
  });

  test("turn on the receipts of SNS's texts, unless a setting says or requires otherwise", () => {
    const smsSettings = (file: object) => mergeContext({}, { file: fileOf(file) })["reminders:smsAccountSettings"];
    const byDefault = mergeContext({}, {});
    expect(byDefault).toMatchObject({ "reminders:smsAccountSettings": "managed", "reminders:smsMonthlySpendLimit": 1 });
    expect(mergeContext({}, { file: fileOf({ smsMonthlySpendLimit: 50 }) })).not.toHaveProperty(
      "reminders:smsMonthlySpendLimit",
    );
    expect(smsSettings({})).toBe("managed");
    expect(smsSettings({ smsAccountSettings: "untouched" })).toBeUndefined();
    // The receipts of End User Messaging need no setting, and managed settings no deletion of their logs.
    expect(smsSettings({ smsCarrier: "end-user-messaging" })).toBeUndefined();
    expect(smsSettings({ retainData: "false" })).toBeUndefined();
  });

  test("are listed with their origin; a rate that makes the run slow is printed with settings for a faster run", () => {
    const file = fileOf({ timeZone: "UTC", smsPartsPerSecond: 3 });
    const contextFile = { "reminders:catchUpDays": 3, "availability-zones:account=1:region=x": [], timeZone: "UTC" };
    expect(settingsLine({ file, contextFile, commandLine: { schedule: "08:00" } })).toBe(
      "Settings: timeZone, smsPartsPerSecond (infra/environments/prod.json); catchUpDays (cdk.context.json); schedule (-c)",
    );
    expect(rateLine({ file })).toMatch(
      /-c reminders:smsPartsPerSecond=1000 -c reminders:smsTextsPerSecond=1000 -c reminders:smsConcurrency=5$/,
    );
    const commandLine = { smsPartsPerSecond: "1000", smsTextsPerSecond: "1000", smsConcurrency: "5" };
    expect(rateLine({ file, commandLine })).toBeUndefined();
    expect([settingsLine({}), rateLine({})]).toEqual([undefined, undefined]);
  });
});

describe("The settings that a run reads", () => {
  const folder = new TestFolder();
  afterAll(() => folder.remove());

  /** Reads them with these files of the project. */
  function reading(files: Readonly<Record<string, unknown>>, given: Parameters<typeof readOwnSettings>[2] = {}) {
    folder.write("cdk.json", "{}");
    folder.write("cdk.context.json", "{}");
    for (const [name, content] of Object.entries(files)) folder.write(name, JSON.stringify(content));
    return readOwnSettings(folder.path, ".", given);
  }

  test("have the file of the environment that the command line, cdk.json or cdk.context.json names, or else of dev", async () => {
    const files = {
      "prod.json": { account: "123456789012", settings: { catchUpDays: 1 } },
      "test.json": { settings: { catchUpDays: 2 } },
      "dev.json": { settings: { catchUpDays: 3 } },
    };
    const daysIn = async (others: object, given = {}) =>
      (await reading({ ...files, ...others }, given)).file?.settings.catchUpDays;
    expect(await daysIn({})).toBe(3);
    const context = { "cdk.context.json": { environment: "test" } };
    expect(await daysIn(context)).toBe(2);
    expect(await daysIn({ ...context, "cdk.json": { context: { environment: "prod" } } })).toBe(1);
    expect(await daysIn(context, { environment: "prod" })).toBe(1);
  });

  test("are in another folder, if a setting says so", async () => {
    const none = await reading({ "prod.json": {} }, { environment: "prod", commandLine: { environmentsFolder: "" } });
    expect(none).toMatchObject({ environment: "prod", environmentsFolder: "", file: undefined });
    const elsewhere = { "reminders:environmentsFolder": "other" };
    expect(await reading({ "cdk.context.json": elsewhere })).toMatchObject({ environmentsFolder: "other" });
  });

  test.each(["../prod", "Prod", "none", ""])("have no file of the environment %j: the app reports it", async (name) => {
    expect((await reading({ "prod.json": {} }, { environment: name })).file).toBeUndefined();
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

test("an unknown setting or an invalid value is refused, as by cdk", async () => {
  const starting = startLocalCloudProcess({ settings: { commandLine: { timezone: "UTC", schedule: "25:00" } } });
  await expect(starting).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(
      /^There is no setting reminders:timezone; did you mean reminders:timeZone\?\nSetting reminders:schedule got "25:00"/,
    ),
  });
});
