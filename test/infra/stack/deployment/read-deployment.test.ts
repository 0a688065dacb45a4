import { readFileSync } from "node:fs";
import { readDeployment } from "../../../../infra/stack/deployment/read-deployment";
import { checkSettings, SettingsError } from "../../../../infra/stack/settings/check-settings";
import { TestFolder } from "../../../support/test-folder";

const folder = new TestFolder();
afterAll(() => folder.remove());

/** Reads a deployment from this context, with the files of the test. */
function deploying(context: Readonly<Record<string, unknown>>) {
  return readDeployment({ "reminders:environmentsFolder": ".", ...context }, folder.path);
}

/** Writes the file of an environment, and reads its deployment. */
function deployingFile(content: object, context: Readonly<Record<string, unknown>> = {}) {
  folder.write("prod.json", JSON.stringify(content));
  return deploying({ environment: "prod", ...context });
}

const refused = (...lines: string[]) => new SettingsError(lines.join("\n"));

test("without any context, dev is deployed with the defaults, for any account", () => {
  expect(deploying({})).toEqual({ settings: checkSettings({}), env: {}, foreign: [] });
});

test("the settings of an environment are those of its file, and it has the file's name", () => {
  const settings = { timeZone: "Europe/London", defaultCountry: "GB", smsPartsPerSecond: 3 };
  const deployment = deployingFile({ account: "012345678901", region: "eu-west-2", settings });
  expect(deployment.settings).toEqual(checkSettings({ ...settings, environment: "prod" }));
  expect(deployment.env).toEqual({ account: "012345678901", region: "eu-west-2" });
});

test("dev has a file too, if there is one", () => {
  const other = new TestFolder();
  other.write("dev.json", JSON.stringify({ settings: { catchUpDays: 3 } }));
  expect(readDeployment({ "reminders:environmentsFolder": "." }, other.path).settings.catchUpDays).toBe(3);
  expect(readDeployment({ "reminders:environmentsFolder": "" }, other.path).settings.catchUpDays).toBe(7);
  other.remove();
});

test("the context's settings replace those of the file", () => {
  const settings = { timeZone: "Europe/London", catchUpDays: 3 };
  const { settings: read } = deployingFile({ settings }, { "reminders:timeZone": "UTC", "reminders:alarmEmail": "" });
  expect(read).toMatchObject({ timeZone: "UTC", catchUpDays: 3, alarmEmail: "" });
});

test("the context's account and region replace those of the file, and an empty one is any", () => {
  const file = { account: "012345678901", region: "eu-west-2" };
  const context = { "reminders:account": "210987654321", "reminders:region": "" };
  expect(deployingFile(file, context).env).toEqual({ account: "210987654321" });
  expect(() => deployingFile(file, { "reminders:account": "prod", "reminders:region": 1 })).toThrow(
    refused(
      'The key reminders:account takes 12 digits in quotes, such as "123456789012".',
      "The key reminders:region takes the code of a region, such as us-east-1.",
    ),
  );
});

test.each([
  ["timezone", "Europe/London", "There is no setting reminders:timezone; did you mean reminders:timeZone?"],
  [
    "emailDomain",
    "clinic",
    'Setting reminders:emailDomain got "clinic"; it takes a domain name in lower case, such as clinic.org.',
  ],
  ["smsPartsPerSecond", "0", 'Setting reminders:smsPartsPerSecond got "0"; it takes a whole number from 1 to 1000.'],
  [
    "senderAccounts",
    "12345678901",
    'Setting reminders:senderAccounts got "12345678901"; it takes up to 40 account ids of 12 digits or ARNs of IAM roles or users, each ' +
      "once, separated by commas.",
  ],
])("-c reminders:%s=%s is refused by one sentence, which says what it takes", (name, value, sentence) => {
  expect(() => deploying({ [`reminders:${name}`]: value })).toThrow(refused(sentence));
});

test("every problem is reported at once, with the file or the key of the context", () => {
  const settings = { timezone: "UTC", smsPartsPerSecond: 0, schedule: "9:00" };
  const context = { "reminders:schedule": "25:00", "reminders:emaildomain": "x", "reminders:colour": "blue" };
  expect(() => deployingFile({ acount: "1", settings }, context)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        new RegExp(
          [
            String.raw`^prod\.json: There is no key acount: the keys are account, region, settings\.`,
            String.raw`prod\.json: There is no setting timezone; did you mean timeZone\?`,
            String.raw`There is no setting reminders:emaildomain; did you mean reminders:emailDomain\?`,
            String.raw`There is no setting reminders:colour\. The settings are: environment, .*`,
            String.raw`Setting reminders:schedule got "25:00"; it takes a time of day from 00:00 to 23:59\.`,
            String.raw`prod\.json: Setting smsPartsPerSecond got 0; it takes a whole number from 1 to 1000\.$`,
          ].join("\n"),
        ),
      ),
    }),
  );
});

test("settings of the file and of the context may conflict", () => {
  const file = { settings: { defaultCountry: "GB" } };
  expect(() => deployingFile(file, { "reminders:countries": "US,CA" })).toThrow(
    /^prod\.json: Settings countries=US,CA and defaultCountry=GB conflict/,
  );
});

test("the environment is named by the file and by `environment` only", () => {
  expect(() => deployingFile({ settings: { environment: "test" } })).toThrow(
    refused("prod.json: The environment is the name of the file, and no setting in it."),
  );
  expect(() => deploying({ "reminders:environment": "test" })).toThrow(
    refused("The key reminders:environment is written environment."),
  );
});

test.each(["Prod", "pre-prod", "../prod", "prod.json", "", "a".repeat(21), 1, null, ["prod"], "acme-prod"])(
  "%j is no environment",
  (environment) => {
    const takes = "1 to 20 lower-case letters and digits";
    expect(() => deploying({ environment })).toThrow(
      refused(`The environment got ${JSON.stringify(environment)}; it takes ${takes}.`),
    );
  },
);

test("an environment without a file is refused", () => {
  expect(() => deploying({ environment: "staging" })).toThrow(
    /^There is no environment staging: staging\.json does not/,
  );
});

test.each([1, null, ["."]])("the folder of environments cannot be %j", (environmentsFolder) => {
  expect(() => deploying({ "reminders:environmentsFolder": environmentsFolder })).toThrow(
    refused("The key reminders:environmentsFolder takes the path of a folder."),
  );
});

test.each(["toString", "constructor", "__proto__"])("%s, which every object has, is not a setting", (name) => {
  expect(() => deploying(JSON.parse(`{"reminders:${name}": "x"}`))).toThrow(
    new RegExp(`^There is no setting reminders:${name}`),
  );
  folder.write("prod.json", `{"settings": {"${name}": "x"}}`);
  expect(() => deploying({ environment: "prod" })).toThrow(new RegExp(`^prod.json: There is no setting ${name}`));
});

test("the context of others does no harm, and CDK's own neither", () => {
  const { context } = JSON.parse(readFileSync("cdk.json", "utf8"));
  const others = {
    ...context,
    "aws:cdk:bundling-stacks": ["**"],
    "availability-zones:account=123456789012:region=us-east-1": [],
    "acknowledged-issue-numbers": [34892],
    "hosted-zone:account=123456789012:domainName=clinic.example:region=us-east-1": {},
    stage: "prod",
    costCenter: 4711,
    vpc: { timeZone: "UTC" },
  };
  expect(deploying(others)).toEqual({ settings: checkSettings({}), env: {}, foreign: [] });
});

test("a foreign key that is named like a setting is ignored, and reported", () => {
  const context = {
    timeZone: "UTC",
    "reminder:catchUpDays": 3,
    "acme/retainData": "false",
    "reminders:schedule": "10:00",
  };
  const { settings, foreign } = deploying(context);
  expect(settings).toEqual(checkSettings({ schedule: "10:00" }));
  expect(foreign).toEqual(["timeZone", "reminder:catchUpDays", "acme/retainData"]);
});
